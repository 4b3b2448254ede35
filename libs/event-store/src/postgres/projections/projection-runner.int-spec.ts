import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { counted, foldTally, readTally, tallyProjection } from '../../../test/tally-projection.js';
import { TallyRunners } from '../../../test/tally-runners.js';
import { defineEventTypes, type NewEvent, newEventId } from '../../index.js';
import type { Projection, ProjectionReport, ProjectionRunner, ProjectionState } from '../index.js';

let tallies: TallyRunners;
beforeEach(async () => {
  tallies = await TallyRunners.open();
});
afterEach(() => tallies.close());

const patience = { timeout: 10_000 };
const reports: ProjectionReport[] = [];
function newRunner(projections: readonly Projection[] = [tallyProjection()], pageSize?: number): ProjectionRunner {
  reports.length = 0;
  return tallies.newRunner({ projections, pageSize, report: (report) => reports.push(report) });
}
async function append(stream: string, ...events: NewEvent[]): Promise<number[]> {
  const outcome = await tallies.store.append(stream, 'any', events);
  return outcome.outcome === 'appended' ? outcome.events.map(({ position }) => position) : [];
}
const stateOf = async (runner: ProjectionRunner, name = 'tally'): Promise<ProjectionState> =>
  (await runner.findStates()).find((state) => state.name === name)!;
const expectFold = async () => expect(await readTally(tallies.source)).toEqual(await foldTally(tallies.source));
/** Refuses one event for as long as it is told so. */
const choking = (isBad: (event: { data: unknown }) => boolean, more: Partial<Projection> = {}): Projection => {
  const projection = tallyProjection();
  return {
    ...projection,
    apply: async (events, target) => {
      // Some rows are written before the bad event is met: they must go with it.
      const bad = events.findIndex(isBad);
      await projection.apply(bad < 0 ? events : events.slice(0, bad), target);
      if (bad >= 0) throw new Error(`tally; event; must be digestible; found ${JSON.stringify(events[bad]!.data)}`);
    },
    ...more,
  };
};

describe('catching up', () => {
  it('shows what was appended before, with no runner started', async () => {
    const runner = newRunner();
    const [, last] = await append('a', counted(1), counted(2));
    expect(await runner.catchUp('tally', { position: last })).toBe('reached');
    expect(await readTally(tallies.source)).toMatchObject([{ stream: 'a', events: 2, version: 2 }]);
    expect(await stateOf(runner)).toMatchObject({
      status: 'running',
      position: last,
      lag: { events: 0, seconds: 0 },
      failure: null,
      rebuild: null,
    });
  });

  it.each([1, 2, 3, 1_000])('comes to the same rows in pages of %i, which end inside transactions', async (pageSize) => {
    for (let round = 0; round < 5; round++) {
      await tallies.store.appendMany(
        ['a', 'b', 'a'].map((stream, n) => ({ stream, expectedVersion: 'any', events: [counted(round + n), counted(n)] })),
      );
    }
    expect(await newRunner(undefined, pageSize).catchUp('tally')).toBe('reached');
    await expectFold();
  });

  it('is done once by many who ask at the same time in several runners', async () => {
    const runners = [newRunner(undefined, 3), newRunner(undefined, 4)];
    for (let n = 0; n < 30; n++) await append(`s-${n % 4}`, counted(n));
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, n) => runners[n % 2]!.catchUp('tally')));
    expect(new Set(outcomes)).toEqual(new Set(['reached']));
    await expectFold();
  });

  it('waits while an older transaction writes, says so, and goes on afterwards', async () => {
    const runner = newRunner();
    await runner.start();
    const open = tallies.source.createQueryRunner();
    await open.startTransaction();
    const [{ pid }] = (await open.query('select pg_backend_pid() as pid, pg_current_xact_id()')) as [{ pid: number }];
    const [position] = await append('late', counted(1));
    expect(await runner.catchUp('tally', { position, timeout: 50 })).toBe('stalled');
    expect(await stateOf(runner)).toMatchObject({ status: 'running', lag: { events: 1 } });
    await expect
      .poll(() => reports, patience)
      .toMatchObject([{ projection: 'tally', kind: 'waiting', stall: { kind: 'writer', state: 'idle in transaction', pid } }]);
    await open.commitTransaction();
    await open.release();
    expect(await runner.catchUp('tally', { position })).toBe('reached');
    await expect.poll(() => reports.map(({ kind }) => kind), patience).toEqual(['waiting', 'going-on']);
  });
});

