import type { Stall } from '@lockstep/event-store/postgres';
import { createLogger } from '@lockstep/platform';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RecordUpkeep } from './record-upkeep.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const stallOf = (transaction: string): Stall => ({ kind: 'writer', transaction, since: '2026-11-23T00:00:00.000Z', pid: 7 });

function upkeepOf(rounds: readonly { readyBefore: number | Error; stall?: Stall }[], settle: (nth: number) => void = () => {}) {
  let [round, settled] = [-1, 0];
  const logged: string[] = [];
  const logger = createLogger(
    'info',
    'test',
    new Writable({ write: (chunk, _, done) => (logged.push((JSON.parse(String(chunk)) as { msg: string }).msg), done()) }),
  );
  const upkeep = new RecordUpkeep(
    {
      ensurePartitions: async () => {
        const { readyBefore } = rounds[Math.min(++round, rounds.length - 1)]!;
        if (readyBefore instanceof Error) throw readyBefore;
        return { readyBefore };
      },
      findStall: async () => rounds[Math.min(round, rounds.length - 1)]!.stall,
      settledPosition: async () => {
        settle(++settled);
        return settled;
      },
    },
    logger,
  );
  return { upkeep, logged, rounds: () => round + 1, settled: () => settled };
}

it('raises an alarm when fewer than two partitions were ready', async () => {
  const { upkeep, logged } = upkeepOf([{ readyBefore: 2 }, { readyBefore: 1 }]);
  await upkeep.start();
  expect(logged).toEqual([]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(logged).toEqual(['partitions of the record were nearly used up; there are enough again']);
  await upkeep.stop();
});

it('tells of each transaction that holds readers back once', async () => {
  const { upkeep, logged } = upkeepOf([stallOf('1'), stallOf('1'), stallOf('2')].map((stall) => ({ readyBefore: 3, stall })));
  await upkeep.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(logged).toEqual(Array.from({ length: 2 }, () => 'readers of the record wait for a transaction'));
  await upkeep.stop();
});

it('goes on after a failure, and not after it was stopped', async () => {
  const { upkeep, logged, rounds } = upkeepOf([{ readyBefore: new Error('no connection') }, { readyBefore: 3 }]);
  await upkeep.start();
  expect(logged).toEqual(['the record could not be kept up']);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(rounds()).toBe(2);
  await upkeep.stop();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(rounds()).toBe(2);
});

it('settles positions every second, and says once that it can not', async () => {
  const { upkeep, logged, settled } = upkeepOf([{ readyBefore: 3 }], (nth) => {
    if (nth === 3 || nth === 4 || nth === 6) throw new Error('no connection');
  });
  await upkeep.start();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(settled()).toBe(5);
  expect(logged).toEqual(['positions of the record could not be settled']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(logged).toHaveLength(2);
  await upkeep.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(settled()).toBe(6);
});
