import {
  eventForm,
  type EventKey,
  ExportError,
  ExportSource,
  readEvent,
  readSeal,
  type RecordSource,
  sealForm,
} from '@lockstep/event-store/audit';
import type { Queryable } from '@lockstep/event-store/postgres/audit';
import { z } from 'zod';
import { InputError } from '../input.js';
import { openService } from './service-client.js';

export interface RecordOptions {
  readonly url?: string;
  readonly database?: string;
  readonly export?: string;
}

/** Where a record is read from, as options say; exactly one of them. `linked`: with previous chain hashes. */
export async function withRecord<Result>(
  options: RecordOptions,
  linked: boolean,
  use: (source: RecordSource) => Promise<Result>,
): Promise<Result> {
  const given = [options.url, options.database, options.export].filter((option) => option !== undefined);
  if (given.length !== 1) throw new InputError([`record: one of --url, --database and --export is needed; found ${given.length}`]);
  return readably(async () => {
    if (options.url !== undefined) return use(new RestRecordSource(options.url, linked));
    if (options.export !== undefined) return use(await ExportSource.open(options.export));
    const { PostgresRecordSource } = await import('@lockstep/event-store/postgres/audit');
    return withConnection(options.database!, (db) => use(new PostgresRecordSource(db, { linked })));
  });
}

async function withConnection<Result>(url: string, use: (db: Queryable) => Promise<Result>): Promise<Result> {
  // Loaded late: the other commands start without a database driver.
  const { connectForReading } = await import('@lockstep/event-store/postgres/audit');
  const connection = await connectForReading(url);
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

/** What the file system, the network and PostgreSQL say is no failure of ours. */
async function readably<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ExportError) throw new InputError([error.message]);
    if (/^(E[A-Z]+|[0-9A-Z]{5})$/.test((error as NodeJS.ErrnoException).code ?? ''))
      throw new InputError([`record: must be readable; found ${(error as Error).message}`]);
    throw error;
  }
}

/** The signed note; undefined: nothing was ever sealed. */
export async function findNewestCheckpoint({ url, database }: RecordOptions): Promise<string | undefined> {
  if (url !== undefined && database !== undefined) throw new InputError(['record: one of --url and --database is needed; found both']);
  if (url !== undefined) return (await openService(url).get<{ items: { note: string }[] }>('/v1/audit/checkpoints?limit=1')).items[0]?.note;
  if (database === undefined) throw new InputError(['record: one of --url and --database is needed; found none']);
  const { findNewestSeal } = await import('@lockstep/event-store/postgres/audit');
  return readably(() => withConnection(database, async (db) => (await findNewestSeal(db))?.note));
}

/** The record as a running service tells it. */
class RestRecordSource implements RecordSource {
  private readonly service;

  constructor(
    url: string,
    private readonly linked: boolean,
  ) {
    this.service = openService(url);
  }

  async readEvents({ tx, position }: EventKey, limit: number) {
    const path = `/v1/audit/events?after=${tx}.${position}&limit=${Math.min(limit, 2_000)}&linked=${this.linked}`;
    return (await this.read(path, eventForm)).map(readEvent);
  }

  async readSeals(afterSize: number, limit: number) {
    return (await this.read(`/v1/audit/seals?after=${afterSize}&limit=${limit}`, sealForm)).map(readSeal);
  }

  private async read<Form>(path: string, form: z.ZodType<Form>): Promise<Form[]> {
    const read = z.object({ items: z.array(form) }).safeParse(await this.service.get(path));
    if (!read.success)
      throw new InputError([`GET ${path}: must be answered by Lockstep; found ${z.prettifyError(read.error).slice(0, 500)}`]);
    return read.data.items;
  }
}
