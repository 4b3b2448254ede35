import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { counted, foldTally, readTally, tallyProjection } from '../../../test/tally-projection.js';
import { TallyRunners } from '../../../test/tally-runners.js';
import type { Projection, ProjectionRunner } from '../index.js';

let tallies: TallyRunners;
beforeEach(async () => {
  tallies = await TallyRunners.open();
});
afterEach(() => tallies.close());

const patience = { timeout: 20_000 };
const newRunner = (projection: Projection = tallyProjection(), pageSize = 20): ProjectionRunner =>
  tallies.newRunner({ projections: [projection], pageSize });
const append = (stream: string, ...data: number[]) => tallies.store.append(stream, 'any', data.map(counted));
const stateOf = async (runner: ProjectionRunner) => (await runner.findStates())[0]!;
const expectFold = async () => expect(await readTally(tallies.source)).toEqual(await foldTally(tallies.source));

describe('a rebuild', () => {
  it('leaves the live rows as they are until the new ones are in their place, with their constraints, indexes, options and comments', async () => {
    const shape = () =>
      tallies.source.query(`select c.relname, c.reloptions, obj_description(c.oid) as comment,
        array(select pg_get_indexdef(indexrelid) from pg_index where indrelid = c.oid order by 1) as indexes,
        array(select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where conrelid = c.oid order by 1) as constraints
        from pg_class c where relnamespace = 'lockstep'::regnamespace and relname in ('tally', 'tally_sum') order by 1`);
    const before = await shape();
    expect(JSON.stringify(before)).toMatch(/tally_by_total.*total > 5.*fillfactor=70|fillfactor=70.*tally_by_total.*total > 5/s);
    const runner = newRunner();
    for (let n = 0; n < 50; n++) await append(`s-${n % 5}`, n);
    await runner.catchUp('tally');
    await tallies.source.query(`update lockstep.tally set total = -1`);
    await runner.rebuild('tally');
    await runner.catchUp('tally');
    expect((await readTally(tallies.source)).every(({ total }) => total === -1)).toBe(true);
    expect(await stateOf(runner)).toMatchObject({ status: 'running', rebuild: { version: 1, position: 0 } });
    await runner.start();
    await expect.poll(() => stateOf(runner), patience).toMatchObject({ rebuild: null });
    await expectFold();
    expect(await shape()).toEqual(before);
    expect(await tallies.source.query(`select 1 from pg_class where relnamespace = 'lockstep_rebuild'::regnamespace`)).toEqual([]);
  });

  it('is begun by a raised version, while a program of the version before goes on with the live rows', async () => {
    const older = newRunner();
    await older.start();
    for (let n = 0; n < 60; n++) await append(`s-${n % 5}`, n);
    await older.catchUp('tally');
    const plain = tallyProjection();
    const doubled: Projection = {
      ...plain,
      version: 2,
      apply: (events, target) =>
        plain.apply(
          events.map((event) => ({ ...event, data: Number(event.data) * 2 })),
          target,
        ),
    };
    const newer = newRunner(doubled);
    expect(await stateOf(newer)).toMatchObject({ status: 'outdated', version: 1 });
    expect(await newer.catchUp('tally')).toBe('reached');
    expect(await stateOf(newer)).toMatchObject({ status: 'running', version: 2 });
    expect(await stateOf(older)).toMatchObject({ status: 'ahead', version: 2 });
    await append('s-0', 1);
    await newer.catchUp('tally');
    const rows = await readTally(tallies.source);
    expect(rows).toHaveLength(5);
    expect(rows).not.toEqual(await foldTally(tallies.source));
    expect(rows.map(({ events }) => events)).toEqual((await foldTally(tallies.source)).map(({ events }) => events));
  });

  it('may be the first thing that is asked for', async () => {
    const runner = newRunner();
    await append('s', 1, 2, 3);
    expect(await stateOf(runner)).toMatchObject({ status: 'running', position: 0, lag: { events: 3 }, rebuild: null });
    await runner.rebuild('tally');
    expect(await stateOf(runner)).toMatchObject({ position: 0, rebuild: { position: 0, lag: { events: 3 } } });
    await runner.start();
    await expect.poll(() => stateOf(runner), patience).toMatchObject({ rebuild: null, lag: { events: 0 } });
    await expectFold();
  });

  it('goes on where it was left, and begins anew when the version was raised meanwhile', async () => {
    for (let n = 0; n < 50; n++) await append('s', n);
    const runner = newRunner();
    await runner.catchUp('tally');
    const second = newRunner({ ...tallyProjection(), version: 2 });
    // Makes the tables, then two pages.
    for (let step = 0; step < 3; step++) await second.catchUp('tally', { timeout: 0 });
    const left = (await stateOf(second)).rebuild!;
    expect(left.position).toBeGreaterThan(0);
    await second.rebuild('tally');
    expect((await stateOf(second)).rebuild).toMatchObject({ position: left.position });
    const third = newRunner({ ...tallyProjection(), version: 3 });
    await third.catchUp('tally', { timeout: 0 });
    expect((await stateOf(third)).rebuild).toMatchObject({ version: 3, position: 0 });
    expect(await third.catchUp('tally')).toBe('reached');
    await expectFold();
  });

  it('stops at an event it cannot apply and leaves the live rows going; asked for again, it begins anew', async () => {
    for (let n = 0; n < 50; n++) await append('s', n);
    let bad = false;
    const plain = tallyProjection();
    const runner = newRunner({
      ...plain,
      apply: async (events, target) => {
        if (bad && target.table('tally').includes('rebuild') && events.some(({ data }) => data === 30)) throw new Error('no');
        await plain.apply(events, target);
      },
    });
    await runner.start();
    await runner.catchUp('tally');
    bad = true;
    await runner.rebuild('tally');
    await expect
      .poll(() => stateOf(runner), patience)
      .toMatchObject({ status: 'running', rebuild: { failure: { reason: 'poison', error: 'no' } } });
    await append('s', 51);
    expect(await runner.catchUp('tally')).toBe('reached');
    bad = false;
    await runner.rebuild('tally');
    await expect.poll(() => stateOf(runner), patience).toMatchObject({ rebuild: null });
    await expectFold();
  });
});

