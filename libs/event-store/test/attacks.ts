import {
  type FoundEvent,
  hexChainStart,
  MerkleFrontier,
  type NoteSigner,
  rawChainHash,
  type RawEvent,
  renderCheckpoint,
  sealedEntry,
  signNote,
} from '../src/audit/index.js';
import { listSeals, type Queryable, readRawEvents } from '../src/postgres/audit/index.js';
import { newSigner } from './sealed-record.js';

/** What an attacker has who owns the database: SQL without triggers, and the signing key in the worst case. */
export interface Attacker {
  readonly db: Queryable;
  readonly signer: NoteSigner;
}

export interface Attack {
  readonly name: string;
  /** Returns what must be named as the first event that is not as it was; null for an attack that nothing can find. */
  run(attacker: Attacker): Promise<Partial<FoundEvent> | null>;
}

const all = (db: Queryable) => readRawEvents(db, { tx: '0', position: '0' }, 10_000);
const find = async (db: Queryable, stream: string, version: number) => {
  const found = (await all(db)).find((event) => event.stream === stream && event.version === version);
  if (found === undefined) throw new Error(`attack; ${stream} ${version}; must be there; found none`);
  return found;
};
const named = ({ stream, version, position, id }: RawEvent): FoundEvent => ({ stream, version, position: Number(position), id });
const set = (db: Queryable, event: RawEvent, column: string, value: unknown) =>
  db.query(`update event_store.event set ${column} = $1 where id = $2`, [value, event.id]);
const remove = (db: Queryable, event: RawEvent) => db.query('delete from event_store.event where id = $1', [event.id]);

/** Makes versions, chain hashes and the head of a stream fit again. */
async function mendStream(db: Queryable, stream: string): Promise<void> {
  let previous = hexChainStart;
  let version = 0;
  await db.query('update event_store.event set version = version + 1000000 where stream = $1', [stream]);
  for (const event of (await all(db)).filter((candidate) => candidate.stream === stream)) {
    version += 1;
    previous = rawChainHash(previous, { ...event, version });
    await db.query(`update event_store.event set version = $1, chain_hash = decode($2, 'hex') where id = $3`, [
      version,
      previous,
      event.id,
    ]);
  }
  await db.query(`update event_store.stream set version = $1, chain_hash = decode($2, 'hex') where name = $3`, [version, previous, stream]);
}

/** Makes what seals hold fit the events that lie below their last ones. */
async function mendEntries(db: Queryable): Promise<void> {
  const events = await all(db);
  for (const seal of await listSeals(db, 0, 100)) {
    const entries = Buffer.concat(events.slice(seal.previousSize, seal.treeSize).map(sealedEntry));
    await db.query('update event_store.seal set entries = $1 where tree_size = $2', [entries, seal.treeSize]);
  }
}

/** Signs all seals anew over what they hold. */
async function mendSignatures(db: Queryable, signer: NoteSigner): Promise<void> {
  const tree = MerkleFrontier.empty();
  for (const seal of await listSeals(db, 0, 100)) {
    for (let at = 0; at < seal.entries.length; at += 40) tree.append(seal.entries.subarray(at, at + 40));
    const note = signNote(renderCheckpoint({ origin: signer.name, size: tree.size, root: tree.root() }), signer);
    await db.query('update event_store.seal set note = $1, public_key = $2, frontier = $3 where tree_size = $4', [
      note,
      signer.publicKey,
      tree.toBytes(),
      seal.treeSize,
    ]);
  }
}

async function editData(db: Queryable, event: RawEvent): Promise<void> {
  await set(db, event, 'data', '{"count":0}');
}
async function editDataAndHash(db: Queryable, event: RawEvent): Promise<void> {
  await editData(db, event);
  await db.query(`update event_store.event set content_hash = sha256(convert_to(data::text, 'UTF8')) where id = $1`, [event.id]);
}
async function rewrite(db: Queryable, event: RawEvent): Promise<void> {
  await editDataAndHash(db, event);
  await mendStream(db, event.stream);
}
/** Their places in the reading order change hands. */
async function swap(db: Queryable, a: RawEvent, b: RawEvent): Promise<void> {
  const move = (event: RawEvent, tx: string, position: string) =>
    db.query('update event_store.event set tx = $1, position = $2 where id = $3', [tx, position, event.id]);
  await move(a, a.tx, '-1');
  await move(b, a.tx, a.position);
  await move(a, b.tx, b.position);
}
async function insertAfter(db: Queryable, event: RawEvent, key: { tx: string; position: string }): Promise<RawEvent> {
  const id = '00000000-0000-7000-8000-000000000001';
  await db.query(
    `insert into event_store.event
     select $1::bigint, $2::bigint, stream, version + 500000, $3::uuid, type, schema_version, recorded_at, observed_at, actor, correlation_id, causation_id,
       idempotency_key, data, content_hash, chain_hash from event_store.event where id = $4`,
    [key.tx, key.position, id, event.id],
  );
  await mendStream(db, event.stream);
  return (await all(db)).find((candidate) => candidate.id === id)!;
}

