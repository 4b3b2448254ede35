import type { Contender } from '../contenders/contender.js';
import { findEmmett } from '../contenders/emmett.js';
import { openLockstep } from '../contenders/lockstep.js';
import { openPlainInsert } from '../contenders/plain-insert.js';
import { openTypeormSave } from '../contenders/typeorm-save.js';
import { benchEvent, benchEvents, measure, middle, type Taken } from '../measure.js';
import { type BenchContext, type BenchSection, count, ratio, table } from './section.js';

interface Case {
  readonly title: string;
  readonly concurrency: number;
  readonly call: (contender: Contender, caller: number, turn: number) => Promise<number>;
  readonly without?: readonly string[];
}

const streams = 500;
let next = 0;
const streamOf = (number: number) => `cluster-fra/c${number}`;
const anyStream = () => streamOf(next++ % streams);
const append =
  (size: number, stream: () => string) =>
  async (contender: Contender): Promise<number> => {
    await contender.append(stream(), size === 1 ? [benchEvent()] : benchEvents(size));
    return size;
  };
const single = (concurrency: number): Case => ({
  title: `1 event, ${streams} streams, ${concurrency} at once`,
  concurrency,
  call: append(1, anyStream),
});
const hot = (concurrency: number): Case => ({
  title: `1 event, one stream, ${concurrency} at once`,
  concurrency,
  call: append(1, () => 'matrix'),
});
const batch = (size: number): Case => ({
  title: `${size} events in one append, 4 at once`,
  concurrency: 4,
  call: (contender, caller, turn) => append(size, () => `scan-${caller}-${turn % 20}`)(contender),
});

const cases: readonly Case[] = [
  ...[1, 8, 32, 128].map(single),
  ...[8, 32].map(hot),
  ...[100, 1_000].map(batch),
  { title: 'read a stream', concurrency: 4, call: (contender) => contender.readStream(anyStream()) },
  { title: 'read all, pages of 1,000', concurrency: 1, call: (contender) => contender.readAll(20_000), without: ['emmett 0.42'] },
];

/** One round of each case on each contender after the other, so that what else the machine does hits all alike. */
export const throughput: BenchSection = {
  title: 'Appending and reading',
  async run(bench) {
    const open = [openLockstep, openPlainInsert, openTypeormSave, findEmmett(bench.emmettFolder)].filter((one) => one !== undefined);
    const contenders: Contender[] = [];
    const rows: string[][] = [];
    try {
      for (const one of open) contenders.push(await one(await bench.createDatabase()));
      for (const contender of contenders) await fillStreams(contender);
      for (const one of cases) rows.push(await runCase(bench, one, contenders));
    } finally {
      for (const contender of contenders) await contender.close();
    }
    return [
      'Events in a second; in brackets how many times as many Lockstep does.',
      '',
      table(['Case', 'Lockstep', 'p50, p99 ms', ...contenders.slice(1).map(({ name }) => name)], rows),
    ].join('\n');
  },
};

/** Streams are made once and appended to for years. */
async function fillStreams(contender: Contender): Promise<void> {
  const names = Array.from({ length: streams }, (_, number) => streamOf(number));
  await Promise.all(
    [0, 1, 2, 3].map(async (part) => {
      for (const name of names.filter((_, number) => number % 4 === part)) await contender.append(name, [benchEvent()]);
    }),
  );
}

async function runCase(
  bench: BenchContext,
  { title, concurrency, call, without = [] }: Case,
  contenders: readonly Contender[],
): Promise<string[]> {
  const [rounds, milliseconds] = bench.quick ? [1, 500] : [3, 1_500];
  const taken = new Map<string, Taken[]>(contenders.map(({ name }) => [name, []]));
  // The first round, which warms up caches and the compiler, does not count.
  for (let round = -1; round < rounds; round++) {
    for (const contender of contenders) {
      if (without.includes(contender.name)) continue;
      const result = await measure(round < 0 ? 300 : milliseconds, concurrency, (caller, turn) => call(contender, caller, turn));
      if (round >= 0) taken.get(contender.name)!.push(result);
    }
  }
  const [ours, ...others] = contenders.map(({ name }) => (without.includes(name) ? undefined : middle(taken.get(name)!)));
  const row = [
    title,
    count(ours!.rate),
    `${ours!.p50.toFixed(1)}, ${ours!.p99.toFixed(1)}`,
    ...others.map((other) => (other === undefined ? '' : `${count(other.rate)} (${ratio(ours!.rate, other.rate)})`)),
  ];
  bench.log(row.join('  |  '));
  return row;
}
