import { EventEmitter, once } from 'node:events';
import type { Cursor, EventStore, RecordedEvent } from '@lockstep/event-store';

export interface RecordPage {
  readonly events: readonly RecordedEvent[];
  /** After the page, and after what was left out of it. */
  readonly cursor: Cursor;
  /** Position of the last event that was looked at. */
  readonly position: number;
}

export interface RecordTailOptions {
  /** Events that are kept and handed on; others cost nothing but a place. */
  readonly keeps?: (event: RecordedEvent) => boolean;
  /** Events that a follower may be behind and still be served from memory. */
  readonly window?: number;
}

/** Tells that something may have been appended, as `RecordSignal` of the store does: its `count` before one looks, and then `wait`. */
export interface AppendSignal {
  readonly count: number;
  wait(count: number, patience: number, signal?: AbortSignal): Promise<unknown>;
}

const pageSize = 500;
/** Milliseconds between two looks while somebody waits: after a signal, which may come before the commit, and at most. */
const shortestPause = 5;
const longestPause = 500;

/**
 * The end of the record, read once for all who follow it in this process. Everyone is at a cursor of his own and asks for what comes next:
 * from memory while he keeps up, from the record when he is behind. So nobody misses an event, and a slow one costs no memory.
 */
export class RecordTail {
  private readonly keeps: (event: RecordedEvent) => boolean;
  private readonly size: number;
  /** The newest events, oldest first; null: not kept. `first` numbers the oldest of them. */
  private window: { readonly event: RecordedEvent | null; readonly cursor: Cursor; readonly position: number }[] = [];
  private first = 0;
  /** Cursor to the number of the event that follows it. */
  private places = new Map<Cursor, number>();
  /** Who waits listens to `grown`. */
  private readonly growth = new EventEmitter<{ grown: []; error: [unknown] }>().setMaxListeners(0);
  private reading = false;

  constructor(
    private readonly store: Pick<EventStore, 'readAll' | 'findCursor' | 'settledPosition'>,
    private readonly signal: AppendSignal,
    { keeps = () => true, window = 2_000 }: RecordTailOptions = {},
  ) {
    this.keeps = keeps;
    this.size = window;
  }

  /** Where somebody begins who wants what is recorded from now on: everything before is settled, so that nothing can slip in behind him. */
  async findEnd(): Promise<Cursor> {
    // The first look may answer with what was known at an earlier one, and makes the second answer with now.
    await this.store.settledPosition();
    return this.store.findCursor(await this.store.settledPosition());
  }

  /** Pages without end, until the signal; a page may be empty of events and still move on. */
  async *follow(cursor: Cursor, signal: AbortSignal): AsyncGenerator<RecordPage> {
    for (let at = cursor; !signal.aborted;) {
      const { end } = this;
      const page = this.remembered(at) ?? (await this.read(at));
      if (page === undefined) await this.moved(at, end, signal);
      else {
        at = page.cursor;
        yield page;
      }
    }
  }

  private remembered(cursor: Cursor): RecordPage | undefined {
    const place = this.places.get(cursor);
    if (place === undefined) return undefined;
    const entries = this.window.slice(place - this.first, place - this.first + pageSize);
    const last = entries.at(-1);
    return last && { events: entries.flatMap(({ event }) => event ?? []), cursor: last.cursor, position: last.position };
  }

  /** Undefined at the end, where nobody needs to ask the record beside this one. */
  private async read(after: Cursor): Promise<RecordPage | undefined> {
    if (this.places.has(after)) return undefined;
    const { events, cursor } = await this.store.readAll(after, pageSize);
    const last = events.at(-1);
    return last && { events: events.filter(this.keeps), cursor, position: last.position };
  }

  /** When the window has grown since its end was `end`, or the signal. `cursor` stood at the end of the record then. */
  private async moved(cursor: Cursor, end: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.end !== end) return;
    if (!this.reading) void this.readOn(cursor);
    // Somebody began ahead of this one, after an event that is not below the fence yet: what comes between is not for the window.
    if (this.places.get(cursor) !== this.end) return void (await this.signal.wait(this.signal.count, longestPause, signal));
    await once(this.growth, 'grown', { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  private async readOn(start: Cursor): Promise<void> {
    this.reading = true;
    // After a time without followers the window may end long before the record does.
    if (this.places.get(start) !== this.end) this.begin(start);
    // After those have begun to wait for whom it reads.
    await Promise.resolve();
    try {
      for (let [head, pause] = [start, shortestPause]; this.waiting;) {
        const { count } = this.signal;
        const { events, cursor } = await this.store.readAll(head, pageSize);
        head = cursor;
        if (events.length > 0) this.grow(events);
        else await this.signal.wait(count, pause);
        pause = events.length > 0 || this.signal.count !== count ? shortestPause : Math.min(pause * 2, longestPause);
      }
    } catch (error) {
      if (this.waiting) this.growth.emit('error', error);
    } finally {
      this.reading = false;
    }
  }

  private get waiting(): boolean {
    return this.growth.listenerCount('grown') > 0;
  }

  private get end(): number {
    return this.first + this.window.length;
  }

  private begin(start: Cursor): void {
    // Another end than before, for whoever has found nothing after a cursor that is forgotten now.
    this.first = this.end + 1;
    this.window = [];
    this.places = new Map([[start, this.first]]);
  }

  private grow(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      const { cursor, position } = event;
      this.window.push({ event: this.keeps(event) ? event : null, cursor, position });
      this.places.set(cursor, this.end);
    }
    const surplus = Math.max(0, this.window.length - this.size);
    this.window.splice(0, surplus);
    this.first += surplus;
    // A map gives its keys in the order in which they were set: the oldest places come first.
    for (const [cursor, place] of this.places) {
      if (place >= this.first) break;
      this.places.delete(cursor);
    }
    this.growth.emit('grown');
  }
}
