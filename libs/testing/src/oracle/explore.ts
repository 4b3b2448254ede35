import type { Objective } from '@lockstep/documents';
import { isNewer } from '@lockstep/kernel';
import {
  addObjectives,
  applyMoves,
  type CheckContext,
  copyState,
  costOfHop,
  type FleetState,
  judgeMove,
  type Move,
  NO_COST,
  type Observation,
  startState,
} from '@lockstep/planner/checks';

/** One hop of one node, as a part of a walk. */
export interface WalkStep {
  readonly component: string;
  readonly node: string;
  readonly moves: readonly Move[];
  readonly observations: readonly Observation[];
  readonly reversible: boolean;
  /** The state that the hop starts from. */
  readonly before: FleetState;
}

/** A reachable state and a cheapest way to it. */
export interface Reached {
  readonly state: FleetState;
  readonly cost: Objective;
  readonly last: WalkStep | null;
  readonly previous: Reached | null;
}

export class TooManyStates extends Error {}

/**
 * Every state that safe hops of single nodes reach, cheapest first (Dijkstra). The open exposures belong to a state: they decide what is
 * allowed next. Nothing is pruned. Throws {@link TooManyStates} above the limit.
 */
export function* explore(context: CheckContext, maxStates: number): Generator<Reached> {
  const start = startState(context);
  const best = new Map([[keyOf(start), 0]]);
  const open = new Map<number, Reached[]>([[0, [{ state: start, cost: NO_COST, last: null, previous: null }]]]);
  while (open.size > 0) {
    const rank = Math.min(...open.keys());
    const reached = open.get(rank)!.pop()!;
    if (open.get(rank)!.length === 0) open.delete(rank);
    if (best.get(keyOf(reached.state))! < rank) continue;
    yield reached;
    for (const next of hopsFrom(context, reached)) {
      const [key, nextRank] = [keyOf(next.state), rankOf(next.cost)];
      if (nextRank >= (best.get(key) ?? Infinity)) continue;
      best.set(key, nextRank);
      if (best.size > maxStates) throw new TooManyStates(`oracle; states; at most ${maxStates}; found more`);
      const list = open.get(nextRank);
      if (list) list.push(next);
      else open.set(nextRank, [next]);
    }
  }
}

/** Every safe hop of one node, with the state it leads to. */
export function hopsFrom(context: CheckContext, reached: Reached): Reached[] {
  const { matrix, tree } = context;
  return tree.instances.flatMap((instance) => {
    const { component, node } = instance;
    const from = reached.state.versions[instance.index]!;
    if (from === null) return [];
    return matrix.releases(component).flatMap((release): Reached[] => {
      if (!isNewer(release.version, from)) return [];
      const judgement = judgeMove(context, reached.state, node, component, release.version);
      if (!judgement.allowed) return [];
      const state = copyState(reached.state);
      applyMoves(context, state, judgement.moves);
      const last = {
        component,
        node: node.id,
        moves: judgement.moves,
        observations: judgement.observations,
        reversible: judgement.reversible,
        before: reached.state,
      };
      return [{ state, cost: addObjectives(reached.cost, costOfHop(context, component)), last, previous: reached }];
    });
  });
}

export function walkTo(reached: Reached): WalkStep[] {
  const walk: WalkStep[] = [];
  for (let current: Reached | null = reached; current?.last; current = current.previous) walk.unshift(current.last);
  return walk;
}

/** Lexicographic order as one number; small problems count far below a thousand hops. */
const rankOf = ({ sharedHops, clusterRollouts, addonHops }: Objective): number => (sharedHops * 1000 + clusterRollouts) * 1000 + addonHops;

const keyOf = ({ versions, exposed }: FleetState): string =>
  `${versions.map((version) => version?.text ?? '?').join(' ')}|${[...exposed].sort((a, b) => a - b).join(' ')}`;
