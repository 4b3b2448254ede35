import type { FleetSnapshot, UpgradeGoal } from '@lockstep/documents';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { computePlan } from '@lockstep/planner';
import {
  type ChangeFacts,
  planScheduleOf,
  scheduleDurations,
  schedulePolicy,
  scheduleProblemOf,
  waysBack,
  type WaysBackLimits,
} from '../src/domain/index.js';
import { ZONE_CLOCKS } from '../src/infrastructure/zone-clocks.js';

export interface ChangeWorld {
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
}

/** The facts of the plan of a world, in no record. */
export function factsOf(
  world: ChangeWorld,
  { limits, ...given }: Partial<ChangeFacts> & { readonly limits?: WaysBackLimits } = {},
): ChangeFacts {
  const plan = given.plan ?? computePlan(world);
  const searches = waysBack({ ...world, plan }, limits);
  let searched = searches.next();
  while (!searched.done) searched = searches.next();
  return {
    ...world,
    plan,
    record: null,
    assumed: null,
    schedule: null,
    durations: scheduleDurations(schedulePolicy.parse({}), {}),
    learned: [],
    weakFrom: 'third-party',
    approval: null,
    headroom: { verdict: 'not-asked', detail: '' },
    evidence: null,
    waysBack: searched.value,
    ...given,
  };
}

const MINUTE = 60_000;

/** Laid from a Saturday evening in Berlin on, without windows and freezes. */
export function scheduleOf({ plan, fleet }: Pick<ChangeFacts, 'plan' | 'fleet'>): NonNullable<ChangeFacts['schedule']> {
  const policy = schedulePolicy.parse({});
  const notBefore = Date.parse('2026-11-28T21:00:00Z') / MINUTE;
  const horizon = { from: notBefore, to: notBefore + 365 * 24 * 60 };
  const problem = scheduleProblemOf({
    plan: plan.spec,
    fleet,
    policy,
    durations: scheduleDurations(policy, {}),
    times: { horizon, windows: [], freezes: [] },
    notBefore,
  });
  const schedule = planScheduleOf(plan.spec, problem);
  const instants = [schedule.start, schedule.end, ...schedule.steps.flatMap(({ start, end, soakedAt }) => [start, end, soakedAt])];
  return {
    schedule,
    zone: 'Europe/Berlin',
    local: new Map(instants.map((instant) => [instant, ZONE_CLOCKS.show(instant, 'Europe/Berlin')!])),
    keptBy: 'ops-lead',
    keptAt: '2026-11-21T09:00:00.000000Z',
    isReproduced: true,
  };
}

export const RECORD: NonNullable<ChangeFacts['record']> = {
  id: '0193cd4e-0000-7000-8000-000000000001',
  url: 'https://lockstep.example/v1/plans/0193cd4e-0000-7000-8000-000000000001',
  status: 'computed',
  requestedBy: 'planner-anna',
  requestedAt: '2026-11-20T07:00:00.000000Z',
  position: 4711,
  parent: null,
  fallen: [],
  supersededBy: null,
  withdrawn: null,
};

/** Two are asked for each class, and one has signed. */
export const APPROVAL: NonNullable<ChangeFacts['approval']> = {
  state: 'pending',
  excluded: ['planner-anna'],
  requested: { by: 'planner-anna', at: '2026-11-20T08:00:00.000000Z' },
  classes: ['routine', 'shared-hop', 'point-of-no-return', 'weak-evidence'].map((name) => ({
    class: name,
    asks: [{ role: 'approver', count: name === 'routine' ? 1 : 2 }],
    missing: name === 'routine' ? [] : [{ role: 'approver', count: 1 }],
  })),
  given: [
    { by: 'ben', at: '2026-11-20T09:00:00.000000Z', roles: ['approver'], standsFor: [] },
    {
      by: 'change:board/CHG0030042 by Ada Lovelace',
      at: '2026-11-20T09:30:00.000000Z',
      roles: ['change-board'],
      standsFor: ['token:ada'],
    },
  ],
  refused: [],
  waivers: ['all operator evidence, owned by Carla until 2027-03-31T00:00:00Z: soak test of the lab'],
  ownersMissing: { count: 0, names: [] },
  breakGlass: null,
};
