import { subjectsOf } from '@lockstep/documents';
import { durationOf, paceOf } from '../schedule-durations.js';
import { schedulePolicy } from '../schedule-policy.js';
import { soakAfter } from '../schedule-problem-of.js';
import type { DurationBasis, DurationEstimate } from './change-document.js';
import type { PlanFacts } from './change-facts.js';
import type { Touched } from './change-impact.js';

/** Nodes that are gone through in one turn: some hundredths of a second. */
const TURN = 10_000;

/**
 * What a plan takes that nobody has laid in time: `least` is a schedule under the policy that nobody has touched, without windows, freezes and limits, and so
 * its lower bound too: all that may go at once does. `most` is one node after the other, in the order of the plan. Both with soaks. Null: there are no steps.
 */
export function* estimateDuration(
  { plan: { spec }, durations, learned }: PlanFacts,
  { nodes }: Touched,
): Generator<void, DurationEstimate | null> {
  if (spec.steps.length === 0) return null;
  const { soak } = schedulePolicy.parse({});
  const soakedAt = new Map<string, number>();
  const unsized = new Set<string>();
  const basis = new Map<string, DurationBasis>();
  let most = 0;
  let gone = 0;
  for (const step of spec.steps) {
    const { component } = step;
    let longest = 0;
    for (const id of subjectsOf(spec, step)) {
      const node = nodes.get(id)!;
      const minutes = durationOf(step, node, durations);
      longest = Math.max(longest, minutes);
      most += minutes;
      if (node.scope === 'cluster' && node.size === null) unsized.add(id);
      if (!basis.has(component))
        basis.set(component, { component, ...paceOf(component, node.scope, durations), isLearned: learned.includes(component) });
      if (++gone % TURN === 0) yield;
    }
    const soaking = soakAfter(step, soak);
    const from = step.after.reduce((latest, id) => Math.max(latest, soakedAt.get(id)!), 0);
    soakedAt.set(step.id, from + longest + soaking);
    most += soaking;
  }
  return {
    work: { least: Math.max(...soakedAt.values()), most },
    unsized: unsized.size,
    assumedNodes: durations.nodes,
    basis: [...basis.values()],
  };
}
