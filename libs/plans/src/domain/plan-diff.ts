import type { PlanGroup, PlanStep, UpgradePlan } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';

/** One version change of one component, with everybody who makes it at that place of the plan. */
export interface DiffStep {
  readonly id: string;
  /** From 1, in the order of the plan. */
  readonly place: number;
  readonly component: string;
  readonly moves: PlanStep['moves'];
  /** How many nodes. */
  readonly subjects: number;
}

export interface ChangedStep {
  readonly before: DiffStep;
  readonly after: DiffStep;
  /** Nodes that take the step in one of the plans only, at most `MOST_NAMED` of each, in text order. */
  readonly joined: readonly string[];
  readonly left: readonly string[];
  readonly joinedCount: number;
  readonly leftCount: number;
}

/**
 * What another plan does otherwise. A step is the same when it makes the same moves for a node of the same kind of work; it is `changed` when other nodes
 * take it, and `moved` when it comes at another place among the steps that both plans have.
 */
export interface PlanDiff {
  readonly added: readonly DiffStep[];
  readonly removed: readonly DiffStep[];
  readonly changed: readonly ChangedStep[];
  readonly moved: readonly { readonly before: DiffStep; readonly after: DiffStep }[];
  /** Steps that are equal in everything, their place among the common steps too. */
  readonly unchanged: number;
}

/** Names enough to see what happened; a fleet may have a hundred thousand. */
const MOST_NAMED = 100;

interface KnownStep {
  readonly step: DiffStep;
  readonly nodes: ReadonlySet<string>;
}

export function diffPlans(before: Pick<UpgradePlan, 'spec'>, after: Pick<UpgradePlan, 'spec'>): PlanDiff {
  const [old, fresh] = [stepsOf(before), stepsOf(after)];
  const pairs = match(old, fresh);
  const paired = new Set(pairs.flat());
  const common = pairs.toSorted(([a], [b]) => a.step.place - b.step.place);
  const inOrder = new Set(longestRise(common.map(([, to]) => to.step.place)));
  const moved = common.filter((_, index) => !inOrder.has(index));
  const changed = pairs.flatMap(([from, to]) => changeOf(from, to) ?? []);
  const otherwise = new Set([...moved.map(([from]) => from.step), ...changed.map((change) => change.before)]);
  return {
    added: fresh.filter((one) => !paired.has(one)).map(({ step }) => step),
    removed: old.filter((one) => !paired.has(one)).map(({ step }) => step),
    changed,
    moved: moved.map(([from, to]) => ({ before: from.step, after: to.step })),
    unchanged: pairs.filter(([{ step }]) => !otherwise.has(step)).length,
  };
}

function stepsOf({ spec: { steps, groups = [] } }: Pick<UpgradePlan, 'spec'>): KnownStep[] {
  const members = new Map(groups.map(({ id, members: list }: PlanGroup) => [id, list]));
  return steps.map(({ id, component, moves, subjects, groups: named = [] }, index) => {
    const nodes = new Set([...subjects, ...named.flatMap((group) => members.get(group) ?? [])]);
    return { step: { id, place: index + 1, component, moves, subjects: nodes.size }, nodes };
  });
}

/** Steps with equal moves are paired where they share most nodes; the earlier ones where they share as many. */
function match(old: readonly KnownStep[], fresh: readonly KnownStep[]): [KnownStep, KnownStep][] {
  const keyOf = ({ step: { component, moves } }: KnownStep) => JSON.stringify([component, moves]);
  const byKey = new Map<string, KnownStep[]>();
  for (const to of fresh) byKey.set(keyOf(to), [...(byKey.get(keyOf(to)) ?? []), to]);
  const candidates = old.flatMap((from) =>
    (byKey.get(keyOf(from)) ?? []).flatMap((to) => {
      const shared = sizeOfShared(from.nodes, to.nodes);
      return shared === 0 ? [] : [{ from, to, shared }];
    }),
  );
  candidates.sort((a, b) => b.shared - a.shared || a.from.step.place - b.from.step.place || a.to.step.place - b.to.step.place);
  const taken = new Set<KnownStep>();
  return candidates.flatMap(({ from, to }): [KnownStep, KnownStep][] => {
    if (taken.has(from) || taken.has(to)) return [];
    taken.add(from).add(to);
    return [[from, to]];
  });
}

function sizeOfShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const one of a) if (b.has(one)) count++;
  return count;
}

function changeOf(from: KnownStep, to: KnownStep): ChangedStep | null {
  const only = (a: KnownStep, b: KnownStep) => [...a.nodes].filter((id) => !b.nodes.has(id)).toSorted(compareTexts);
  const [left, joined] = [only(from, to), only(to, from)];
  if (left.length + joined.length === 0) return null;
  const counts = { joinedCount: joined.length, leftCount: left.length };
  return { before: from.step, after: to.step, joined: joined.slice(0, MOST_NAMED), left: left.slice(0, MOST_NAMED), ...counts };
}

/** Places in `values` of one of its longest rising subsequences: whatever is not in it has to be moved to get from one order to the other. */
function longestRise(values: readonly number[]): number[] {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, value] of values.entries()) {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1;
      if (values[ends[middle]!]! < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? ends[low - 1]! : -1;
    ends[low] = index;
  }
  const rise: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at]!) rise.push(at);
  return rise.reverse();
}
