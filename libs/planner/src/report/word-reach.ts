import { compareVersions, isNewer, type Version } from '@lockstep/kernel';
import { type Judging, judgePair, type Matrix, renderWindow, windowOf } from '@lockstep/matrix/domain';
import type { FleetNode } from '../model/fleet-tree.js';

const MAX_VERSIONS = 3;

/**
 * How far the clusters that block get with a version that is asked of another component: per version of theirs that is outside its window with it, oldest
 * first. `null` when none is.
 */
export function wordReach(
  matrix: Matrix,
  judging: Judging,
  clusters: readonly FleetNode[],
  component: string,
  other: string,
  asked: Version,
): string | null {
  const running = clusters.flatMap(({ instances }) =>
    instances.flatMap((one) => (one.component.id === component ? (one.version ?? []) : [])),
  );
  const versions = [...new Map(running.map((version) => [version.text, version])).values()]
    .filter((version) => !judgePair(matrix, judging, component, version, other, asked).inside)
    .sort(compareVersions);
  if (versions.length === 0) return null;
  const told = versions
    .slice(0, MAX_VERSIONS)
    .map((version) => `${version.text} ${wordWindow(matrix, judging, component, version, other, asked)}`);
  const more =
    versions.length > MAX_VERSIONS
      ? `; ${versions.length - MAX_VERSIONS} more of its versions ${versions.length === MAX_VERSIONS + 1 ? 'falls' : 'fall'} short as well`
      : '';
  return `${clusters.length === 1 ? 'its' : 'their'} ${component} ${told.join(', ')}${more}`;
}

function wordWindow(matrix: Matrix, judging: Judging, component: string, version: Version, other: string, asked: Version): string {
  const entries = windowOf(matrix, judging, component, version, other);
  const newest = entries.findLast(({ verdict }) => verdict.inside)?.release.version;
  if (!newest) return `has no ${other} in its window`;
  const window = renderWindow(entries);
  if (!isNewer(asked, newest)) return `is validated with ${other} ${window}`;
  return `is validated up to ${other} ${newest.text}${window.includes(',') ? ', with gaps' : ''}`;
}
