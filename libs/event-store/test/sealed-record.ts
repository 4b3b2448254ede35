import { generateKeyPairSync } from 'node:crypto';
import { type NoteSigner, noteSignerOf } from '../src/audit/index.js';
import { newEventId, type NewEvent } from '../src/index.js';
import { listCheckpoints, PostgresSealer } from '../src/postgres/audit/index.js';
import { PostgresEventStore } from '../src/postgres/index.js';
import type { MigratedDatabase } from '@lockstep/testing';

export interface SealedRecord {
  readonly database: MigratedDatabase;
  readonly signer: NoteSigner;
  /** Signed checkpoints, oldest first. */
  readonly notes: readonly string[];
}

export const newSigner = (name = 'record.example'): NoteSigner => noteSignerOf(name, generateKeyPairSync('ed25519').privateKey);

let count = 0;
const newEvent = (actor = 'token:aaaabbbbcccc'): NewEvent => ({
  id: newEventId(),
  type: 'SomethingHappened',
  data: { count: (count += 1) },
  actor,
  ...(count % 2 === 0 ? { correlationId: `trace-${count}` } : {}),
});

/** Rounds of two events in `east`, one in `west` and two in a stream of its own, with a seal after each round but the last. */
export async function sealRecord(database: MigratedDatabase, rounds = 4): Promise<SealedRecord> {
  const signer = newSigner();
  const store = new PostgresEventStore(database.source);
  const sealer = new PostgresSealer(database.source, { signer });
  for (let round = 1; round <= rounds; round++) {
    await store.append('east', 'any', [newEvent(), newEvent()]);
    await store.append('west', 'any', [newEvent()]);
    await store.append(`round-${round}`, 0, [newEvent(), newEvent()]);
    if (round < rounds) await sealUpTo(sealer, round * 5);
  }
  const notes = (await listCheckpoints(database.source, undefined, 100)).map(({ note }) => note).toReversed();
  return { database, signer, notes };
}

/** Writers of other tests may hold the fence back for a moment. */
async function sealUpTo(sealer: PostgresSealer, size: number): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    const outcome = await sealer.sealNext();
    if (outcome.outcome === 'sealed' && outcome.treeSize === size) return;
  }
  throw new Error(`sealed record; must have a seal of ${size} events; found none`);
}