describe('readers while writers append and rebuilds are swapped in', () => {
  it('see in one statement the rows of one moment, and never fewer than before', async () => {
    for (let n = 0; n < 20; n++) await append(`s-${n % 7}`, ...Array.from({ length: 100 }, (_, index) => index));
    const runners = [newRunner(tallyProjection(), 200), newRunner(tallyProjection(), 200)];
    for (const runner of runners) await runner.start();
    await runners[0]!.catchUp('tally');
    const ended = new AbortController();
    const { signal } = ended;
    const writers = Array.from({ length: 3 }, async (_, writer) => {
      for (let n = 0; !signal.aborted; n++) {
        await append(`w-${writer}-${n % 5}`, n, n + 1);
        await sleep(5);
      }
    });
    let [looks, last] = [0, 0];
    const readers = Array.from({ length: 3 }, async () => {
      while (!signal.aborted) {
        const [row] = await tallies.source.query<{ rows: string; sum: number }[]>(
          `select (select sum(events) from lockstep.tally) as rows, (select events from lockstep.tally_sum) as sum`,
        );
        expect(Number(row!.rows)).toBe(row!.sum);
        looks++;
      }
    });
    const order = (async () => {
      while (!signal.aborted) {
        const [row] = await tallies.source.query<{ sum: number }[]>('select events as sum from lockstep.tally_sum');
        expect(row!.sum).toBeGreaterThanOrEqual(last);
        last = row!.sum;
      }
    })();
    for (let round = 0; round < 3; round++) {
      await runners[0]!.rebuild('tally');
      await expect.poll(() => stateOf(runners[0]!), { ...patience, interval: 20 }).toMatchObject({ rebuild: null });
    }
    ended.abort();
    await Promise.all([...writers, ...readers, order]);
    expect(looks).toBeGreaterThan(20);
    expect(await runners[1]!.catchUp('tally')).toBe('reached');
    await expectFold();
  });
});
