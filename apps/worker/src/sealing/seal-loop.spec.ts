import type { SealOutcome } from '@lockstep/event-store/postgres/audit';
import { createLogger } from '@lockstep/platform';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SealLoop } from './seal-loop.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const logged: { msg: string; reason?: string }[] = [];
const logger = createLogger('info', 'test', new Writable({ write: (chunk, _, done) => (logged.push(JSON.parse(String(chunk))), done()) }));

function loopOver(...outcomes: (SealOutcome | Error)[]) {
  let calls = 0;
  const sealNext = async (): Promise<SealOutcome> => {
    const outcome = outcomes[calls++] ?? { outcome: 'nothing-new' };
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  logged.length = 0;
  return { loop: new SealLoop({ sealNext }, 1_000, logger), calls: () => calls };
}

it('seals until nothing is new, then waits for the interval', async () => {
  const sealed = { outcome: 'sealed', treeSize: 10_000, events: 10_000 } as const;
  const { loop, calls } = loopOver(sealed, sealed);
  await loop.start();
  expect(calls()).toBe(3);
  await vi.advanceTimersByTimeAsync(999);
  expect(calls()).toBe(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(calls()).toBe(4);
  await loop.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls()).toBe(4);
});

it('goes on after a failure', async () => {
  const { loop, calls } = loopOver(new Error('no connection'));
  await loop.start();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(calls()).toBe(2);
  expect(logged.map(({ msg }) => msg)).toEqual(['the record could not be sealed']);
  await loop.stop();
});

it('says once why it refuses, and again after it had sealed', async () => {
  const refused = { outcome: 'refused', reason: 'seal of 5 events; found another' } as const;
  const { loop } = loopOver(refused, refused, { outcome: 'nothing-new' }, refused);
  await loop.start();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(logged.map(({ reason }) => reason)).toEqual([refused.reason, refused.reason]);
  await loop.stop();
});
