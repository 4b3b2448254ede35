import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Checkpoint,
  leafHash,
  MerkleFrontier,
  noteSignerOf,
  parseCheckpoint,
  sealedEntry,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
  verifyRecord,
} from '../../audit/index.js';
import { newEventId, type NewEvent } from '../../index.js';
import { PostgresEventStore } from '../index.js';
import {
  findSealState,
  listCheckpoints,
  listSeals,
  PostgresRecordSource,
  PostgresSealer,
  proveConsistency,
  proveEvent,
  readRawEvents,
} from './index.js';

let database: MigratedDatabase;
let store: PostgresEventStore;
const signer = noteSignerOf('record.example', generateKeyPairSync('ed25519').privateKey);
const newSealer = (options: object = {}) => new PostgresSealer(database.source, { signer, ...options });
const events = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => ({ id: newEventId(), type: 'SomethingHappened', data: { index }, actor: 'system:test' }));
const rawEvents = () => readRawEvents(database.source, { tx: '0', position: '0' }, 100_000);
const allSeals = () => listSeals(database.source, 0, 100_000);
const checkpointOf = (note: string): Checkpoint => {
  const verdict = verifyNote(note, [signer]);
  const checkpoint = verdict.outcome === 'signed' ? parseCheckpoint(verdict.text) : expect.fail(verdict.outcome);
  return checkpoint.ok ? checkpoint.value : expect.fail(checkpoint.problem);
};
/** As the owner who turns the triggers off. */
const tamper = (sql: string, parameters: unknown[] = []) =>
  database.source.transaction(async (manager) => {
    await manager.query('set local session_replication_role = replica');
    await manager.query(sql, parameters);
  });
/** A seal, when no writer of another test holds the fence back. */
const sealed = async (sealer: PostgresSealer, count: number) =>
  expect
    .poll(async () => (await sealer.sealNext(), (await findSealState(database.source)).newest?.treeSize), { timeout: 10_000 })
    .toBe(count);

beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 12 });
  store = new PostgresEventStore(database.source);
});
afterAll(() => database.drop());

describe('the sealer', () => {
  it('has nothing to seal in an empty record', async () => {
    expect(await newSealer().sealNext()).toEqual({ outcome: 'nothing-new' });
    expect(await findSealState(database.source)).toEqual({ newest: null, unsealedSince: null });
  });

  it('goes on from the seal before, in another process too, and signs the root over all events in reading order', async () => {
    let count = 0;
    for (const size of [1, 300, 7]) {
      await store.append(`stream-${size}`, 0, events(size));
      expect((await findSealState(database.source)).unsealedSince).not.toBeNull();
      await sealed(newSealer(), (count += size));
    }
    const expected = MerkleFrontier.empty();
    for (const event of await rawEvents()) expected.append(sealedEntry(event));
    const seals = await allSeals();
    expect(seals.map(({ treeSize }) => treeSize)).toEqual([1, 301, 308]);
    expect(checkpointOf(seals.at(-1)!.note)).toEqual({ origin: 'record.example', size: 308, root: expected.root() });
    expect((await listCheckpoints(database.source, 308, 1)).map(({ treeSize }) => treeSize)).toEqual([301]);
  });

  it('makes one line of seals when several processes seal at once', async () => {
    const before = (await rawEvents()).length;
    await Promise.all(
      Array.from({ length: 4 }, async (_, writer) => {
        const sealer = newSealer();
        for (let version = 0; version < 10; version++) {
          await store.append(`busy-${writer}`, version, events(1));
          expect(['sealed', 'busy', 'nothing-new']).toContain((await sealer.sealNext()).outcome);
        }
      }),
    );
    await sealed(newSealer(), before + 40);
    const tree = MerkleFrontier.empty();
    for (const seal of await allSeals()) {
      expect(seal.previousSize).toBe(tree.size);
      for (let at = 0; at < seal.entries.length; at += 40) tree.append(seal.entries.subarray(at, at + 40));
      expect(checkpointOf(seal.note)).toMatchObject({ size: tree.size, root: tree.root() });
    }
  });

  it('covers each event once, in reading order, while writers hold transactions open and roll back', async () => {
    const before = (await rawEvents()).length;
    let kept = 0;
    const write = async (writer: number) => {
      const sealer = newSealer();
      for (let round = 0; round < 6; round++) {
        const runner = database.source.createQueryRunner();
        await runner.startTransaction();
        await store.withManager(runner.manager).append(`held-${writer}`, 'any', events(2));
        if ((writer + round) % 2 === 0) await sealer.sealNext();
        await store.withManager(runner.manager).append(`held-${writer}-${round}`, 0, events(1));
        if ((writer + round) % 3 === 0) await runner.rollbackTransaction();
        else {
          await runner.commitTransaction();
          kept += 3;
        }
        await runner.release();
        await sealer.sealNext();
      }
    };
    await Promise.all([0, 1, 2].map(write));
    await sealed(newSealer(), before + kept);
    const report = await verifyRecord(new PostgresRecordSource(database.source), { keys: [signer], anchors: [] });
    expect(report).toMatchObject({ outcome: 'intact', events: before + kept, sealedSize: before + kept, findings: [] });
  });

  it('seals nothing above a transaction that may still write', async () => {
    const size = (await rawEvents()).length;
    const writer = database.source.createQueryRunner();
    await writer.startTransaction();
    await writer.query('select pg_current_xact_id()');
    await store.append('above', 0, events(1));
    expect(await newSealer().sealNext()).toEqual({ outcome: 'nothing-new' });
    await writer.rollbackTransaction();
    await writer.release();
    await sealed(newSealer(), size + 1);
  });
});

