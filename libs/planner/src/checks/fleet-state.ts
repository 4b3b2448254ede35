import type { ObservedVersion, Verdict } from '@lockstep/matrix/domain';
import type { CheckContext, Pairing } from './check-context.js';
import type { Instance } from './fleet-tree.js';

/** Where a fleet stands. Both parts change in place while a plan is replayed; {@link copyState} keeps a state. */
export interface FleetState {
  /** By instance index. */
  readonly versions: ObservedVersion[];
  /** Indices of the pairings that have been outside their window in every state since the start (`E` in docs/explanation/planner.md). */
  readonly exposed: Set<number>;
}

/** One version change of one instance, as part of a step. */
export interface Move {
  readonly instance: Instance;
  readonly from: ObservedVersion;
  readonly to: NonNullable<ObservedVersion>;
}

export function startState(context: CheckContext): FleetState {
  const versions = [...context.tree.observed];
  const state: FleetState = { versions, exposed: new Set() };
  for (const pairing of context.pairings) if (!verdictIn(context, state, pairing).inside) state.exposed.add(pairing.index);
  return state;
}

export const copyState = (state: FleetState): FleetState => ({ versions: [...state.versions], exposed: new Set(state.exposed) });

export const versionIn = (state: FleetState, instance: Instance): ObservedVersion => state.versions[instance.index]!;

export const verdictIn = (context: CheckContext, state: FleetState, pairing: Pairing): Verdict =>
  context.judge(pairing, versionIn(state, pairing.a), versionIn(state, pairing.b));

/** Applies the moves in place and returns the pairings whose exposure they ended. */
export function applyMoves(context: CheckContext, state: FleetState, moves: readonly Move[]): Pairing[] {
  for (const { instance, to } of moves) state.versions[instance.index] = to;
  const ended: Pairing[] = [];
  if (state.exposed.size === 0) return ended;
  for (const { instance } of moves)
    for (const pairing of context.pairingsOf(instance))
      if (state.exposed.has(pairing.index) && verdictIn(context, state, pairing).inside) {
        state.exposed.delete(pairing.index);
        ended.push(pairing);
      }
  return ended;
}
