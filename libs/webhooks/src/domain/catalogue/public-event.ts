import type { z } from 'zod';

/** A recorded event, as far as the catalogue reads it. */
export interface PublishableEvent {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly position: number;
  /** RFC 3339 */
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly data: unknown;
}

/** What of Lockstep others may be told, and how it is called there. */
export interface PublicEventType {
  /** `dev.lockstep.plan.computed.v1`. A change that takes something away, or gives it another meaning, is a new version. */
  readonly type: string;
  /** Of which event in the record; null: of none. */
  readonly recorded: { readonly type: string; readonly streams: string } | null;
  readonly description: string;
  /** Of `data`. What it does not name is cut off, and never leaves. */
  readonly schema: z.ZodObject;
  /** What the schema is applied to. */
  readonly view: (event: PublishableEvent) => unknown;
  /** The plan that it is about: its upgrade domain is that of the event. */
  readonly planOf: (event: PublishableEvent) => string | null;
}

/** One thing to tell, whomever. */
export interface Message {
  /** `webhook-id`, and `id` of the CloudEvent: the same for everybody and at each attempt, in no other message. */
  readonly id: string;
  readonly type: string;
  /** The stream of the record that it comes from. */
  readonly subject: string;
  /** RFC 3339: when it was so. */
  readonly time: string;
  readonly recordedAt: string;
  /** Place in the record. */
  readonly position: number;
  readonly actor: string;
  readonly data: unknown;
  /** Of which upgrade domain, by its NSX manager, or that of which plan. Neither: it concerns all. */
  readonly about: { readonly plan: string } | { readonly nsxManager: string } | null;
}

export interface PublicEventDefinition {
  readonly type: string;
  readonly recorded: string;
  readonly description: string;
  readonly schema: z.ZodObject;
  readonly view?: (event: PublishableEvent) => unknown;
}

/** Of streams that are named after a plan: `data.plan` is its id. */
export function ofPlanStreams(beginning: string, definitions: readonly PublicEventDefinition[]): readonly PublicEventType[] {
  const planOf = ({ stream }: PublishableEvent) => stream.slice(beginning.length);
  return definitions.map(({ recorded, view = ({ data }) => data, ...definition }) => ({
    ...definition,
    recorded: { type: recorded, streams: beginning },
    view: (event) => ({ ...(view(event) as object), plan: planOf(event) }),
    planOf,
  }));
}

/** Of streams that concern every upgrade domain. */
export function ofStreams(beginning: string, definitions: readonly PublicEventDefinition[]): readonly PublicEventType[] {
  return definitions.map(({ recorded, view = ({ data }) => data, ...definition }) => ({
    ...definition,
    recorded: { type: recorded, streams: beginning },
    view,
    planOf: () => null,
  }));
}
