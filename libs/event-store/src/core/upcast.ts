import type { RecordedEvent } from './event.js';

/** `data` of one schema version as that of the next. Pure and total over every event ever recorded in that version. */
export type Upcast = (data: never) => unknown;

export interface EventTypesDefinition<Type extends string> {
  /** The streams that hold these types and no other: whole names, or beginnings that end in `-`. */
  readonly streams: readonly string[];
  /** By type one upcast for each schema version there has been before the newest: an empty list means that there is only version 1. */
  readonly types: Readonly<Record<Type, readonly Upcast[]>>;
}

/** Types of events as their readers know them. */
export interface EventTypes {
  /** Schema versions by type; events are read as the newest. */
  readonly newest: ReadonlyMap<string, number>;
  owns(stream: string): boolean;
  /** The events of streams it owns in the newest shape of their type, all others as they are. Throws `UnreadableEventError` on one that it
   *  should know and does not: whoever skipped it would be wrong from there on without a word. */
  read(events: readonly RecordedEvent[]): readonly RecordedEvent[];
}

/** A newer program has written it. */
export class UnreadableEventError extends Error {
  override readonly name = 'UnreadableEventError';
}

export function defineEventTypes<Type extends string>({ streams, types }: EventTypesDefinition<Type>): EventTypes {
  const upcasts = new Map<string, readonly Upcast[]>(Object.entries<readonly Upcast[]>(types));
  const owns = (stream: string) => streams.some((name) => (name.endsWith('-') ? stream.startsWith(name) : stream === name));
  return {
    newest: new Map([...upcasts].map(([type, steps]) => [type, steps.length + 1])),
    owns,
    read: (events) => events.map((event) => (owns(event.stream) ? upcast(event, upcasts.get(event.type)) : event)),
  };
}

/** For a reader of several. No stream may be owned twice. */
export function combineEventTypes(...parts: readonly EventTypes[]): EventTypes {
  return {
    newest: new Map(parts.flatMap(({ newest }) => [...newest])),
    owns: (stream) => parts.some((part) => part.owns(stream)),
    read: (events) => parts.reduce((read, part) => part.read(read), events),
  };
}

function upcast(event: RecordedEvent, steps: readonly Upcast[] | undefined): RecordedEvent {
  const place = `event ${event.id}; stream ${event.stream}, position ${event.position}`;
  if (steps === undefined) throw new UnreadableEventError(`${place}; the type must be one that this program knows; found ${event.type}`);
  const newest = steps.length + 1;
  if (event.schemaVersion > newest) {
    throw new UnreadableEventError(
      `${place}; ${event.type} must have a schema version up to ${newest}, which this program knows; found ${event.schemaVersion}`,
    );
  }
  if (event.schemaVersion === newest) return event;
  const data = steps.slice(event.schemaVersion - 1).reduce((old: unknown, step) => step(old as never), event.data);
  return { ...event, schemaVersion: newest, data };
}
