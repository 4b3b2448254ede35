import { type GoalSpec, LATEST } from '@lockstep/documents';
import { isNewer, parseRange, satisfies, type Version } from '@lockstep/kernel';
import type { Matrix, ObservedVersion } from '@lockstep/matrix/domain';
import type { FleetNode } from './fleet-tree.js';
import { selects } from './selection.js';

/** What a `latest` target was decided to be for one upgrade domain: every selected instance ends at this release or a later one. */
export interface LatestDecision {
  readonly target: number;
  readonly version: Version;
}

/** What the goal asks of single instances, made ready to be asked often. */
export interface Constraints {
  /** Equal texts: the goal asks the same, and `latest` was decided alike. */
  readonly key: string;
  readonly supportedUntil: string | null;
  /** Must not move, not even as a bundled rider. */
  isHeld(node: FleetNode, component: string): boolean;
  /** Indexes of the targets that select the instance; equal sets are the very same list. */
  targetsOf(node: FleetNode, component: string): readonly number[];
  /** Whether a version is allowed to be the last one of an instance with these targets. `latest` targets without a decision accept every known version. */
  accepts(component: string, targets: readonly number[], version: ObservedVersion): boolean;
}

export function constraintsOf(matrix: Matrix, goal: GoalSpec, latest: readonly LatestDecision[]): Constraints {
  const tests = goal.targets.map((target, index) =>
    targetTest(matrix, target, latest.find((decision) => decision.target === index)?.version ?? null),
  );
  const lifecycle = new Set(
    [...matrix.components.keys()].filter((id) => matrix.releases(id).some((release) => release.endOfSupport !== null)),
  );
  const until = goal.supportedUntil ?? null;
  const isSupported = (component: string, version: ObservedVersion): boolean => {
    if (until === null || !lifecycle.has(component)) return true;
    const end = version && matrix.findRelease(component, version)?.endOfSupport;
    return end != null && end >= until;
  };
  const holds = byComponent(goal.hold, (hold) => hold);
  const targets = byComponent(goal.targets, (_, index) => index);
  const sets = new Map<string, readonly number[]>();
  return {
    get key() {
      return JSON.stringify([goal.targets, goal.hold, until, latest.map(({ target, version }) => [target, version.text])]);
    },
    supportedUntil: until,
    isHeld: (node, component) => holds.get(component)?.some((hold) => selects(hold.select, node)) ?? false,
    targetsOf: (node, component) => {
      const asked = targets.get(component)?.filter((index) => selects(goal.targets[index]!.select, node)) ?? [];
      if (asked.length === 0) return NONE;
      const key = asked.join();
      let set = sets.get(key);
      if (!set) sets.set(key, (set = asked));
      return set;
    },
    accepts: (component, targets, version) =>
      targets.every((index) => version !== null && tests[index]!(version)) && isSupported(component, version),
  };
}

const NONE: readonly number[] = [];

function byComponent<T extends { readonly component: string }, V>(
  list: readonly T[],
  value: (item: T, index: number) => V,
): ReadonlyMap<string, readonly V[]> {
  const found = new Map<string, V[]>();
  list.forEach((item, index) => found.set(item.component, [...(found.get(item.component) ?? []), value(item, index)]));
  return found;
}

function targetTest(matrix: Matrix, target: GoalSpec['targets'][number], decided: Version | null): (version: Version) => boolean {
  if (target.version === LATEST) return (version) => decided === null || !isNewer(decided, version);
  const range = parseRange(matrix.component(target.component).scheme, target.version);
  if (!range.ok) throw new Error(`goal; target ${target.component}; a validated range parses; ${range.problem}`);
  return (version) => satisfies(version, range.value);
}
