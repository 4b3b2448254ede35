import type { FleetSnapshot } from '@lockstep/documents';
import type { ObservedNode, PredictedStates } from '../predicted-states.js';
import type { Observations } from './decide-observations.js';
import type { NodeName } from './execution.events.js';
import type { ExecutionState } from './execution-state.js';
import type { PlanOutline } from './plan-outline.js';

const none: ReadonlySet<string> = new Set();
const keyOf = ({ scope, id }: NodeName): string => `${scope} ${id}`;

/** What of each node was written down in the fleet that was planned: what was seen once must be seen again. */
export function writtenComponents(fleet: FleetSnapshot): ReadonlyMap<string, ReadonlySet<string>> {
  const written = new Map<string, ReadonlySet<string>>();
  for (const [scope, nodes] of nodesOf(fleet))
    for (const { id, versions } of nodes) written.set(keyOf({ scope, id }), new Set(Object.keys(versions)));
  return written;
}

export const nodesOf = ({ spec }: FleetSnapshot) =>
  [
    ['nsxManager', spec.nsxManagers],
    ['vcenter', spec.vcenters],
    ['supervisor', spec.supervisors],
    ['cluster', spec.clusters],
  ] as const;

/**
 * The observed fleet against what a plan predicts for this moment. Nodes that the plan does not know are no matter of drift but of its premises, and so
 * are nodes that went away: a cluster must be skipped before its step is complete.
 */
export function compareObserved(
  { steps }: PlanOutline,
  states: PredictedStates,
  state: ExecutionState,
  observed: readonly ObservedNode[],
  written: ReadonlyMap<string, ReadonlySet<string>>,
): Omit<Observations, 'position'> {
  const byKey = new Map(observed.map((node) => [keyOf(node), node]));
  const confirmed = steps.flatMap((step) => {
    const subjects = [...(state.steps.get(step.id) ?? [])].flatMap(([id, { state: at }]) => {
      if (at !== 'succeeded') return [];
      const node = byKey.get(keyOf({ scope: step.scope, id }));
      return node !== undefined && states.isReached(step, node, written.get(keyOf(node)) ?? none) ? [id] : [];
    });
    return subjects.length > 0 ? [{ step: step.id, subjects }] : [];
  });
  return { drift: observed.flatMap((node) => states.driftOf(state, node, written.get(keyOf(node)) ?? none)), confirmed };
}
