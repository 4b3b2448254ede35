import { DEFAULT_CNI, type RecordedNode } from '@lockstep/fleet';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { bundledVersions } from '@lockstep/planner';

/** What a cluster runs by the word of the matrix alone, and by which revision; no member where there is no such thing. */
export function renderBundled(
  { cni, versions }: Pick<RecordedNode, 'cni' | 'versions'>,
  revision: MatrixRevision | undefined,
): { readonly bundled?: { readonly matrix: string; readonly versions: Readonly<Record<string, string>> } } {
  if (revision === undefined) return {};
  const bundled = bundledVersions(revision.matrix, { ...(cni ?? DEFAULT_CNI), versions });
  return Object.keys(bundled).length === 0 ? {} : { bundled: { matrix: revision.digest, versions: bundled } };
}
