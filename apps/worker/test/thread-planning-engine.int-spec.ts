import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PlanningInterrupted, WarmPlanner } from '@lockstep/plans';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ThreadPlanningEngine } from '../src/planning/thread-planning-engine.js';
import { type BuiltWorker, buildWorker } from './build-apps.js';

const texts = {
  matrix: JSON.stringify(matrix({ releases: { nsx: ['4.2.1.0', '9.0.1.0'] } }).document),
  fleet: JSON.stringify(fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } } })),
  goal: JSON.stringify(goal({ targets: ['nsx 9.0.1.0'] })),
};
const rolling = {
  ...texts,
  matrix: JSON.stringify(
    matrix({
      releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
      statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2'), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1')],
    }).document,
  ),
};
const searchLimit = 100_000;
const never = new AbortController().signal;

let folder: string;
let built: BuiltWorker;
beforeAll(async () => {
  [folder, built] = await Promise.all([mkdtemp(path.join(tmpdir(), 'lockstep-thread-')), buildWorker()]);
});
afterAll(() => Promise.all([built.remove(), rm(folder, { recursive: true })]));

async function program(name: string, source: string): Promise<string> {
  const file = path.join(folder, `${name}.mjs`);
  await writeFile(file, source);
  return file;
}

const whyOf = (compute: Promise<unknown>): Promise<string> =>
  compute.then(
    () => 'an answer',
    (error: unknown) => (error instanceof PlanningInterrupted ? error.why : String(error)),
  );

it('answers with the plan of the planner', async () => {
  const engine = new ThreadPlanningEngine({ searchLimit, program: built.planningThread, timeout: 30_000 });
  expect(await engine.compute(texts, never)).toMatchObject({
    outcome: 'computed',
    result: { outcome: 'planned', steps: 1, objective: { sharedHops: 1 } },
  });
});

it('plans again after one cluster has changed, to the bytes of a planner that starts afresh', async () => {
  const engine = new ThreadPlanningEngine({ searchLimit, program: built.planningThread, timeout: 30_000 });
  for (const vkr of ['v1.33.1', 'v1.34.1', 'v1.33.1']) {
    const clusters = { payments: { vkr }, ledger: { vkr: 'v1.33.1' } };
    const changed = { ...rolling, fleet: JSON.stringify(fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters })) };
    expect(await engine.compute(changed, never)).toEqual(new WarmPlanner().plan(changed));
  }
});

it('gives the next problem to the thread that answered, and one that comes meanwhile to another', async () => {
  const counting = `import { parentPort } from 'node:worker_threads';
    let count = 0;
    parentPort.on('message', ({ goal }) => goal === 'break' ? process.exit(1) : parentPort.postMessage({ outcome: 'defect', reason: String(++count) }));`;
  const engine = new ThreadPlanningEngine({ searchLimit, program: await program('counting', counting), timeout: 30_000 });
  const answer = async (goal = '') => {
    const outcome = await engine.compute({ ...texts, goal }, never);
    return outcome.outcome === 'defect' ? outcome.reason : expect.fail('it computes nothing');
  };
  expect([await answer(), await answer()]).toEqual(['1', '2']);
  expect((await Promise.all([answer(), answer()])).sort()).toEqual(['1', '3']);
  await expect(answer('break')).rejects.toThrow('it ended with 1');
  expect(await answer(), 'after its thread has ended').toBe('1');
});

it('answers with a defect, and no crash, when the planner throws', async () => {
  const engine = new ThreadPlanningEngine({ searchLimit, program: built.planningThread, timeout: 30_000 });
  expect(await engine.compute({ ...texts, matrix: '{' }, never)).toMatchObject({
    outcome: 'defect',
    reason: expect.stringContaining('SyntaxError'),
  });
});

it('ends a search that takes too long, and leaves the event loop free meanwhile', async () => {
  const engine = new ThreadPlanningEngine({ searchLimit, program: await program('endless', 'for (;;);'), timeout: 500 });
  let turns = 0;
  const clock = setInterval(() => turns++, 10);
  expect(await whyOf(engine.compute(texts, never))).toBe('timeout');
  clearInterval(clock);
  expect(turns).toBeGreaterThan(10);
});

it.each([
  ['throws', `throw new Error('broken')`],
  ['ends without an answer', `process.exit(0)`],
  ['runs out of memory', `const kept = []; for (;;) kept.push(new Array(10_000).fill({}));`],
])('takes a thread that %s for a crash of that attempt alone', async (name, source) => {
  const engine = new ThreadPlanningEngine({
    searchLimit,
    program: await program(name.replaceAll(' ', '-'), source),
    timeout: 30_000,
    memory: 32,
  });
  expect(await whyOf(engine.compute(texts, never))).toBe('crash');
});

it('ends its thread when the worker runs out of patience', async () => {
  const engine = new ThreadPlanningEngine({
    searchLimit,
    program: await program('patient', 'setInterval(() => {}, 1000)'),
    timeout: 30_000,
  });
  const stopping = new AbortController();
  const why = whyOf(engine.compute(texts, stopping.signal));
  stopping.abort();
  expect(await why).toBe('shutdown');
  expect(await whyOf(engine.compute(texts, stopping.signal)), 'asked after that').toBe('shutdown');
});
