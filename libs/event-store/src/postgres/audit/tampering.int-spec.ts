import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attack, attacks } from '../../../test/attacks.js';
import { type SealedRecord, sealRecord } from '../../../test/sealed-record.js';
import {
  type Checkpoint,
  ExportSource,
  layers,
  parseCheckpoint,
  type RecordSource,
  renderNoteKey,
  type SealForm,
  type VerificationReport,
  verifyNote,
  verifyRecord,
  writeExport,
} from '../../audit/index.js';
import { PostgresRecordSource, type Queryable } from './index.js';

const root = new URL('../../../../../', import.meta.url);
const verifier = new URL('data/audit-export/verify.mjs', root).pathname;
const page = readFileSync(new URL('docs/explanation/tamper-evidence.md', root), 'utf8');

let database: MigratedDatabase;
let record: SealedRecord;
let folder: string;
let key: string;
let anchorFile: string;
beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 4 });
  record = await sealRecord(database);
  key = renderNoteKey(record.signer);
  folder = await mkdtemp(path.join(tmpdir(), 'lockstep-tampering-'));
  anchorFile = path.join(folder, 'anchor.txt');
  await writeFile(anchorFile, record.notes[1]!);
});
afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const anchor = (): Checkpoint => {
  const verdict = verifyNote(record.notes[1]!, [record.signer]);
  const checkpoint = verdict.outcome === 'signed' ? parseCheckpoint(verdict.text) : expect.fail(verdict.outcome);
  return checkpoint.ok ? checkpoint.value : expect.fail(checkpoint.problem);
};
const verify = (source: RecordSource, more: object = {}) => verifyRecord(source, { keys: [record.signer], anchors: [anchor()], ...more });

/** With triggers off, and undone afterwards. */
async function tampered<Result>(act: (db: Queryable) => Promise<Result>): Promise<Result> {
  const runner = database.source.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query('set local session_replication_role = replica');
    return await act(runner.manager);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

let exports = 0;
async function exported(db: Queryable): Promise<string> {
  const target = path.join(folder, `export-${(exports += 1)}`);
  await writeExport(new PostgresRecordSource(db), target, { attachments: [verifier], madeAt: '2026-11-23T00:00:00Z' });
  return target;
}
function runVerifier(target: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(target, 'verify.mjs'), ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** The table of the page: what finds which attack. */
const table = new Map(
  [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, name, found, outside]) => [
    name!.trim(),
    { layers: found!.trim(), outside: outside!.trim() },
  ]),
);
const layersOf = (report: VerificationReport) =>
  layers.filter((layer) => report.findings.some((finding) => finding.layer === layer)).join(', ') || 'none';

