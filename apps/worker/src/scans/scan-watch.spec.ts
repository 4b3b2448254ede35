import type { KnownScan } from '@lockstep/fleet';
import { expect, it } from 'vitest';
import { ScanOver, ScanWatch } from './scan-watch.js';

function world(interval: number) {
  const state = { status: 'running' as KnownScan['status'], looks: 0, broken: false, removed: false };
  const find = async () => {
    state.looks++;
    if (state.broken) throw new Error('the database is away');
    return {
      status: state.status,
      looks: { a: { outcome: 'unended' }, b: { outcome: state.removed ? 'failed' : 'unended' } },
    } as unknown as KnownScan;
  };
  return { state, watch: new ScanWatch({ find }, interval) };
}

it('asks the record once for all that work on a scan', async () => {
  const { state, watch } = world(60_000);
  let release = () => {};
  const held = new Promise<void>((settle) => (release = settle));
  const first = watch.during('s', 'a', () => held);
  for (let n = 0; n < 100; n++) expect(await watch.during('s', 'a', async ({ aborted }) => aborted)).toBe(false);
  expect(state.looks).toBe(1);
  release();
  await first;
});

it('tells those that came later, too, that the scan is over', async () => {
  const { state, watch } = world(1);
  const over = (signal: AbortSignal) =>
    new Promise<unknown>((settle) => signal.addEventListener('abort', () => settle(signal.reason), { once: true }));
  const works = [watch.during('s', 'a', over), watch.during('s', 'a', over)];
  await expect.poll(() => state.looks).toBeGreaterThan(1);
  state.status = 'cancelling';
  for (const reason of await Promise.all(works)) expect(reason).toBeInstanceOf(ScanOver);
  expect(await watch.during('s', 'a', async ({ aborted }) => aborted)).toBe(true);
});

it('asks again after a look that failed', async () => {
  const { state, watch } = world(60_000);
  state.broken = true;
  const both = [watch.during('s', 'a', async () => 'worked'), watch.during('s', 'a', async () => 'worked')];
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  state.broken = false;
  expect(await watch.during('s', 'a', async () => 'worked')).toBe('worked');
});

it('tells those who look at a source that their look is over, and no others', async () => {
  const { state, watch } = world(1);
  const over = (signal: AbortSignal) =>
    new Promise<unknown>((settle) => signal.addEventListener('abort', () => settle(signal.reason), { once: true }));
  const [other, removed] = [watch.during('s', 'a', over), watch.during('s', 'b', over)];
  state.removed = true;
  expect(await removed).toBeInstanceOf(ScanOver);
  expect(await Promise.race([other, watch.during('s', 'a', async ({ aborted }) => aborted)])).toBe(false);
  state.status = 'cancelling';
  expect(await other).toBeInstanceOf(ScanOver);
});