describe('catching up by who has just written', () => {
  const failing = (apply: Projection['apply']) => {
    const plain = tallyProjection();
    let failures = 0;
    const projection: Projection = {
      ...plain,
      apply: async (events, target) => {
        if (failures-- > 0) await apply(events, target);
        await plain.apply(events, target);
      },
    };
    return { runner: newRunner([projection]), fail: (times: number) => (failures = times) };
  };
  const waitForPool = () => Promise.reject(new Error('timeout exceeded when trying to connect'));

  it.each<[string, Projection['apply']]>([
    ['a lost connection', async (_, { manager }) => void (await manager.query('select pg_terminate_backend(pg_backend_pid())'))],
    ['a deadlock', async (_, { manager }) => void (await manager.query(`do $$ begin raise sqlstate '40P01'; end $$`))],
    ['a pool that is used up', waitForPool],
  ])('goes on after %s', async (_, apply) => {
    const { runner, fail } = failing(apply);
    const [position] = await append('a', counted(1));
    fail(3);
    expect(await runner.catchUp('tally', { position })).toBe('reached');
    await expectFold();
  });

  it('is told that it stalled while connections stay lost', async () => {
    const { runner, fail } = failing(waitForPool);
    const [position] = await append('a', counted(1));
    fail(Infinity);
    expect(await runner.catchUp('tally', { position, timeout: 50 })).toBe('stalled');
    fail(0);
    expect(await runner.catchUp('tally', { position })).toBe('reached');
  });
});

describe('a started runner', () => {
  it('applies what is appended while it runs, over the connection of others too', async () => {
    const runner = newRunner();
    await runner.start();
    for (let n = 0; n < 20; n++) await append(`s-${n % 3}`, counted(n));
    await expect.poll(() => stateOf(runner), patience).toMatchObject({ lag: { events: 0 } });
    await expectFold();
  });
});

describe('an event that cannot be applied', () => {
  it('stops its projection before it, with all before it applied, and no other projection', async () => {
    const other = { ...tallyProjection(), name: 'other', tables: ['tally_other'], apply: async () => {} };
    const runner = newRunner([choking(({ data }) => data === 66), other]);
    const [, position] = await append('a', counted(1), counted(66), counted(3));
    await append('b', counted(4));
    await runner.start();
    await expect.poll(() => reports, patience).toHaveLength(1);
    const failure = { reason: 'poison', position, stream: 'a', eventType: 'Counted', error: 'tally; event; must be digestible; found 66' };
    expect(reports[0]).toMatchObject({ projection: 'tally', kind: 'stopped', failure });
    expect(await stateOf(runner)).toMatchObject({ status: 'stopped', position: position! - 1, failure, lag: { events: 3 } });
    expect(await readTally(tallies.source)).toMatchObject([{ stream: 'a', events: 1 }]);
    expect(await runner.catchUp('tally')).toBe('stopped');
    expect(await runner.catchUp('tally', { position: position! - 1 })).toBe('reached');
    expect(await runner.catchUp('other')).toBe('reached');
    expect(reports).toHaveLength(1);
  });

  it('is found alone in a page of many', async () => {
    const runner = newRunner([choking(({ data }) => data === 66)]);
    const positions = await append('a', ...Array.from({ length: 100 }, (_, n) => counted(n)));
    expect(await runner.catchUp('tally')).toBe('stopped');
    expect(await stateOf(runner)).toMatchObject({ position: positions[65], failure: { position: positions[66] } });
    expect(await readTally(tallies.source)).toMatchObject([{ events: 66 }]);
  });

  it('is tried again when asked, and passes once the cause is gone', async () => {
    let bad = true;
    const runner = newRunner([choking(({ data }) => bad && data === 66)]);
    await append('a', counted(1), counted(66), counted(3));
    expect(await runner.catchUp('tally')).toBe('stopped');
    expect(await runner.resume('tally')).toBe('resumed');
    expect(await runner.catchUp('tally')).toBe('stopped');
    bad = false;
    expect(await runner.resume('tally')).toBe('resumed');
    expect(await runner.catchUp('tally')).toBe('reached');
    expect(await runner.resume('tally')).toBe('not-stopped');
    await expectFold();
  });

  it('is one of its own streams that this program does not know, and never one of other streams', async () => {
    const reads = defineEventTypes({ streams: ['own-'], types: { Counted: [({ n }: { n: number }) => n] } });
    const runner = newRunner([tallyProjection({ reads })]);
    const unknown = (type: string, schemaVersion: number): NewEvent => ({ ...counted(1), type, schemaVersion });
    await append('other', unknown('Counting', 9), unknown('Unheard', 1));
    await append('own-1', { ...counted(1), data: { n: 5 } }, { ...counted(7), schemaVersion: 2 });
    expect(await runner.catchUp('tally')).toBe('reached');
    expect(await readTally(tallies.source)).toMatchObject([{ stream: 'own-1', events: 2, total: 5 * 31 + 7 }]);
    const [position] = await append('own-1', unknown('Counted', 3));
    expect(await runner.catchUp('tally')).toBe('stopped');
    expect(await stateOf(runner)).toMatchObject({ failure: { position, error: expect.stringContaining('schema version up to 2') } });
  });

  it('is not what a lost connection or a deadlock makes it look like', async () => {
    let failures = 1;
    const passing = tallyProjection();
    const runner = newRunner([
      {
        ...passing,
        apply: async (events, target) => {
          if (failures-- > 0) await target.manager.query('select pg_terminate_backend(pg_backend_pid())');
          await passing.apply(events, target);
        },
      },
    ]);
    await append('a', counted(1), counted(2));
    await runner.start();
    await expect.poll(() => readTally(tallies.source), patience).toMatchObject([{ stream: 'a', events: 2 }]);
    expect(reports.map(({ kind }) => kind)).toEqual(['retrying', 'going-on']);
    expect(await stateOf(runner)).toMatchObject({ status: 'running', failure: null });
  });
});

