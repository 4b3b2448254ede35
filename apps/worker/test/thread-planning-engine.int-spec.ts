import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PlanningInterrupted } from '@lockstep/plans';
import { fleet, goal, matrix } from '@lockstep/testing/builders';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ThreadPlanningEngine } from '../src/planning/thread-planning-engine.js';
import { type BuiltWorker, buildWorker } from './build-worker.js';

const texts = {
  matrix: JSON.stringify(matrix({ releases: { nsx: ['4.2.1.0', '9.0.1.0'] } }).document),
  fleet: JSON.stringify(fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } } })),
  goal: JSON.stringify(goal({ targets: ['nsx 9.0.1.0'] })),
};
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
  const engine = new ThreadPlanningEngine({ program: built.planningThread, timeout: 30_000 });
  expect(await engine.compute(texts, never)).toMatchObject({
    outcome: 'computed',
    result: { outcome: 'planned', steps: 1, objective: { sharedHops: 1 } },
  });
});

it('answers with a defect, and no crash, when the planner throws', async () => {
  const engine = new ThreadPlanningEngine({ program: built.planningThread, timeout: 30_000 });
  expect(await engine.compute({ ...texts, matrix: '{' }, never)).toMatchObject({
    outcome: 'defect',
    reason: expect.stringContaining('SyntaxError'),
  });
});

it('ends a search that takes too long, and leaves the event loop free meanwhile', async () => {
  const engine = new ThreadPlanningEngine({ program: await program('endless', 'for (;;);'), timeout: 500 });
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
  const engine = new ThreadPlanningEngine({ program: await program(name.replaceAll(' ', '-'), source), timeout: 30_000, memory: 32 });
  expect(await whyOf(engine.compute(texts, never))).toBe('crash');
});

it('ends its thread when the worker runs out of patience', async () => {
  const engine = new ThreadPlanningEngine({ program: await program('patient', 'setInterval(() => {}, 1000)'), timeout: 30_000 });
  const stopping = new AbortController();
  const why = whyOf(engine.compute(texts, stopping.signal));
  stopping.abort();
  expect(await why).toBe('shutdown');
  expect(await whyOf(engine.compute(texts, stopping.signal)), 'asked after that').toBe('shutdown');
});
