import type { components } from '@lockstep/api-client';
import { OK, REFUSED } from '../../../exit-codes.js';
import { shortTime } from '../../../online/moments.js';
import { type Cell, type Shown, thingShown } from '../../../online/shown.js';
import type { Plan } from './plan-argument.js';

type Summary = components['schemas']['PlanSummary'];

export const SUMMARY_TITLES = ['PLAN', 'REQUESTED', 'STATUS', 'OUTCOME', 'STEPS', 'DOMAIN', 'BY', 'NAME…'];

export const summaryRow = ({ id, requestedAt, status, outcome, steps, domain, requestedBy, name }: Summary): Cell[] => [
  id,
  shortTime(requestedAt),
  status,
  outcome,
  steps,
  domain ?? 'all',
  requestedBy,
  name,
];

export const planShown = (plan: Plan): Shown =>
  thingShown(plan, plan.id, {
    plan: plan.id,
    name: plan.name,
    status: plan.status,
    outcome: plan.outcome,
    steps: plan.steps,
    cheapest: plan.optimal === null ? null : plan.optimal ? 'proven' : 'not proven',
    cost:
      plan.objective === null
        ? null
        : `${plan.objective.sharedHops} shared hops, ${plan.objective.clusterRollouts} cluster rollouts, ${plan.objective.addonHops} add-on hops`,
    domain: plan.domain ?? 'whole fleet',
    digest: plan.digest,
    matrix: plan.inputs.matrix,
    position: plan.inputs.position,
    'requested by': plan.requestedBy,
    'requested at': plan.requestedAt,
    parent: plan.parent,
    'superseded by': plan.supersededBy,
    // An older service does not tell of it.
    ...(plan.withdrawal ? { withdrawn: `by ${plan.withdrawal.by}: ${plan.withdrawal.reason}` } : {}),
    ...(plan.failure === null ? {} : { failure: plan.failure.reason }),
    ...Object.fromEntries(plan.fallen.map(({ message }, at) => [`fell ${at + 1}`, message])),
    ...(plan.executable ? {} : { executable: 'no: made of assumed facts' }),
  });

/** There is a plan to carry out, or nothing to do: only then is a request answered with yes. */
export const exitCodeOf = ({ outcome }: Plan): number => (outcome === 'planned' || outcome === 'nothing-to-do' ? OK : REFUSED);
