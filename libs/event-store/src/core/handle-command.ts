import type { DecidedEvent, Decider } from './decider.js';
import type { RecordedEvent } from './event.js';
import type { EventStore } from './event-store.port.js';
import { newEventId } from './new-event-id.js';

/** What is known of a command besides its content. */
export interface CommandContext {
  readonly actor: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** The same key on the same stream is handled once; the second time answers with the events of the first. */
  readonly idempotencyKey?: string;
  /** The version that the caller's decision was based on; another one is a conflict at once, without a retry. */
  readonly expectedVersion?: number;
}

export type CommandOutcome<State, Refusal> =
  /** `events` are those recorded by this command, none when it was already true; `version` and `state` are after them. */
  | { readonly outcome: 'accepted'; readonly version: number; readonly state: State; readonly events: readonly RecordedEvent[] }
  | { readonly outcome: 'refused'; readonly version: number; readonly refusal: Refusal }
  /** The stream was at another version than `expectedVersion`, or changed under every attempt. */
  | { readonly outcome: 'conflict'; readonly expectedVersion: number; readonly actualVersion: number };

const attempts = 8;

/** Folds the stream, decides, appends; on a conflict decides again on the newer state, at most 8 times. Safe inside a caller's transaction
 *  with `store.withManager(manager)`: outcomes are not exceptions, so a conflict does not end that transaction. */
export async function handleCommand<Command, Event extends DecidedEvent, State, Refusal>(
  store: EventStore,
  decider: Decider<Command, Event, State, Refusal>,
  stream: string,
  command: Command,
  context: CommandContext,
): Promise<CommandOutcome<State, Refusal>> {
  let last = { expectedVersion: 0, actualVersion: 0 };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const history = await store.readStream(stream);
    const fold = (state: State, events: readonly RecordedEvent[]) =>
      events.reduce((folded, event) => decider.evolve(folded, event as unknown as Event), state);
    const state = fold(decider.initialState, history);
    const version = history.length;
    const earlier = context.idempotencyKey === undefined ? [] : history.filter((event) => event.idempotencyKey === context.idempotencyKey);
    if (earlier.length > 0) return { outcome: 'accepted', version, state, events: earlier };
    if (context.expectedVersion !== undefined && context.expectedVersion !== version) {
      return { outcome: 'conflict', expectedVersion: context.expectedVersion, actualVersion: version };
    }
    const decision = decider.decide(command, state);
    if (decision.outcome === 'refused') return { outcome: 'refused', version, refusal: decision.refusal };
    if (decision.events.length === 0) return { outcome: 'accepted', version, state, events: [] };
    const { actor, correlationId, causationId, idempotencyKey } = context;
    const appended = await store.append(
      stream,
      version,
      decision.events.map((event) => ({ id: newEventId(), ...envelopeOf(event), actor, correlationId, causationId, idempotencyKey })),
    );
    if (appended.outcome === 'appended')
      return { outcome: 'accepted', version: appended.version, state: fold(state, appended.events), events: appended.events };
    if (appended.outcome !== 'conflict') throw new Error(`command; stream ${stream}; new event ids must be new; found ${appended.outcome}`);
    last = { expectedVersion: appended.expectedVersion, actualVersion: appended.actualVersion };
  }
  return { outcome: 'conflict', ...last };
}

const envelopeOf = ({ type, data, schemaVersion, observedAt }: DecidedEvent) => ({ type, data, schemaVersion, observedAt });
