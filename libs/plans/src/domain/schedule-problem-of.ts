import { type FleetSnapshot, type PlanSpec, type PlanStep, subjectsOf } from '@lockstep/documents';
import type { Minute, ScheduledStep, ScheduleProblem, Task, Wave } from '@lockstep/planner';
import { type ExpandedTimes, NodeCalendars } from './schedule-calendars.js';
import { durationOf, type ScheduleDurations } from './schedule-durations.js';
import { NodeLimits } from './schedule-limits.js';
import { type ScheduledNode, scheduledNodes } from './schedule-nodes.js';
import type { SchedulePolicy } from './schedule-policy.js';
import { wavesOf } from './schedule-waves.js';

export interface ScheduleInput {
  readonly plan: Pick<PlanSpec, 'steps' | 'groups'>;
  /** The one that the plan was computed over. */
  readonly fleet: FleetSnapshot;
  readonly policy: SchedulePolicy;
  readonly durations: ScheduleDurations;
  readonly times: ExpandedTimes;
  readonly notBefore: Minute;
}

/** A plan and the wishes about when and how it is executed, as work to be laid in time. Throws when the plan names nodes that the fleet does not have. */
export function scheduleProblemOf({ plan, fleet, policy, durations, times, notBefore }: ScheduleInput): ScheduleProblem {
  const nodes = scheduledNodes(fleet);
  const calendars = new NodeCalendars(times, nodes);
  const limits = new NodeLimits(policy.limits, nodes);
  const positions = new Map(plan.steps.map(({ id }, index) => [id, index]));
  const steps = plan.steps.map((step): ScheduledStep => {
    const taskOf = (node: ScheduledNode): Task => ({
      subject: node.id,
      duration: durationOf(step, node, durations),
      calendar: calendars.indexOf(node),
      limits: limits.indexesOf(node),
      resumable: policy.resumable.includes(step.component),
    });
    return { id: step.id, after: step.after.map((id) => positionOf(positions, id)), waves: layWaves(subjects(step), step, policy, taskOf) };
  });
  return { steps, limits: limits.all, calendars: calendars.all, notBefore };

  function subjects(step: PlanStep): ScheduledNode[] {
    return subjectsOf(plan, step).map((id) => {
      const node = nodes.get(id);
      if (node === undefined)
        throw new Error(`schedule; step ${step.id}; its subjects are nodes of the fleet; found ${JSON.stringify(id)}`);
      return node;
    });
  }
}

function layWaves(
  nodes: readonly ScheduledNode[],
  step: PlanStep,
  { waves, soak }: SchedulePolicy,
  taskOf: (node: ScheduledNode) => Task,
): Wave[] {
  // Nodes above the clusters have no share to try first: each carries all that hangs on it.
  const laid = nodes[0]?.scope === 'cluster' ? wavesOf(nodes, waves) : [[...nodes]];
  const afterMove = soakAfter(step, soak);
  return laid.map((wave, index) => ({
    tasks: wave.map(taskOf),
    soak: index < laid.length - 1 ? Math.max(soak.betweenWaves, afterMove) : afterMove,
  }));
}

/** Minutes after the last wave of a step. */
export const soakAfter = ({ moves }: Pick<PlanStep, 'moves'>, { components, afterMoves }: SchedulePolicy['soak']): number =>
  moves.some(({ component }) => components.includes(component)) ? afterMoves : 0;

function positionOf(positions: ReadonlyMap<string, number>, id: string): number {
  const position = positions.get(id);
  if (position === undefined) throw new Error(`schedule; step ${id}; it must be one of the plan; found none`);
  return position;
}
