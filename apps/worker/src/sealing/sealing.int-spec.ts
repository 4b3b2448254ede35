import { newEventId } from '@lockstep/event-store';
import { noteKeyOf, parseNoteKey, verifyNote } from '@lockstep/event-store/audit';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import { findNewestSeal } from '@lockstep/event-store/postgres/audit';
import { createLogger, DataSource, PlatformModule, readSettings } from '@lockstep/platform';
import { createTestDatabase, type TestDatabase } from '@lockstep/testing';
import { NestFactory } from '@nestjs/core';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SealingModule } from './sealing.module.js';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'lockstep-sealing-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The module as the worker runs it, and what it logs. */
async function startSealing(env: Record<string, string>) {
  const reading = readSettings(env);
  if (reading.outcome === 'invalid') throw new Error(reading.problems.join('\n'));
  const logged: string[] = [];
  const sink = new Writable({ write: (chunk, _, done) => (logged.push(String(chunk)), done()) });
  const options = { settings: reading.settings, databaseUrl: database.url, logger: createLogger('info', 'test', sink) };
  const root = { module: class RootModule {}, imports: [PlatformModule.forRoot(options), SealingModule] };
  const app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  return { app, logged, source: app.get(DataSource) };
}
const pemOf = () => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
const event = () => ({ id: newEventId(), type: 'SomethingHappened', data: {}, actor: 'system:test' });

it('seals nothing without a key, and says so', async () => {
  const { app, logged, source } = await startSealing({});
  await new PostgresEventStore(source).append('one', 0, [event()]);
  expect(logged.join('')).toContain('LOCKSTEP_SEAL_KEY is not set: the record is NOT SEALED');
  expect(await findNewestSeal(source)).toBeUndefined();
  await app.close();
});

it('seals what was recorded before and while it runs, under its name, and goes on after the key was changed', async () => {
  const file = path.join(folder, 'key.pem');
  await writeFile(file, pemOf());
  const first = await startSealing({ LOCKSTEP_SEAL_KEY: file, LOCKSTEP_SEAL_NAME: 'records.example' });
  const sealedSize = async (source: DataSource) => (await findNewestSeal(source))?.treeSize;
  await expect.poll(() => sealedSize(first.source), { timeout: 10_000 }).toBe(1);
  await new PostgresEventStore(first.source).append('one', 'any', [event()]);
  await expect.poll(() => sealedSize(first.source), { timeout: 10_000 }).toBe(2);
  const key = parseNoteKey(/"key":"([^"]+)"/.exec(first.logged.join(''))![1]!);
  const seal = (await findNewestSeal(first.source))!;
  if (!key.ok) return expect.fail(key.problem);
  expect(verifyNote(seal.note, [key.value])).toMatchObject({ outcome: 'signed' });
  expect(seal.note).toMatch(/^records\.example\n2\n/);
  await first.app.close();

  const old = noteKeyOf('records.example', seal.publicKey);
  const changed = { LOCKSTEP_SEAL_KEY: pemOf(), LOCKSTEP_SEAL_NAME: 'records.example' };
  const refused = await startSealing(changed);
  await new PostgresEventStore(refused.source).append('one', 'any', [event()]);
  expect(refused.logged.join('')).toContain('the record is not sealed any more');
  await refused.app.close();

  const trusted = `records.example+${old.id}+${Buffer.concat([Buffer.from([1]), old.publicKey]).toString('base64')}`;
  const second = await startSealing({ ...changed, LOCKSTEP_SEAL_TRUSTED_KEYS: trusted });
  await expect.poll(() => sealedSize(second.source), { timeout: 10_000 }).toBe(3);
  await second.app.close();
});

it('does not start with a key that can not be used, and does not show it', async () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  for (const [key, found] of [
    [rsa, /LOCKSTEP_SEAL_KEY; unusable; must be an Ed25519 private key/],
    [path.join(folder, 'nowhere.pem'), /LOCKSTEP_SEAL_KEY; ENOENT; must be/],
    [path.join(folder), /LOCKSTEP_SEAL_KEY; EISDIR; must be/],
  ] as const) {
    const failure = await startSealing({ LOCKSTEP_SEAL_KEY: key }).then(
      () => expect.fail('it started'),
      (error: unknown) => String(error),
    );
    expect(failure).toMatch(found);
    expect(failure).not.toContain(rsa.slice(40, 80));
  }
});
