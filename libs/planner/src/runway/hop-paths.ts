import type { Version } from '@lockstep/kernel';
import { type HopRuling, type Matrix, type ObservedVersion, ruleHop } from '@lockstep/matrix/domain';

/**
 * A way over hop rules alone; pairings are not looked at.
 *
 * - `here`: nothing to hop
 * - `free`: every hop is allowed whatever runs around it
 * - `conditional`: each hop may be allowed, and some depend on what runs around it (`requires` or `when`)
 * - `none`: no sequence of supported hops leads there
 * - `unknown`: where it would start could not be observed
 */
export interface HopPath {
  readonly kind: 'here' | 'free' | 'conditional' | 'none' | 'unknown';
  /** Releases hopped to, in order; the last one is the target. */
  readonly via: readonly string[];
}

const isFree = ({ supported, blocked, backInTime }: HopRuling): boolean =>
  backInTime === null && blocked.length === 0 && supported.some(({ requires }) => requires.length === 0);

/** A `blocked` rule without `when` blocks always. */
export const isPossible = ({ supported, blocked, backInTime }: HopRuling): boolean =>
  backInTime === null && supported.length > 0 && blocked.every(({ when }) => when.length > 0);

/** Ways from one version to every listed release of the component: fewest hops first, then the older release on the way. */
export function hopPathsFrom(matrix: Matrix, component: string, from: ObservedVersion): (to: Version) => HopPath {
  if (from === null) return () => ({ kind: 'unknown', via: [] });
  const [free, possible] = [reachable(matrix, component, from, isFree), reachable(matrix, component, from, isPossible)];
  return (to) => {
    if (to.text === from.text) return { kind: 'here', via: [] };
    if (free.has(to.text)) return { kind: 'free', via: free.get(to.text)! };
    if (possible.has(to.text)) return { kind: 'conditional', via: possible.get(to.text)! };
    return { kind: 'none', via: [] };
  };
}

/** Breadth first; a hop on the way starts at a listed release. */
function reachable(
  matrix: Matrix,
  component: string,
  from: Version,
  allows: (ruling: HopRuling) => boolean,
): ReadonlyMap<string, string[]> {
  const ways = new Map<string, string[]>();
  const open: { version: Version; way: string[] }[] = [{ version: from, way: [] }];
  for (const { version, way } of open)
    for (const { version: next } of matrix.releases(component)) {
      if (ways.has(next.text)) continue;
      const ruling = ruleHop(matrix, component, version, next);
      if (ruling === null || !allows(ruling)) continue;
      ways.set(next.text, [...way, next.text]);
      open.push({ version: next, way: ways.get(next.text)! });
    }
  return ways;
}
