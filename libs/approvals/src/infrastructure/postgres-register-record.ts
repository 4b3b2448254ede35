import { type EventStore, readAs } from '@lockstep/event-store';
import { PostgresEventStore, rebuildList } from '@lockstep/event-store/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import { approvalEventTypes } from '../application/approval-event-types.js';
import type { Registered, RegisterRecord } from '../application/register-record.port.js';
import { changeSystemDecider, type ChangeSystemEntry } from '../domain/changes/index.js';
import { freezeDecider, ownersDecider, type Freeze, type Owners, type RegisterEvent, type registerDecider } from '../domain/index.js';

interface Row<Content> {
  readonly id: string;
  readonly version: string;
  readonly content: Content;
  readonly changed_at: Date;
}

const columns = 'id, version, content, changed_at';

/** A register in PostgreSQL: events in the streams `<name>-<id>`, the list in `lockstep.register_entry`, written with them. */
export class PostgresRegisterRecord<Content extends object> implements RegisterRecord<Content> {
  private constructor(
    private readonly source: DataSource,
    private readonly name: 'freeze' | 'owner' | 'change-system',
    private readonly decider: ReturnType<typeof registerDecider<Content>>,
  ) {}

  static freezes = (source: DataSource) => new PostgresRegisterRecord<Freeze>(source, 'freeze', freezeDecider);
  static owners = (source: DataSource) => new PostgresRegisterRecord<Owners>(source, 'owner', ownersDecider);
  static changeSystems = (source: DataSource) =>
    new PostgresRegisterRecord<ChangeSystemEntry>(source, 'change-system', changeSystemDecider);

  readonly stream = (id: string): string => `${this.name}-${id}`;

  transact<Result>(id: string, work: (events: EventStore) => Promise<Result>): Promise<Result> {
    return this.source.transaction(async (manager) => {
      const events = readAs(new PostgresEventStore(manager), approvalEventTypes);
      const result = await work(events);
      await this.project(manager, events, id);
      return result;
    });
  }

  async find(id: string): Promise<Registered<Content> | undefined> {
    const rows = await this.source.query<Row<Content>[]>(`select ${columns} from lockstep.register_entry where register = $1 and id = $2`, [
      this.name,
      id,
    ]);
    return rows.map((row) => entryOf(row))[0];
  }

  async list({ limit, after }: { readonly limit?: number; readonly after?: string }): Promise<readonly Registered<Content>[]> {
    const rows = await this.source.query<Row<Content>[]>(
      `select ${columns} from lockstep.register_entry where register = $1 and ($2::text is null or id > $2 collate "C")
       order by id collate "C" limit $3`,
      [this.name, after ?? null, limit ?? null],
    );
    return rows.map((row) => entryOf(row));
  }

  /** Makes the list anew from the events. */
  rebuildList(): Promise<number> {
    return rebuildList(this.source, {
      table: 'lockstep.register_entry',
      rows: { register: this.name },
      streams: this.stream(''),
      types: approvalEventTypes,
      project: (manager, events, id) => this.project(manager, events, id),
    });
  }

  /** Folded from the stream as it stands after the append, which holds the stream's head until the commit. */
  private async project(manager: EntityManager, events: EventStore, id: string): Promise<void> {
    const history = await events.readStream(this.stream(id));
    const state = history.reduce(
      (folded, event) => this.decider.evolve(folded, event as unknown as RegisterEvent<Content>),
      this.decider.initialState,
    );
    const last = history.at(-1);
    if (state.status === 'absent' || last === undefined) {
      await manager.query('delete from lockstep.register_entry where register = $1 and id = $2', [this.name, id]);
      return;
    }
    await manager.query(
      `insert into lockstep.register_entry (register, id, version, content, changed_at) values ($1, $2, $3, $4, $5)
       on conflict (register, id) do update set version = excluded.version, content = excluded.content, changed_at = excluded.changed_at`,
      [this.name, id, last.version, JSON.stringify(state.content), last.recordedAt],
    );
  }
}

const entryOf = <Content extends object>({ id, version, content, changed_at }: Row<Content>): Registered<Content> => ({
  ...content,
  id,
  version: Number(version),
  changedAt: changed_at.toISOString(),
});
