import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { MerkleFrontier } from '../merkle-tree.js';
import { compareKeys, entryLength, type EventKey, firstKey } from '../raw-event.js';
import { keyNamedBy, type Seal } from '../seal.js';
import { renderNoteKey } from '../signed-note.js';
import type { RecordSource } from '../verify-record.js';
import { renderEvent, renderSeal } from '../wire-forms.js';
import { exportFormat, files, type Manifest } from './manifest.js';

export interface ExportOptions {
  /** RFC 3339: with the seals made at or after it, and the events they cover. Absent: from the first event. */
  readonly from?: string;
  /** RFC 3339: with the seals made before it. Absent: to the newest event, sealed or not. */
  readonly to?: string;
  /** Files that are laid beside: the specification and a verifier. */
  readonly attachments: readonly string[];
  readonly madeAt: string;
}

/** Writes what somebody needs who checks the record without Lockstep. The source must tell previous chain hashes when `from` is given. */
export async function writeExport(source: RecordSource, folder: string, options: ExportOptions): Promise<Manifest> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error(`export; folder ${folder}; must be empty; found files in it`);
  const start = await startOf(source, options.from);
  const [events, seals] = [new LineWriter(path.join(folder, files.events)), new LineWriter(path.join(folder, files.seals))];
  const keys = new Set<string>();
  let newest = start?.seal;
  let after: EventKey = start?.seal.last ?? firstKey;
  for (;;) {
    const [seal] = await source.readSeals(newest?.treeSize ?? 0, 1);
    if (seal === undefined || (options.to !== undefined && Date.parse(seal.sealedAt) >= Date.parse(options.to))) break;
    await seals.write(renderSeal(seal));
    keys.add(renderNoteKey(keyNamedBy(seal)));
    after = await copyEvents(source, after, seal.last, events);
    newest = seal;
  }
  const sealed = events.count;
  if (options.to === undefined) await copyEvents(source, after, undefined, events);
  await Promise.all([events.end(), seals.end()]);
  const manifest: Manifest = {
    format: exportFormat,
    madeAt: options.madeAt,
    start: start === undefined ? null : startForm(start),
    events: events.count,
    seals: seals.count,
    unsealed: events.count - sealed,
    keys: [...keys],
  };
  await writeFile(path.join(folder, files.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
  if (newest !== undefined) await writeFile(path.join(folder, files.checkpoint), newest.note);
  for (const file of options.attachments) await copyFile(file, path.join(folder, path.basename(file)));
  return manifest;
}

interface Start {
  readonly seal: Seal;
  readonly tree: MerkleFrontier;
}

const startForm = ({ seal, tree }: Start): Manifest['start'] => ({
  treeSize: seal.treeSize,
  frontier: tree.toBytes().toString('base64'),
  after: seal.last,
  checkpoint: seal.note,
});

/** The last seal before the time, and the tree up to it. Undefined: the export begins with the record. */
async function startOf(source: RecordSource, from: string | undefined): Promise<Start | undefined> {
  if (from === undefined) return undefined;
  const tree = MerkleFrontier.empty();
  let last: Seal | undefined;
  for (;;) {
    const [seal] = await source.readSeals(tree.size, 1);
    if (seal === undefined || Date.parse(seal.sealedAt) >= Date.parse(from)) return last === undefined ? undefined : { seal: last, tree };
    for (let at = 0; at < seal.entries.length; at += entryLength) tree.append(seal.entries.subarray(at, at + entryLength));
    if (tree.size !== seal.treeSize)
      throw new Error(`export; seal of ${seal.treeSize} events; must go on from the one before; found a gap`);
    last = seal;
  }
}

const pageSize = 1_000;

/** @returns the key of the last event up to `until`. */
async function copyEvents(source: RecordSource, after: EventKey, until: EventKey | undefined, events: LineWriter): Promise<EventKey> {
  for (let last = after; ;) {
    const page = await source.readEvents(last, pageSize);
    const wanted = until === undefined ? page : page.filter((event) => compareKeys(event, until) <= 0);
    for (const event of wanted) await events.write(renderEvent(event));
    if (page.length === 0 || wanted.length < page.length) return until ?? last;
    last = wanted.at(-1)!;
  }
}

/** One JSON text a line; waits when the disk is slower than the source. */
class LineWriter {
  private readonly stream;
  count = 0;

  constructor(file: string) {
    this.stream = createWriteStream(file);
  }

  async write(value: object): Promise<void> {
    this.count += 1;
    if (!this.stream.write(`${JSON.stringify(value)}\n`)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    this.stream.end();
    await finished(this.stream);
  }
}
