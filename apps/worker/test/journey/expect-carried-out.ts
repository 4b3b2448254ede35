import { outsideWindows, runningNodes } from '@lockstep/simulation';
import { expect } from 'vitest';
import type { Journey, PlanSeen } from './journey.js';
import { judging, windows } from './small-world.js';

/** What is on record of one execution, in this order; what the gate and soaks say in between is left out. */
const STEPS_TAKEN = [
  'ExecutionStarted',
  ...['s1', 's2', 's3', 's4'].flatMap((step) => [
    `StepStarted ${step}`,
    `StepSucceeded ${step}`,
    `StepConfirmed ${step}`,
    ...(step === 's4' ? [] : [`EvidenceReported ${step}`]),
  ]),
  'ExecutionFinished',
  // What is executed next in the domain waits for it.
  'EvidenceReported s4',
];
const TOLD = new Set(STEPS_TAKEN.map((told) => told.split(' ')[0]!));

interface Told {
  readonly type: string;
  readonly data: {
    readonly step?: string;
    readonly subjects?: readonly string[];
    readonly attempts?: readonly { readonly subject: string }[];
  };
}

/** Two subjects of a step may be told of together or one after the other; each is told of once. */
function expectEachOnce(events: readonly Told[]): void {
  const told = events.filter(({ type }) => TOLD.has(type));
  const places = told.map(({ type, data }) => [type, data.step].filter(Boolean).join(' '));
  expect(places.filter((place, index) => place !== places[index - 1])).toEqual(STEPS_TAKEN);
  const each = told.flatMap(({ data }, index) =>
    (data.subjects ?? data.attempts?.map(({ subject }) => subject) ?? ['']).map((subject) => `${places[index]} ${subject}`),
  );
  expect(each.toSorted()).toEqual([...new Set(each)].toSorted());
}

/** However the journey went, it ends like this: everything once, nothing lost, the goal reached by what is observed, and no window ever left. */
export async function expectCarriedOut(journey: Journey, { id }: PlanSeen): Promise<void> {
  const events = await journey.query<Told>('select type, data from event_store.event where stream = $1 order by position', [
    `execution-${id}`,
  ]);
  expectEachOnce(events);
  expect(events.filter(({ type }) => type === 'DriftDetected')).toEqual([]);
  expect(await journey.execution(id)).toMatchObject({
    status: 'finished',
    drift: [],
    steps: [1, 2, 3, 4].map(() => ({ state: 'confirmed' })),
  });
  expect(await journey.events(`domain-execution-nsx-1`)).toEqual(['DomainExecutionBegan', 'DomainExecutionEnded']);
  expect(await journey.events(`plan-${id}`)).toEqual(['PlanRequested', 'PlanComputed']);
  const signed = (await journey.events(`approval-${id}`)).filter((type) => type.startsWith('Signoff'));
  expect(signed).toEqual(['SignoffRequested', 'SignoffGiven', 'SignoffGiven']);
  const attempts = await journey.query(
    'select step, subject, attempt, outcome from lockstep.step_attempt where plan = $1 order by position, subject',
    [id],
  );
  expect(attempts).toMatchObject(
    [
      ['s1', 'sup-1/shop/batch'],
      ['s2', 'nsx-1'],
      ['s3', 'sup-1/shop/batch'],
      ['s3', 'sup-1/shop/checkout'],
      ['s4', 'nsx-1'],
    ].map(([step, subject]) => ({ step, subject, attempt: 1, outcome: 'succeeded' })),
  );
  expect((await journey.requestPlan()).outcome).toBe('nothing-to-do');
  expectInsideWindows(journey);
}

/** Every state that the world went through, judged by statements alone. */
export function expectInsideWindows({ world }: Journey): void {
  for (const { state, change } of world.states())
    expect({ after: change?.what, outside: outsideWindows(windows, judging, runningNodes(state)) }).toMatchObject({ outside: [] });
}