describe('a proof', () => {
  it('of an event leads to the signed root, and not for another place or event', async () => {
    const raw = await rawEvents();
    for (const index of [0, 1, 200, 255, 256, 300, raw.length - 1]) {
      const proof = await proveEvent(database.source, raw[index]!.id);
      if (proof.outcome !== 'proven') return expect.fail(proof.outcome);
      const { size, root } = checkpointOf(proof.seal.note);
      expect(proof.index).toBe(index);
      expect(verifyInclusion(leafHash(sealedEntry(proof.event)), index, size, proof.path, root)).toBe(true);
      const other = raw[(index + 1) % raw.length]!;
      expect(verifyInclusion(leafHash(sealedEntry(other)), index, size, proof.path, root)).toBe(false);
    }
  });

  it('of consistency holds between any two seals', async () => {
    const heads = (await allSeals()).map(({ note }) => checkpointOf(note));
    for (const first of heads)
      for (const second of heads.filter(({ size }) => size >= first.size))
        expect(verifyConsistency(first, second, await proveConsistency(database.source, first.size, second.size))).toBe(true);
  });

  it('is not made of an event that is unknown, not sealed yet, or not what was sealed', async () => {
    expect(await proveEvent(database.source, newEventId())).toEqual({ outcome: 'unknown-event' });
    const [event] = events(1);
    const before = (await allSeals()).at(-1)!.treeSize;
    await store.append('later', 0, [event!]);
    expect(await proveEvent(database.source, event!.id)).toEqual({ outcome: 'not-sealed' });
    await sealed(newSealer(), before + 1);
    await tamper('update event_store.event set chain_hash = sha256(chain_hash) where id = $1', [event!.id]);
    expect(await proveEvent(database.source, event!.id)).toMatchObject({ outcome: 'broken', event: { id: event!.id } });
  });
});

describe('the sealer does not put its name under', () => {
  const reasonOf = async (sealer: PostgresSealer) => {
    const outcome = await sealer.sealNext();
    return outcome.outcome === 'refused' ? outcome.reason : expect.fail(outcome.outcome);
  };
  const other = noteSignerOf('record.example', generateKeyPairSync('ed25519').privateKey);

  it('seals of a key it does not trust', async () => {
    expect(await reasonOf(newSealer({ signer: other }))).toMatch(/must be signed by record\.example\+\w+ or a trusted key; found record/);
    expect(await newSealer({ signer: other, trustedKeys: [signer] }).sealNext()).toEqual({ outcome: 'nothing-new' });
  });

  it('a right edge that does not give the signed root', async () => {
    const [{ frontier }] = await database.source.query('select frontier from event_store.seal order by tree_size desc limit 1');
    await tamper(`update event_store.seal set frontier = set_byte(frontier, 5, get_byte(frontier, 5) # 1) where frontier = $1`, [frontier]);
    expect(await reasonOf(newSealer())).toMatch(/its right edge must give the signed size and root/);
    await tamper('update event_store.seal set frontier = $1 where tree_size = (select max(tree_size) from event_store.seal)', [frontier]);
  });

  it('an older seal that was put back', async () => {
    const sealer = newSealer();
    await sealer.sealNext();
    await tamper('delete from event_store.seal where tree_size = (select max(tree_size) from event_store.seal)');
    expect(await reasonOf(sealer)).toMatch(/must stay as it was made; found none/);
  });
});

it('keeps seals from change, deletion and emptying', async () => {
  for (const table of ['seal', 'seal_node'])
    for (const statement of [
      `update event_store.${table} set ctid = ctid`,
      `delete from event_store.${table}`,
      `truncate event_store.${table}`,
    ])
      await expect(
        database.source.query(statement.replace('set ctid = ctid', table === 'seal' ? `set note = ''` : 'set level = 9')),
        statement,
      ).rejects.toThrow(/the record is append-only/);
});
