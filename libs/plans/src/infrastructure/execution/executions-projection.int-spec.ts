import { newEventId, readAs, type RecordedEvent } from '@lockstep/event-store';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { compareTexts, seededRandom } from '@lockstep/kernel';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands, outlines } from '../../../test/execution-histories.js';
import { executionEventTypes } from '../../application/execution/execution-event-types.js';
import { executionDecider, type ExecutionEvent, executionStream } from '../../domain/execution/index.js';
import { executionsProjection } from './executions-projection.js';

type Told = RecordedEvent & ExecutionEvent;

let database: MigratedDatabase;
let store: PostgresEventStore;
const runner = () => new ProjectionRunner({ source: database.source, projections: [executionsProjection()] });
beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 5 });
  store = new PostgresEventStore(database.source);
});
afterAll(() => database.drop());

const SEED = 20_261_123;
const PLANS = 150;

/** What each plan is told in turn, as the decider lets it. */
const histories = fc
  .sample(fc.tuple(outlines, fc.array(commands, { minLength: 20, maxLength: 60, size: 'max' })), { seed: SEED, numRuns: PLANS })
  .map(([outline, told]) => {
    const decider = executionDecider(outline);
    let state = decider.initialState;
    return told.flatMap((command): (readonly ExecutionEvent[])[] => {
      const decision = decider.decide(command, state);
      if (decision.outcome === 'refused' || decision.events.length === 0) return [];
      state = decision.events.reduce(decider.evolve, state);
      return [decision.events];
    });
  });

const rows = async () => {
  const time = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${column}`;
  return {
    executions: await database.source.query(
      `select plan, status, ${time('started_at')}, ${time('ended_at')} from lockstep.execution order by plan`,
    ),
    attempts: await database.source.query(
      `select plan, step, subject, attempt, component, machines, position::int, ${time('started_at')}, started_by, ${time('ended_at')}, outcome, reason
       from lockstep.step_attempt order by plan, step, subject, attempt`,
    ),
  };
};

/** The same rows, looked up event by event in the whole history of each plan. */
async function expected() {
  const executions: object[] = [];
  const attempts: object[] = [];
  for (const plan of Array.from({ length: PLANS }, (_, index) => `p${String(index).padStart(3, '0')}`)) {
    const history = (await readAs(store, executionEventTypes).readStream(executionStream(plan))) as readonly Told[];
    const started = history.find(({ type }) => type === 'ExecutionStarted');
    if (started === undefined) continue;
    const end = history.find(({ type }) => ['ExecutionFinished', 'ExecutionAbandoned', 'ExecutionReplaced'].includes(type));
    const pause = history.findLast(({ type }) => type === 'ExecutionPaused' || type === 'ExecutionResumed');
    const status = end ? end.type.replace('Execution', '').toLowerCase() : pause?.type === 'ExecutionPaused' ? 'paused' : 'executing';
    executions.push({ plan, status, started_at: started.recordedAt, ended_at: end?.recordedAt ?? null });
    for (const begun of history)
      if (begun.type === 'StepStarted') for (const one of begun.data.attempts) attempts.push({ plan, ...attemptOf(begun, one, history) });
  }
  const key = (row: object) =>
    ['plan', 'step', 'subject', 'attempt'].map((name) => String((row as Record<string, unknown>)[name])).join(' ');
  return { executions, attempts: attempts.sort((a, b) => compareTexts(key(a), key(b))) };
}

function attemptOf(
  { data: { step, component }, position, recordedAt, actor }: Extract<Told, { type: 'StepStarted' }>,
  { subject, attempt, machines }: { readonly subject: string; readonly attempt: number; readonly machines: number | null },
  history: readonly Told[],
) {
  const ends = history.filter(
    (one) =>
      one.position > position &&
      (one.type === 'SubjectSkipped'
        ? one.data.subject === subject
        : (one.type === 'StepSucceeded' || one.type === 'StepFailed' || one.type === 'StepCorrected') &&
          one.data.step === step &&
          one.data.attempts.some((told) => told.subject === subject && told.attempt === attempt)),
  );
  // A correction takes the place of the success that was none.
  const end = ends.find(({ type }) => type === 'StepCorrected') ?? ends[0];
  const outcome =
    end && { StepSucceeded: 'succeeded', StepFailed: 'failed', StepCorrected: 'failed', SubjectSkipped: 'skipped' }[end.type as string];
  return {
    ...{ step, subject, attempt, component, machines, position, started_at: recordedAt, started_by: actor },
    ended_at: end?.recordedAt ?? null,
    outcome: outcome ?? 'running',
    reason: end?.type === 'StepFailed' || end?.type === 'StepCorrected' || end?.type === 'SubjectSkipped' ? end.data.reason : null,
  };
}

it('has the rows that a look through the whole history of each plan comes to, however far it followed in between, and after a rebuild', async () => {
  const random = seededRandom(SEED);
  const left = histories.map((turns, index) => ({ stream: executionStream(`p${String(index).padStart(3, '0')}`), turns: [...turns] }));
  const follower = runner();
  for (let open = left; open.length > 0; open = left.filter(({ turns }) => turns.length > 0)) {
    const { stream, turns } = random.pick(open);
    const turn = turns.shift();
    if (turn)
      await store.append(
        stream,
        'any',
        turn.map((event) => ({ id: newEventId(), actor: `token:${random.int(3)}`, ...event })),
      );
    if (random.int(20) === 0) expect(await follower.catchUp('executions')).toBe('reached');
  }
  expect(await follower.catchUp('executions')).toBe('reached');
  const followed = await rows();
  expect(followed).toEqual(await expected());
  const seen = new Set([
    ...followed.executions.map(({ status }: { status: string }) => status),
    ...followed.attempts.map(({ outcome }: { outcome: string }) => outcome),
  ]);
  expect([...seen].sort()).toEqual([
    'abandoned',
    'executing',
    'failed',
    'finished',
    'paused',
    'replaced',
    'running',
    'skipped',
    'succeeded',
  ]);
  await follower.rebuild('executions');
  expect(await rows()).toEqual(followed);
});
