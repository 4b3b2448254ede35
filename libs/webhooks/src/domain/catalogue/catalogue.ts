import { changeRecordEvents } from './change-record-events.js';
import { executionEvents } from './execution-events.js';
import { findingEvents } from './finding-events.js';
import { matrixEvents, PING, pingEvent, webhookEvents } from './other-events.js';
import { planEvents } from './plan-events.js';
import { publicActor } from './public-actor.js';
import type { Message, PublicEventType, PublishableEvent } from './public-event.js';
import { signoffEvents } from './signoff-events.js';

/** All that leaves, and what of it: each type that can be chosen, and the ping. A reader with role `viewer` may see every field. */
export const publicEventTypes: readonly PublicEventType[] = [
  ...planEvents,
  ...signoffEvents,
  ...executionEvents,
  ...changeRecordEvents,
  ...findingEvents,
  ...matrixEvents,
  ...webhookEvents,
  pingEvent,
];

export const chosenTypes: readonly string[] = publicEventTypes.map(({ type }) => type).filter((type) => type !== PING);

const recorded = publicEventTypes.flatMap((one) => (one.recorded === null ? [] : [{ ...one, recorded: one.recorded }]));

/** What a follower of the record looks for. */
export const followedEvents = {
  streams: [...new Set(recorded.map(({ recorded: { streams } }) => streams))],
  types: [...new Set(recorded.map(({ recorded: { type } }) => type))],
};

/** What is told of a recorded event, in its newest shape; undefined: nothing. */
export function publish(event: PublishableEvent): Message | undefined {
  const found = recorded.find(
    ({ recorded: { type, streams } }) =>
      event.type === type && (streams.endsWith('-') ? event.stream.startsWith(streams) : event.stream === streams),
  );
  if (found === undefined) return undefined;
  const plan = found.planOf(event);
  return {
    id: event.id,
    type: found.type,
    subject: event.stream,
    time: event.observedAt,
    recordedAt: event.recordedAt,
    position: event.position,
    actor: publicActor(event.actor),
    data: found.schema.parse(found.view(event)),
    about: plan === null ? null : { plan },
  };
}

/** `id`: never used before. */
export function ping(id: string, webhook: string, actor: string, now: string): Message {
  const data = pingEvent.schema.parse({ webhook, by: actor });
  return { id, type: PING, subject: `webhook-${webhook}`, time: now, recordedAt: now, position: 0, actor, data, about: null };
}
