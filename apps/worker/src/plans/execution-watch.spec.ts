import { Writable } from 'node:stream';
import { createLogger } from '@lockstep/platform';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ExecutionWatch } from './execution-watch.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Round = Readonly<Record<string, readonly string[] | Error>>;

/** A watch over what each round comes to; an error in the place of a round is that of the whole, one of a plan is its own. After the last nothing is new. */
function watchOver(...rounds: readonly (Round | Error | Promise<Round>)[]) {
  const seen = { rounds: 0 };
  const logged: { level: number; msg: string; plan?: string; recorded?: readonly string[] }[] = [];
  const sink = new Writable({ write: (chunk, _, done) => (logged.push(JSON.parse(String(chunk)) as (typeof logged)[0]), done()) });
  const executeAll = async (onFailure: (plan: string, cause: unknown) => void) => {
    const round = (await rounds[seen.rounds++]) ?? {};
    if (round instanceof Error) throw round;
    const recorded = new Map<string, readonly string[]>();
    for (const [plan, types] of Object.entries(round))
      if (types instanceof Error) onFailure(plan, types);
      else recorded.set(plan, types);
    return recorded;
  };
  return { watch: new ExecutionWatch({ executeAll }, createLogger('info', 'test', sink), 1_000), seen, logged };
}

it('warns of drift with its plan, and tells of the rest without a warning', async () => {
  const { watch, logged } = watchOver({ a: ['StepConfirmed', 'DriftDetected'], b: ['StepConfirmed'], c: ['DriftEnded'] });
  await watch.start();
  await watch.stop();
  expect(logged).toMatchObject([
    { level: 40, plan: 'a', recorded: ['StepConfirmed', 'DriftDetected'] },
    { level: 30, plan: 'b', recorded: ['StepConfirmed'] },
    { level: 30, plan: 'c', recorded: ['DriftEnded'] },
  ]);
});

it('says nothing of rounds in which nothing is new, and looks again after each pause', async () => {
  const { watch, seen, logged } = watchOver();
  await watch.start();
  await vi.advanceTimersByTimeAsync(999);
  expect(seen.rounds).toBe(1);
  await vi.advanceTimersByTimeAsync(2_001);
  expect(seen.rounds).toBe(4);
  await watch.stop();
  expect(logged).toEqual([]);
});

it('goes on after a round that failed, and with the others where one plan failed', async () => {
  const { watch, logged } = watchOver(new Error('the database is away'), { a: new Error('no such document'), b: ['DriftDetected'] });
  await watch.start();
  await vi.advanceTimersByTimeAsync(1_000);
  await watch.stop();
  expect(logged).toMatchObject([
    { level: 50, msg: 'executions could not be compared with the fleet' },
    { level: 50, plan: 'a' },
    { level: 40, plan: 'b' },
  ]);
});

it('is stopped when the round under way has ended, and begins no other', async () => {
  let end = (_: Round) => {};
  const { watch, seen, logged } = watchOver(new Promise<Round>((settle) => (end = settle)));
  void watch.start();
  const stopped = watch.stop().then(() => logged.length);
  end({ a: ['StepConfirmed'] });
  expect(await stopped).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen.rounds).toBe(1);
});