it('is given fewer events at a time when a page loses its connection', async () => {
  const plain = tallyProjection();
  const pages: number[] = [];
  const apply: Projection['apply'] = async (events, target) => {
    pages.push(events.length);
    if (events.length > 10) await target.manager.query('select pg_terminate_backend(pg_backend_pid())');
    await plain.apply(events, target);
  };
  const runner = newRunner([{ ...plain, apply }], 20);
  await append('a', ...Array.from({ length: 25 }, (_, n) => counted(n)));
  await runner.start();
  await expect.poll(() => stateOf(runner), patience).toMatchObject({ lag: { events: 0 }, failure: null });
  expect(pages.slice(0, 2)).toEqual([20, 10]);
  await expectFold();
});

describe('a record that was replaced', () => {
  it('stops a projection that had applied an event which is no longer there, until it is rebuilt', async () => {
    const runner = newRunner();
    await append('a', counted(1), counted(2));
    await runner.catchUp('tally');
    await tallies.source.query(`update event_store.projection set chain_hash = sha256('another')`);
    await append('a', counted(3));
    expect(await runner.catchUp('tally')).toBe('stopped');
    expect(await stateOf(runner)).toMatchObject({
      status: 'stopped',
      failure: { reason: 'forked', error: expect.stringContaining('the record must hold') },
    });
    expect(await readTally(tallies.source)).toMatchObject([{ events: 2 }]);
    await runner.resume('tally');
    expect(await runner.catchUp('tally')).toBe('stopped');
    await runner.rebuild('tally');
    await runner.start();
    await expect.poll(() => stateOf(runner), patience).toMatchObject({ status: 'running', rebuild: null, lag: { events: 0 } });
    await expectFold();
  });
});

it('refuses two projections of one name, and a name it does not know', async () => {
  expect(() => newRunner([tallyProjection(), tallyProjection()])).toThrow('projections; names; must differ; found tally, tally');
  await expect(newRunner().catchUp('tallies')).rejects.toThrow('projection; tallies; must be one of tally; found none');
});

it('notices rows that something else wrote before the projection existed, and makes them anew', async () => {
  await tallies.source.query(`insert into lockstep.tally values ('stale', 7, 7, 7)`);
  await append('a', counted(1));
  expect(await newRunner().catchUp('tally')).toBe('reached');
  await expectFold();
});

it('leaves rows of a newer program alone', async () => {
  const newer = newRunner([tallyProjection({ version: 2 })]);
  await append('a', counted(1));
  await newer.catchUp('tally');
  const older = newRunner();
  await append('a', counted(2));
  expect(await older.catchUp('tally')).toBe('stopped');
  expect(await stateOf(older)).toMatchObject({ status: 'ahead', version: 2 });
  expect(await newer.catchUp('tally')).toBe('reached');
});

it('refuses a program that writes other tables in the same version', async () => {
  await append('a', counted(1));
  await newRunner().catchUp('tally');
  await append('a', counted(2));
  const careless = newRunner([tallyProjection({ tables: ['tally'] })]);
  await expect(careless.catchUp('tally', { timeout: 0 })).rejects.toThrow('version 1; must write the tables tally, tally_sum; found tally');
  expect(await newRunner().catchUp('tally')).toBe('reached');
  await expectFold();
});

it('takes an event of any kind that is not its own for applied', async () => {
  const runner = newRunner();
  const [position] = await append('a', { id: newEventId(), type: 'SomethingElse', data: null, actor: 'system:test' });
  expect(await runner.catchUp('tally')).toBe('reached');
  expect(await stateOf(runner)).toMatchObject({ position });
});

it('is left to the process that applied last, and to one that has nothing better to do', async () => {
  const pages = { lead: 0, reserve: 0 };
  const plain = tallyProjection();
  const counting = (who: keyof typeof pages): Projection => ({
    ...plain,
    apply: async (events, target) => {
      pages[who]++;
      await plain.apply(events, target);
    },
  });
  const lead = newRunner([counting('lead')]);
  const reserve = tallies.newRunner({ projections: [counting('reserve')], headStart: 500 });
  await append('a', counted(0));
  await lead.catchUp('tally');
  await lead.start();
  await reserve.start();
  for (let n = 0; n < 10; n++) {
    const [position] = await append('a', counted(n));
    expect(await reserve.catchUp('tally', { position })).toBe('reached');
  }
  expect(pages.reserve).toBe(0);
  await lead.stop();
  const [position] = await append('a', counted(11));
  expect(await reserve.catchUp('tally', { position })).toBe('reached');
  expect(pages.reserve).toBe(1);
  await expectFold();
});