describe('a record that nobody touched', () => {
  it('is intact, with anchored, sealed and unsealed events told apart', async () => {
    expect(await verify(new PostgresRecordSource(database.source))).toMatchObject({
      outcome: 'intact',
      events: 20,
      seals: 3,
      anchoredSize: 10,
      sealedSize: 15,
      unsealedSince: expect.stringMatching(/Z$/),
      keys: [key],
      findings: [],
    });
  });

  it('is intact in an export, for Lockstep and for the verifier that lies in it', async () => {
    const target = await exported(database.source);
    expect(await verify(await ExportSource.open(target))).toMatchObject({
      outcome: 'intact',
      events: 20,
      anchoredSize: 10,
      sealedSize: 15,
    });
    const run = runVerifier(target, '--key', key, '--checkpoint', anchorFile);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/^intact\n20 events, 3 seals to 15 events; to 10 by a checkpoint kept elsewhere; unsealed from 2/);
  });

  it('is read with few heads in memory, in several passes, to the same end', async () => {
    expect(await verify(new PostgresRecordSource(database.source), { mostStreams: 1, pageSize: 3 })).toMatchObject({
      outcome: 'intact',
      events: 20,
    });
  });

  it('is intact in part, from a seal on', async () => {
    const seals = await new PostgresRecordSource(database.source).readSeals(0, 3);
    const target = path.join(folder, 'part');
    const linked = new PostgresRecordSource(database.source, { linked: true });
    const manifest = await writeExport(linked, target, {
      from: seals[1]!.sealedAt,
      to: seals[2]!.sealedAt,
      attachments: [verifier],
      madeAt: '2026-11-23T00:00:00Z',
    });
    expect(manifest).toMatchObject({ events: 5, seals: 1, unsealed: 0, start: { treeSize: 5 } });
    expect(await verify(await ExportSource.open(target))).toMatchObject({ outcome: 'intact', before: 5, events: 5, anchoredSize: 10 });
    expect(runVerifier(target, '--key', key, '--checkpoint', anchorFile)).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('every attack of the table is found by the layers it names', () => {
  it('and the table lists the attacks that are tried', () => {
    expect([...table.keys()].filter((name) => attacks.some((attack) => attack.name === name))).toEqual(attacks.map(({ name }) => name));
  });

  it.each(attacks)('$name', async (attack: Attack) => {
    await tampered(async (db) => {
      const first = await attack.run({ db, signer: record.signer });
      const report = await verify(new PostgresRecordSource(db));
      expect(layersOf(report)).toBe(table.get(attack.name)?.layers);
      expect(report.outcome).toBe(first === null ? 'intact' : 'broken');
      if (first !== null) expect({ ...report.findings[0]!.event }).toMatchObject(first);

      const passes = await verify(new PostgresRecordSource(db), { mostStreams: 1, pageSize: 3 });
      expect(layersOf(passes)).toBe(layersOf(report));

      const outside = runVerifier(await exported(db), '--key', key, '--checkpoint', anchorFile);
      expect({ attack: attack.name, status: outside.status, stderr: outside.stderr }).toEqual({
        attack: attack.name,
        status: table.get(attack.name)?.outside === 'yes' ? 2 : 0,
        stderr: '',
      });
    });
  });

  it('and without a checkpoint that was kept elsewhere, a stolen key is not', async () => {
    await tampered(async (db) => {
      await attacks.find(({ name }) => name.endsWith('the stolen key'))!.run({ db, signer: record.signer });
      expect(await verify(new PostgresRecordSource(db), { anchors: [] })).toMatchObject({ outcome: 'intact', anchoredSize: 0 });
    });
  });

  it('and without a known key, another key for all seals is not', async () => {
    await tampered(async (db) => {
      await attacks.find(({ name }) => name.endsWith('another key'))!.run({ db, signer: record.signer });
      expect(await verify(new PostgresRecordSource(db), { anchors: [], keys: [] })).toMatchObject({ outcome: 'intact' });
    });
  });
});

describe('an export', () => {
  it.each([
    ['a line removed', (lines: string[]) => lines.toSpliced(6, 1)],
    ['a line twice', (lines: string[]) => lines.toSpliced(6, 0, lines[6]!)],
    ['two lines swapped', (lines: string[]) => lines.with(2, lines[3]!).with(3, lines[2]!)],
    ['data edited', (lines: string[]) => lines.with(4, lines[4]!.replace('count', 'Count'))],
    ['the end cut off', (lines: string[]) => lines.slice(0, 12)],
  ])('with %s is broken, for Lockstep and for the verifier that lies in it', async (_, change) => {
    const target = await exported(database.source);
    const file = path.join(target, 'events.ndjson');
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    await writeFile(
      file,
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect((await verify(await ExportSource.open(target))).outcome).toBe('broken');
    expect(runVerifier(target, '--key', key).status).toBe(2);
  });

  it.each([
    ['no entries', (seal: SealForm) => ({ ...seal, entries: '' })],
    ['half an entry', (seal: SealForm) => ({ ...seal, entries: seal.entries.slice(0, 24) })],
    ['a size that nothing has', (seal: SealForm) => ({ ...seal, treeSize: 900_000_000_000_000 })],
    ['no key', (seal: SealForm) => ({ ...seal, publicKey: '' })],
    ['no note', (seal: SealForm) => ({ ...seal, note: '' })],
    ['a nameless note', (seal: SealForm) => ({ ...seal, note: seal.note.replace('record.example ', '\u0001 ') })],
  ])('whose first seal has %s is broken, with and without a known key', async (_, change) => {
    const target = await exported(database.source);
    const file = path.join(target, 'seals.ndjson');
    const [first, ...others] = readFileSync(file, 'utf8').split('\n');
    await writeFile(file, [JSON.stringify(change(JSON.parse(first!) as SealForm)), ...others].join('\n'));
    const known = await verify(await ExportSource.open(target));
    const unknown = await verify(await ExportSource.open(target), { keys: [], anchors: [] });
    // The key in the seal itself matters to nobody who knows a key.
    expect([known.outcome, unknown.outcome]).toEqual([_ === 'no key' ? 'intact' : 'broken', 'broken']);
  });

  it.each(['events.ndjson', 'seals.ndjson', 'export.json'])('without %s can not be read', async (name) => {
    const target = await exported(database.source);
    await rm(path.join(target, name));
    await expect(ExportSource.open(target).then((source) => verify(source))).rejects.toThrow('ENOENT');
  });

  it('must meet every checkpoint that was kept, also two of the same size', async () => {
    const other = { ...anchor(), root: Buffer.alloc(32, 1) };
    expect(await verify(await ExportSource.open(await exported(database.source)), { anchors: [anchor(), other] })).toMatchObject({
      outcome: 'broken',
      anchoredSize: 10,
      findings: [{ layer: 'anchor' }],
    });
  });

  it('that can not be read is told from one that is broken', async () => {
    const target = await exported(database.source);
    await writeFile(path.join(target, 'events.ndjson'), '{"tx":"1"}\n');
    await expect(verify(await ExportSource.open(target))).rejects.toThrow(/events\.ndjson:1; position; must fit its form/);
  });
});