/** Rounds are five events each; the first three are sealed, and the checkpoint of the second is kept elsewhere. */
export const attacks: readonly Attack[] = [
  {
    name: 'data edited',
    run: async ({ db }) => {
      const event = await find(db, 'east', 2);
      await editData(db, event);
      return named(event);
    },
  },
  {
    name: 'data and content hash edited',
    run: async ({ db }) => {
      const event = await find(db, 'east', 2);
      await editDataAndHash(db, event);
      return named(event);
    },
  },
  {
    name: 'data, content hash, chain and head edited',
    run: async ({ db }) => {
      const event = await find(db, 'east', 2);
      await rewrite(db, event);
      return named(event);
    },
  },
  {
    name: 'the same, and what seals hold of it',
    run: async ({ db }) => {
      await rewrite(db, await find(db, 'east', 2));
      await mendEntries(db);
      return { position: Number((await all(db))[0]!.position) };
    },
  },
  {
    name: 'the same, and all seals signed with another key',
    run: async ({ db, signer }) => {
      await rewrite(db, await find(db, 'east', 2));
      await mendEntries(db);
      await mendSignatures(db, newSigner(signer.name));
      return { position: Number((await all(db))[0]!.position) };
    },
  },
  {
    name: 'the same, and all seals signed with the stolen key',
    run: async ({ db, signer }) => {
      await rewrite(db, await find(db, 'east', 2));
      await mendEntries(db);
      await mendSignatures(db, signer);
      return {};
    },
  },
  {
    name: 'actor edited',
    run: async ({ db }) => {
      const event = await find(db, 'west', 2);
      await set(db, event, 'actor', 'token:ccccbbbbaaaa');
      return named(event);
    },
  },
  {
    name: 'time edited',
    run: async ({ db }) => {
      const event = await find(db, 'west', 2);
      await db.query(`update event_store.event set recorded_at = recorded_at + interval '1 microsecond' where id = $1`, [event.id]);
      return named(event);
    },
  },
  {
    name: 'position edited, the order kept',
    run: async ({ db }) => {
      const event = (await all(db))[9]!;
      await db.query('update event_store.event set position = position + 1000000 where id = $1', [event.id]);
      await db.query('update event_store.seal set last_position = last_position + 1000000 where last_position = $1', [event.position]);
      return named({ ...event, position: String(Number(event.position) + 1_000_000) });
    },
  },
  {
    name: 'event removed',
    run: async ({ db }) => {
      const event = await find(db, 'east', 2);
      await remove(db, event);
      return { ...named(event), id: null };
    },
  },
  {
    name: 'event removed, chain and head mended',
    run: async ({ db }) => {
      const event = await find(db, 'east', 2);
      await remove(db, event);
      await mendStream(db, 'east');
      return { position: Number(event.position) };
    },
  },
  {
    name: 'tail of a stream removed',
    run: async ({ db }) => {
      const event = await find(db, 'round-2', 2);
      await remove(db, event);
      return { ...named(event), id: null };
    },
  },
  {
    name: 'tail of a stream removed, head mended',
    run: async ({ db }) => {
      const event = await find(db, 'round-2', 2);
      await remove(db, event);
      await mendStream(db, 'round-2');
      return { position: Number(event.position) };
    },
  },
  {
    name: 'stream dropped with its head',
    run: async ({ db }) => {
      const event = await find(db, 'round-2', 1);
      await db.query(`delete from event_store.event where stream = 'round-2'`);
      await db.query(`delete from event_store.stream where name = 'round-2'`);
      return { position: Number(event.position) };
    },
  },
  {
    name: 'event inserted, chain and head mended',
    run: async ({ db }) => {
      const [, event] = await all(db);
      return named(await insertAfter(db, event!, { tx: event!.tx, position: '500000' }));
    },
  },
  {
    name: 'two events of a stream swapped',
    run: async ({ db }) => {
      const [first, second] = [await find(db, 'east', 1), await find(db, 'east', 2)];
      await swap(db, first, second);
      return named({ ...second, position: first.position });
    },
  },
  {
    name: 'two events of different streams swapped',
    run: async ({ db }) => {
      const [first, second] = [await find(db, 'west', 1), await find(db, 'round-1', 1)];
      await swap(db, first, second);
      return named({ ...second, position: first.position });
    },
  },
  {
    name: 'a seal in the middle removed',
    run: async ({ db }) => {
      await db.query('delete from event_store.seal where tree_size = 10');
      return {};
    },
  },
  {
    name: 'an older seal put back, later events rewritten',
    run: async ({ db }) => {
      await db.query('delete from event_store.seal where tree_size > 5');
      await rewrite(db, await find(db, 'west', 2));
      return {};
    },
  },
  {
    name: 'all seals removed',
    run: async ({ db }) => {
      await db.query('truncate event_store.seal');
      return {};
    },
  },
  {
    name: 'event that is not sealed yet edited',
    run: async ({ db }) => {
      const event = await find(db, 'round-4', 1);
      await editData(db, event);
      return named(event);
    },
  },
  {
    name: 'event that is not sealed yet rewritten with chain and head',
    run: async ({ db }) => {
      await rewrite(db, await find(db, 'round-4', 1));
      return null;
    },
  },
];
