export interface BenchEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
}

/** One way of keeping events in PostgreSQL, in a database of its own. */
export interface Contender {
  readonly name: string;
  /** All events or none, to the end of the stream. */
  append(stream: string, events: readonly BenchEvent[]): Promise<unknown>;
  /** How many events it read. */
  readStream(stream: string): Promise<number>;
  /** From the beginning, in pages of 1,000, at most `limit`; how many it read. */
  readAll(limit: number): Promise<number>;
  close(): Promise<void>;
}

export type OpenContender = (url: string) => Promise<Contender>;
