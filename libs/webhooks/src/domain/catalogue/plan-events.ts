import { type PlanEvent, type PremiseFall, renderFall } from '@lockstep/plans/domain';
import { z } from 'zod';
import { actor, digest, plan, reason, time } from './fields.js';
import { ofPlanStreams, type PublicEventType, type PublishableEvent } from './public-event.js';

const objective = z.object({ sharedHops: z.int(), clusterRollouts: z.int(), addonHops: z.int() });

type Data<Type extends PlanEvent['type']> = Extract<PlanEvent, { type: Type }>['data'];
const dataOf = <Type extends PlanEvent['type']>(_type: Type, { data }: PublishableEvent) => data as Data<Type>;

/** The life of a plan. */
export const planEvents: readonly PublicEventType[] = [
  ...ofPlanStreams('plan-', [
    {
      type: 'dev.lockstep.plan.requested.v1',
      recorded: 'PlanRequested' satisfies PlanEvent['type'],
      description: 'A plan was asked for, and will be computed.',
      schema: z.object({
        plan,
        name: z.string().meta({ description: 'of the goal' }),
        domain: z.string().nullable().meta({ description: 'the NSX manager; null: the whole fleet' }),
        matrix: digest,
        requestedBy: actor,
        hypothetical: z.boolean().meta({ description: 'over assumed facts: nobody signs or executes it' }),
        parent: z.string().nullable().meta({ description: 'the plan in whose place it was asked for' }),
      }),
      view: (event) => {
        const { goal, hypothetical, ...data } = dataOf('PlanRequested', event);
        return { ...data, name: goal.metadata.name, hypothetical: hypothetical !== false };
      },
    },
    {
      type: 'dev.lockstep.plan.computed.v1',
      recorded: 'PlanComputed' satisfies PlanEvent['type'],
      description: 'A plan has its result. That no safe plan exists is a result: `infeasible`.',
      schema: z.object({
        plan,
        digest,
        outcome: z.string().meta({ description: '`planned`, `nothing-to-do`, `infeasible` and so on, as in the plan' }),
        steps: z.int(),
        objective,
        optimal: z.boolean().nullable().meta({ description: 'whether it is proven that no safe plan needs less; null: not said' }),
      }),
      view: (event) => {
        const data = dataOf('PlanComputed', event);
        return { ...data, optimal: data.optimal ?? null };
      },
    },
    {
      type: 'dev.lockstep.plan.failed.v1',
      recorded: 'PlanFailed' satisfies PlanEvent['type'],
      description: 'The planner, or the machine under it, failed. Says nothing of the goal.',
      schema: z.object({ plan, reason: z.string() }),
    },
    {
      type: 'dev.lockstep.plan.withdrawn.v1',
      recorded: 'PlanWithdrawn' satisfies PlanEvent['type'],
      description: 'Somebody took a plan back.',
      schema: z.object({ plan, reason }),
    },
    {
      type: 'dev.lockstep.plan.premise-fell.v1',
      recorded: 'PremiseFell' satisfies PlanEvent['type'],
      description: 'Something that a plan leans on is no longer so: the first of them makes it void, for good.',
      schema: z.object({
        plan,
        premise: z.object({ kind: z.string().meta({ description: '`node`, `pairing`, `hop`, `proof`' }) }),
        before: z.string().nullable(),
        after: z.string().nullable(),
        by: z.object({
          kind: z.string().meta({ description: '`event`, `calendar`, `unknown`' }),
          position: z.int().optional().meta({ description: 'of the event in the record' }),
          type: z.string().optional(),
          day: z.string().optional(),
        }),
        message: z.string().meta({ description: 'all of it in one line' }),
      }),
      view: ({ data }) => ({ ...(data as PremiseFall), message: renderFall(data as PremiseFall) }),
    },
    {
      type: 'dev.lockstep.plan.superseded.v1',
      recorded: 'PlanSuperseded' satisfies PlanEvent['type'],
      description: 'Another plan, asked for in the place of this one, was computed.',
      schema: z.object({ plan, by: z.string().meta({ description: 'id of the other plan' }) }),
    },
  ]),
  ...ofPlanStreams('timetable-', [
    {
      type: 'dev.lockstep.plan.scheduled.v1',
      recorded: 'PlanScheduled',
      description: 'Somebody kept a schedule for a plan.',
      schema: z.object({ plan, planDigest: digest, digest: z.string().meta({ description: 'of the schedule' }), start: time, end: time }),
      view: ({ data }) => ({ ...(data as { plan: string }), planDigest: (data as { plan: string }).plan }),
    },
    {
      type: 'dev.lockstep.plan.schedule-waived.v1',
      recorded: 'ScheduleWaived',
      description: 'Somebody decided that a plan goes without a schedule.',
      schema: z.object({ plan, planDigest: digest, reason }),
      view: ({ data }) => ({ ...(data as { plan: string }), planDigest: (data as { plan: string }).plan }),
    },
  ]),
];
