import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { ArchivedError } from '../../core/archived-error.js';
import type { Cursor, RecordedEvent } from '../../core/event.js';
import { PostgresEventStore } from '../postgres-event-store.js';
import { type Advance, applyPage } from './apply-page.js';
import { type Checkpoint, createLiveCheckpoint, failCheckpoint, findCheckpoints, type Slot } from './checkpoint.js';
import { Pace } from './pace.js';
import type { Projection, ProjectionFailure } from './projection.js';
import { finishRebuild, startRebuild } from './rebuild.js';

type Page = readonly RecordedEvent[];

export interface ProjectionWorkerOptions {
  readonly pageSize: number;
  /** Milliseconds that other processes get to apply what is new. */
  readonly headStart: number;
  /** Called by the one process that stopped it. */
  readonly onStopped: (failure: ProjectionFailure) => void;
}

/** Milliseconds that the process that applied last gets, beside the head start. */
const newcomerPause = 10;
/** Milliseconds between two looks at whether it did. */
const glance = 5;

/** Applies pages of one projection to its live rows, and to those that are being rebuilt. Any number of processes may: the checkpoint
 *  decides whose page counts. */
export class ProjectionWorker {
  private readonly store: PostgresEventStore;
  private inFlight: Promise<Advance> | undefined;
  /** Where this process left the checkpoints when it moved them last. */
  private readonly reached = new Map<Slot, Cursor>();
  /** The page before was applied by this process just now. */
  private atWork = false;
  private readonly pace: Pace;

  constructor(
    readonly projection: Projection,
    private readonly source: DataSource,
    private readonly options: ProjectionWorkerOptions,
  ) {
    this.store = new PostgresEventStore(source);
    this.pace = new Pace(options.pageSize);
  }

  /** One page of the live rows. While these are of an older version, one of the rows that will replace them. */
  advanceLive(): Promise<Advance> {
    // Whoever asks while a page is in flight waits for that one: more would only compete for the checkpoint.
    this.inFlight ??= this.advanceOnce().finally(() => (this.inFlight = undefined));
    return this.inFlight;
  }

  /** One page of the rows that are being rebuilt, if there are any; swaps them in when they have caught up. */
  async advanceRebuild(): Promise<Advance> {
    const { rebuild } = await this.findCheckpoints();
    return rebuild?.version === this.projection.version ? this.fill(rebuild) : 'idle';
  }

  private async advanceOnce(): Promise<Advance> {
    const { live, rebuild } = await this.findCheckpoints();
    const { version } = this.projection;
    if (live.version === version) return this.advance(live);
    if (rebuild?.version === version) return this.fill(rebuild);
    if (live.version > version || (rebuild && rebuild.version > version)) return 'stopped';
    await startRebuild(this.source, this.projection);
    return 'moved';
  }

  private async fill(rebuild: Checkpoint): Promise<Advance> {
    return this.advance(rebuild, async (events) => {
      // A full page says that there is more. Writers never rest: whoever waited for an empty one might wait for ever.
      if (events.length < this.pace.pageSize && (await finishRebuild(this.source, this.projection, this.pace.pageSize)) === 'moved')
        return 'moved';
      return this.apply(rebuild, events);
    });
  }

  /** The page is read before the transaction begins: a transaction that writes holds back every reader of the record. */
  private async advance(checkpoint: Checkpoint, apply = (events: Page) => this.apply(checkpoint, events)): Promise<Advance> {
    if (checkpoint.failure !== null) return 'stopped';
    this.assertSameTables(checkpoint);
    if (checkpoint.anchor === 'lost') return this.stop(checkpoint, forkOf(this.projection, checkpoint));
    const page = await this.read(checkpoint);
    return 'reason' in page ? this.stop(checkpoint, page) : apply(page.events);
  }

  /** A failure when what comes next was put away: waiting would not bring it back. */
  private async read({ cursor, position }: Checkpoint): Promise<{ readonly events: Page } | ProjectionFailure> {
    try {
      return await this.store.readAll(cursor, this.pace.pageSize);
    } catch (error) {
      if (!(error instanceof ArchivedError)) throw error;
      return { reason: 'archived', position, error: error.message, since: new Date().toISOString() };
    }
  }

  /** A process that writes fewer would leave holes in the others without a word. */
  private assertSameTables({ tables }: Checkpoint): void {
    const { name, version, tables: own } = this.projection;
    if (tables.length === own.length && own.every((table) => tables.includes(table))) return;
    throw new Error(
      `projection ${name}; version ${version}; must write the tables ${tables.join(', ')}; found ${own.join(', ')}: another list is another version`,
    );
  }

  private async apply(checkpoint: Checkpoint, events: Page): Promise<Advance> {
    if (events.length === 0) {
      this.atWork = false;
      return 'idle';
    }
    if (await this.leavesIt(checkpoint)) return 'busy';
    const applied = await this.pace.measure(() => applyPage(this.source, this.projection, checkpoint, events));
    if (typeof applied !== 'string') return this.stop(checkpoint, applied);
    this.atWork = applied === 'moved';
    if (applied === 'moved') this.reached.set(checkpoint.slot, events.at(-1)!.cursor);
    return applied;
  }

  /** Whoever applied last goes on, because it may remember what the tables say; others come in when it does not. */
  private async leavesIt({ slot, cursor }: Checkpoint): Promise<boolean> {
    const { headStart } = this.options;
    const patience = this.reached.get(slot) === cursor ? (this.atWork ? 0 : headStart) : headStart + newcomerPause;
    for (const deadline = performance.now() + patience; performance.now() < deadline;) {
      await sleep(Math.min(patience, glance));
      if ((await findCheckpoints(this.source, this.projection.name))[slot]?.cursor !== cursor) return true;
    }
    return false;
  }

  private async stop(checkpoint: Checkpoint, failure: ProjectionFailure): Promise<Advance> {
    if ((await failCheckpoint(this.source, this.projection.name, checkpoint, failure)) === 'changed') return 'busy';
    this.options.onStopped(failure);
    return 'stopped';
  }

  private async findCheckpoints(): Promise<{ readonly live: Checkpoint; readonly rebuild?: Checkpoint }> {
    const { live, rebuild } = await findCheckpoints(this.source, this.projection.name);
    if (live) return { live, rebuild };
    await createLiveCheckpoint(this.source, this.projection);
    return this.findCheckpoints();
  }
}

const forkOf = ({ name }: Projection, { cursor, position }: Checkpoint): ProjectionFailure => ({
  reason: 'forked',
  position,
  error: `projection ${name}; checkpoint ${cursor}; the record must hold the event that was applied there; found another or none: rebuild it`,
  since: new Date().toISOString(),
});
