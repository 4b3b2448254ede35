import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ServedServiceNow, serveServiceNow } from '@lockstep/simulation';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LookOnce, lookOnce, requestRecord } from './look-once.js';

/** Seconds after which a claim on a look is over. */
const OVER = 61;

let database: MigratedDatabase;
let served: ServedServiceNow;
beforeAll(async () => {
  database = await createMigratedDatabase();
  served = await serveServiceNow();
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

async function askFor(plan: string): Promise<(ahead: number) => LookOnce> {
  const asked = { databaseUrl: database.url, plan, url: served.url };
  await requestRecord(asked);
  return (ahead) => ({ ...asked, login: served.logins[0]!, ahead });
}

const isLookedAt = async () =>
  (await database.source.query<object[]>('select from lockstep.change_record where claimed_until is not null')).length > 0;

it('is opened once by two who look at once, though by their clocks neither looks while the other does', async () => {
  const plan = '00000000-0000-4000-8000-000000000001';
  const look = await askFor(plan);
  // Both have looked for a record before either makes one.
  const lift = served.faults.add({ request: /^GET .*\/change\?/, times: 2, fault: { kind: 'slow', milliseconds: 1_500 } });
  const first = lookOnce(look(0));
  await expect.poll(isLookedAt, { timeout: 10_000 }).toBe(true);
  const second = await lookOnce(look(2 * OVER));
  lift();
  expect(await first).toEqual({ outcome: 'followed', status: 'open' });
  expect(second).toMatchObject({ outcome: 'followed' });
  expect(served.changes()).toHaveLength(1);
  expect(await lookOnce(look(4 * OVER))).toEqual({ outcome: 'followed', status: 'open' });
});

it('is opened once though who opened it was killed before it could say so, and held up by nobody who is dead', async () => {
  const plan = '00000000-0000-4000-8000-000000000002';
  const look = await askFor(plan);
  const before = served.changes().length;
  const lift = served.faults.add({ request: /^POST .*\/change\/normal/, fault: { kind: 'lost', end: 'silence' } });
  const child = startLook(look(0));
  try {
    await expect.poll(() => served.changes().length, { timeout: 40_000 }).toBe(before + 1);
    // As long as it lives, it is alone.
    expect(await lookOnce(look(OVER))).toEqual({ outcome: 'followed', status: 'requested' });
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
    lift();
  }
  let ahead = OVER;
  await expect.poll(() => lookOnce(look((ahead += OVER))), { timeout: 10_000 }).toEqual({ outcome: 'followed', status: 'open' });
  expect(served.changes()).toHaveLength(before + 1);
});

function startLook(look: LookOnce): ChildProcess {
  const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
  const args = [path('../../../../scripts/run.mjs'), path('./look-once.child.ts'), JSON.stringify(look)];
  return spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}
