import { UNKNOWN_VERSION } from '@lockstep/documents';
import type { NodeKind, VersionRule } from '@lockstep/fleet';
import type { MatrixRevisions } from '@lockstep/matrix';
import type { Matrix } from '@lockstep/matrix/domain';
import { LRUCache } from 'lru-cache';

const SCOPES = { 'nsx-manager': 'nsxManager', vcenter: 'vcenter', supervisor: 'supervisor', cluster: 'cluster' } as const;
/** Milliseconds for which a revision counts as the current one, where it breaks no rule. */
const held = 1_000;

/** An observed version is read by the published matrix, as those of a snapshot are; by none, as long as none is published. */
export function versionRuleOf(revisions: Pick<MatrixRevisions, 'findCurrent'>): VersionRule {
  const current = new LRUCache<'current', NonNullable<Awaited<ReturnType<MatrixRevisions['findCurrent']>>>>({
    max: 1,
    ttl: held,
    fetchMethod: () => revisions.findCurrent(),
  });
  return async (...observed) => {
    const revision = await current.fetch('current');
    if (!revision || ruleBroken(revision.matrix, ...observed) === undefined) return undefined;
    const newest = await current.fetch('current', { forceRefresh: true });
    return newest && ruleBroken(newest.matrix, ...observed);
  };
}

function ruleBroken(matrix: Matrix, kind: NodeKind, id: string, text: string): string | undefined {
  const component = matrix.components.get(id);
  if (!component) return `must be of a component of the matrix, and not of ${JSON.stringify(id)}`;
  if (component.scope !== SCOPES[kind]) return `must be of a component of a ${kind}; ${id} is per ${component.scope}`;
  const version = text === UNKNOWN_VERSION ? undefined : matrix.readVersion(id, text);
  return version?.ok === false ? version.problem : undefined;
}
