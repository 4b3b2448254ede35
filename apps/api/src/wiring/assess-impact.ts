import { policy, type Problem } from '@lockstep/documents';
import type { ReadFleet } from '@lockstep/fleet';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { fleetProblems, type Finding, findExposures } from '@lockstep/planner';
import { compareTexts } from '@lockstep/kernel';
import type { z } from 'zod';
import type { impact } from '../matrix/matrix.dto.js';

export type Impact = z.output<typeof impact>;
type Exposure = Extract<Finding, { kind: 'exposure' }>;

/** Which pairings of the fleet as recorded enter or leave their window when one revision takes the place of another, by the default policy. */
export class AssessImpact {
  constructor(private readonly fleet: ReadFleet) {}

  async execute(before: MatrixRevision | undefined, after: MatrixRevision): Promise<Impact> {
    const current = await this.fleet.findCurrent();
    const against = before?.digest ?? null;
    if (!current) return { against, clusters: [], changes: [], misfits: [] };
    const { snapshot } = current;
    const located = {
      document: snapshot,
      source: {
        file: '',
        value: snapshot,
        locate: nowhere,
        problem: (path: readonly (string | number)[], message: string): Problem => ({
          file: '',
          ...nowhere(),
          path: path.join('.'),
          message,
        }),
      },
    };
    const misfits = fleetProblems(after.matrix, located);
    if (misfits.length > 0)
      return { against, clusters: [], changes: [], misfits: misfits.map(({ path, message }) => `${path}; ${message}`) };
    const exposuresOf = (revision: MatrixRevision) =>
      new Map(
        findExposures(revision, snapshot, policy.parse({})).flatMap((finding) =>
          finding.kind === 'exposure' ? [[keyOf(finding), finding]] : [],
        ),
      );
    const readable = before && fleetProblems(before.matrix, located).length === 0 ? before : undefined;
    const [was, will] = [readable ? exposuresOf(readable) : new Map<string, Exposure>(), exposuresOf(after)];
    const changes = [...new Set([...was.keys(), ...will.keys()])].toSorted(compareTexts).flatMap((key): Impact['changes'] => {
      const [old, fresh] = [was.get(key), will.get(key)];
      const exposure = fresh ?? old!;
      if (old && fresh && old.verdict === fresh.verdict) return [];
      const { between, nodes, versions, verdict } = exposure;
      return [
        {
          between: [...between],
          nodes: [...nodes],
          versions: [...versions],
          before: old ? 'outside' : 'inside',
          after: fresh ? 'outside' : 'inside',
          verdict,
        },
      ];
    });
    const clusters = new Set(snapshot.spec.clusters.map(({ id }) => id));
    return {
      against,
      clusters: [...new Set(changes.flatMap(({ nodes }) => nodes))].filter((id) => clusters.has(id)).toSorted(compareTexts),
      changes,
      misfits: [],
    };
  }
}

const nowhere = () => ({ line: 1, column: 1 });

const keyOf = ({ nodes, between }: Exposure): string => JSON.stringify([nodes, between]);
