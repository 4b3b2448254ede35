import type { Version } from '@lockstep/kernel';
import { type HopJudgement, judgeHop, type Matrix, type ObservedVersion, type Release, ruleHop } from '@lockstep/matrix/domain';

/** What the matrix says of a hop between two versions, whoever takes it. */
export interface HopRules {
  /** Decides a hop in one state, see `judgeHop`. */
  judge(component: string, from: Version, to: Version, neighbours: (component: string) => readonly ObservedVersion[]): HopJudgement;
  isReversible(component: string, from: Version, to: Version): boolean;
  bundleOf(component: string, to: Version): Release['bundle'] | null;
}

interface Known {
  readonly reversible: boolean;
  /** Null while no judgement has been made without a look at the neighbours: with one, it is good for that state only. */
  judgement: HopJudgement | null;
}

/** Fleets make few distinct hops, each of them many times: what does not depend on the state is found out once. */
export function rememberHops(matrix: Matrix): HopRules {
  const bundles = new Map<string, Map<Version, Release['bundle'] | null>>();
  const hops = new Map<string, Map<Version, Map<Version, Known>>>();
  const known = (component: string, from: Version, to: Version): Known => {
    const byTo = within(within(hops, component), from);
    let hop = byTo.get(to);
    if (!hop) byTo.set(to, (hop = { reversible: ruleHop(matrix, component, from, to)?.reversible ?? true, judgement: null }));
    return hop;
  };
  return {
    judge: (component, from, to, neighbours) => {
      const hop = known(component, from, to);
      if (hop.judgement) return hop.judgement;
      let asked = false;
      const judgement = judgeHop(matrix, component, from, to, (other) => {
        asked = true;
        return neighbours(other);
      });
      if (!asked) hop.judgement = judgement;
      return judgement;
    },
    isReversible: (component, from, to) => known(component, from, to).reversible,
    bundleOf: (component, to) => {
      const byTo = within(bundles, component);
      let bundle = byTo.get(to);
      if (bundle === undefined) byTo.set(to, (bundle = matrix.findRelease(component, to)?.bundle ?? null));
      return bundle;
    },
  };
}

function within<Key, Inner, Value>(outer: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  let inner = outer.get(key);
  if (!inner) outer.set(key, (inner = new Map()));
  return inner;
}
