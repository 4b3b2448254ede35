import type { EventStore } from '@lockstep/event-store';

/** Something that is kept by id, as it is now. */
export type Registered<Content> = Content & {
  readonly id: string;
  /** Of its stream. */
  readonly version: number;
  /** RFC 3339 in UTC, of the last change. */
  readonly changedAt: string;
};

export interface RegisterRecord<Content> {
  readonly stream: (id: string) => string;
  /** What `work` appends to the stream of an id is in the list when it resolves. */
  transact<Result>(id: string, work: (events: EventStore) => Promise<Result>): Promise<Result>;
  find(id: string): Promise<Registered<Content> | undefined>;
  /** In the order of ids, after this one. Without a limit: all. */
  list(query: { readonly limit?: number; readonly after?: string }): Promise<readonly Registered<Content>[]>;
}
