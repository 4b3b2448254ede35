import type { Digest } from '@lockstep/kernel';
import { chainStart, computeChainHash } from '../core/chain-hash.js';
import { beginning, type Cursor, type NewEvent, type RecordedEvent } from '../core/event.js';
import type { AppendOutcome, AppendRequest, EventStore, ExpectedVersion, FoundPosition } from '../core/event-store.port.js';
import { contentHashOf, type PreparedEvent, type PreparedRequest, prepareRequest } from '../core/prepared-event.js';
import { laterTime, parseTime, renderTime } from '../core/timestamp.js';

/** The in-memory twin for tests and simulations: same outcomes and hashes as PostgreSQL, no durability, no transactions. */
export class MemoryEventStore implements EventStore {
  private readonly log: RecordedEvent[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly byId = new Map<string, RecordedEvent>();
  /** The latest time that was answered for: nothing is recorded at or before it any more, even when the clock stands. */
  private answered = '';

  /** `now` in milliseconds since 1970; simulations pass their own clock. */
  constructor(private readonly now: () => number = Date.now) {}

  async append(stream: string, expectedVersion: ExpectedVersion, events: readonly NewEvent[]): Promise<AppendOutcome> {
    return this.appendOne(prepareRequest({ stream, expectedVersion, events }));
  }

  async appendMany(requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> {
    return requests.map(prepareRequest).map((request) => this.appendOne(request));
  }

  async readStream(stream: string, range: { fromVersion?: number; limit?: number } = {}): Promise<readonly RecordedEvent[]> {
    const start = (range.fromVersion ?? 1) - 1;
    return (this.streams.get(stream) ?? []).slice(Math.max(start, 0), range.limit === undefined ? undefined : start + range.limit);
  }

  async readAll(after: Cursor, limit: number): Promise<{ events: readonly RecordedEvent[]; cursor: Cursor }> {
    const start = after === beginning ? 0 : Number(after);
    const events = this.log.slice(start, start + limit);
    return { events, cursor: events.at(-1)?.cursor ?? after };
  }

  async findCursor(position: number): Promise<Cursor> {
    return this.log[Math.min(position, this.log.length) - 1]?.cursor ?? beginning;
  }

  async settledPosition(): Promise<number> {
    return this.log.length;
  }

  async findPosition(time: string): Promise<FoundPosition> {
    const asked = parseTime(time);
    if (asked > renderTime(this.now())) return { outcome: 'not-settled' };
    if (asked > this.answered) this.answered = asked;
    return { outcome: 'found', position: this.log.findLastIndex((event) => event.recordedAt <= asked) + 1 };
  }

  private appendOne({ stream, expectedVersion, events }: PreparedRequest): AppendOutcome {
    const history = this.streams.get(stream) ?? [];
    const recorded = events.flatMap((event) => this.byId.get(event.id) ?? []);
    if (recorded.length > 0) {
      const same = events.every((event) => {
        const found = this.byId.get(event.id);
        return found?.stream === stream && found.type === event.type && found.contentHash === contentHashOf(event);
      });
      if (same) return { outcome: 'duplicate', stream, version: history.length, events: recorded };
      return { outcome: 'id-reused', stream, eventIds: recorded.map((event) => event.id) };
    }
    if (expectedVersion !== 'any' && expectedVersion !== history.length) {
      return { outcome: 'conflict', stream, expectedVersion, actualVersion: history.length };
    }
    this.streams.set(stream, history);
    const appended = events.map((event) => this.record(stream, history, event));
    return { outcome: 'appended', stream, version: history.length, events: appended };
  }

  private record(stream: string, history: RecordedEvent[], event: PreparedEvent): RecordedEvent {
    const previous = history.at(-1);
    const { dataText, ...envelope } = event;
    const head = previous?.recordedAt ?? '';
    const recordedAt = laterTime(renderTime(this.now()), head > this.answered ? head : this.answered);
    const position = this.log.length + 1;
    const unchained = {
      ...envelope,
      contentHash: contentHashOf(event),
      stream,
      version: history.length + 1,
      recordedAt,
      observedAt: event.observedAt ?? recordedAt,
    };
    const chainHash: Digest = computeChainHash(previous?.chainHash ?? chainStart, unchained);
    const recorded: RecordedEvent = { ...unchained, position, cursor: String(position) as Cursor, data: JSON.parse(dataText), chainHash };
    history.push(recorded);
    this.log.push(recorded);
    this.byId.set(recorded.id, recorded);
    return recorded;
  }
}
