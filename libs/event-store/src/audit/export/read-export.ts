import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { MerkleFrontier } from '../merkle-tree.js';
import { type EventKey, firstKey, type RawEvent } from '../raw-event.js';
import type { Seal } from '../seal.js';
import type { RecordSource } from '../verify-record.js';
import { eventForm, readEvent, readSeal, sealForm } from '../wire-forms.js';
import { files, manifest, type Manifest } from './manifest.js';

/** A folder that `writeExport` made. Lines are given in the order of the file, whatever their keys say. Throws `ExportError` for what no export is. */
export class ExportSource implements RecordSource {
  private events: Lines<RawEvent>;
  private readonly seals: Lines<Seal>;
  readonly start: RecordSource['start'];

  private constructor(
    private readonly folder: string,
    readonly manifest: Manifest,
  ) {
    this.events = this.openEvents();
    this.seals = new Lines(path.join(folder, files.seals), sealForm, readSeal);
    this.start = startOf(manifest);
  }

  static async open(folder: string): Promise<ExportSource> {
    const file = path.join(folder, files.manifest);
    const read = manifest.safeParse(parseJson(file, await readFile(file, 'utf8')));
    if (!read.success) throw new ExportError(`${file}; must be the manifest of an export; found ${read.error.issues[0]!.message}`);
    return new ExportSource(folder, read.data);
  }

  async readEvents(after: EventKey, limit: number): Promise<readonly RawEvent[]> {
    // A further pass begins again.
    const start = this.manifest.start?.after ?? firstKey;
    if (after.tx === start.tx && after.position === start.position) this.events = this.openEvents();
    return this.events.take(limit);
  }

  readSeals(_afterSize: number, limit: number): Promise<readonly Seal[]> {
    return this.seals.take(limit);
  }

  private openEvents(): Lines<RawEvent> {
    return new Lines(path.join(this.folder, files.events), eventForm, readEvent);
  }
}

function startOf({ start }: Manifest): RecordSource['start'] {
  if (start === null) return undefined;
  try {
    return { tree: MerkleFrontier.of(start.treeSize, Buffer.from(start.frontier, 'base64')), after: start.after };
  } catch (error) {
    throw new ExportError(`${files.manifest}; start; ${(error as Error).message}`, { cause: error });
  }
}

/** The folder or a line in it can not be read as an export. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}

class Lines<Value> {
  private iterator: AsyncIterator<string> | undefined;
  private number = 0;

  constructor(
    private readonly file: string,
    private readonly form: z.ZodType,
    private readonly read: (form: never) => Value,
  ) {}

  async take(limit: number): Promise<Value[]> {
    // Closes the file at its end.
    this.iterator ??= (await open(this.file)).readLines()[Symbol.asyncIterator]();
    const values: Value[] = [];
    while (values.length < limit) {
      const { value, done } = await this.iterator.next();
      if (done) break;
      this.number += 1;
      const place = `${this.file}:${this.number}`;
      const parsed = this.form.safeParse(parseJson(place, value));
      if (!parsed.success)
        throw new ExportError(`${place}; ${parsed.error.issues[0]!.path.join('.')}; must fit its form; ${parsed.error.issues[0]!.message}`);
      values.push(this.read(parsed.data as never));
    }
    return values;
  }
}

function parseJson(place: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ExportError(`${place}; must be JSON; found ${(error as Error).message}`, { cause: error });
  }
}
