/** One consistency boundary as three pure functions. `Event` is a union of `{ type, data }`; envelope fields are added by `handleCommand`. */
export interface Decider<Command, Event extends DecidedEvent, State, Refusal = never> {
  readonly initialState: State;
  readonly decide: (command: Command, state: State) => Decision<Event, Refusal>;
  /** Must accept every event ever recorded in the stream, unknown types included: return the state as it is. */
  readonly evolve: (state: State, event: Event) => State;
}

export interface DecidedEvent {
  readonly type: string;
  readonly data: unknown;
  readonly schemaVersion?: number;
  readonly observedAt?: string;
}

export type Decision<Event, Refusal = never> =
  /** No events: the command is already true. */
  { readonly outcome: 'accepted'; readonly events: readonly Event[] } | { readonly outcome: 'refused'; readonly refusal: Refusal };

export const accept = <Event>(...events: readonly Event[]): { readonly outcome: 'accepted'; readonly events: readonly Event[] } => ({
  outcome: 'accepted',
  events,
});

export const refuse = <Refusal>(refusal: Refusal): { readonly outcome: 'refused'; readonly refusal: Refusal } => ({
  outcome: 'refused',
  refusal,
});
