import { compareKeys, type EventKey, type RawEvent } from './raw-event.js';
import type { RecordSource } from './verify-record.js';

/** In characters of data: what a page may hold, because events may be large. */
const roomOfPage = 4_000_000;

/** Reads a page ahead, and does not wait where an event is at hand: a wait for each would take as long as its hashes. */
export class EventReader {
  private page: readonly RawEvent[] = [];
  private at = 0;
  private limit: number;
  private coming: Promise<readonly RawEvent[]>;
  count = 0;

  constructor(
    private readonly source: RecordSource,
    private last: EventKey,
    private readonly pageSize: number,
  ) {
    this.limit = Math.min(100, pageSize);
    this.coming = this.read(last);
  }

  nextAtHand(until?: EventKey): RawEvent | undefined {
    const event = this.page[this.at];
    if (event === undefined || (until !== undefined && compareKeys(event, until) > 0)) return undefined;
    this.at += 1;
    this.count += 1;
    return event;
  }

  /** The next event, if it is not after `until`. */
  async next(until?: EventKey): Promise<RawEvent | undefined> {
    if (this.at === this.page.length) {
      let page = await this.coming;
      // What was read ahead may be older than the seal that is followed now.
      if (page.length === 0) page = await this.read(this.last);
      if (page.length === 0) return undefined;
      [this.page, this.at, this.last] = [page, 0, page.at(-1)!];
      const mean = page.reduce((sum, { data }) => sum + data.length, 0) / page.length + 1;
      this.limit = Math.max(1, Math.min(this.pageSize, this.limit * 2, Math.floor(roomOfPage / mean)));
      this.coming = this.read(this.last);
    }
    return this.nextAtHand(until);
  }

  private read(after: EventKey): Promise<readonly RawEvent[]> {
    const reading = this.source.readEvents(after, this.limit);
    // Who waits for it is told; without this a failure before that would end the process.
    reading.catch(() => {});
    return reading;
  }
}
