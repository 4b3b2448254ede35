import { type AppendRequest, type CommandContext, newEventId } from '@lockstep/event-store';
import { eventType, type NodeEvent, nodeStream } from '../../domain/index.js';
import { ConcurrentChange, type FleetTransaction, type RecordedNode } from '../fleet-record.port.js';

/** What is to be recorded of a node as it is known. */
export interface NodeEvents {
  readonly node: Pick<RecordedNode, 'kind' | 'id' | 'streamVersion'>;
  readonly changes: readonly NodeEvent[];
}

export const requestsOf = (all: readonly NodeEvents[], context: CommandContext): AppendRequest[] =>
  all.map(({ node: { kind, id, streamVersion }, changes }) => ({
    stream: nodeStream(kind, id),
    expectedVersion: streamVersion,
    events: changes.map(({ change, data, observedAt }) => ({
      id: newEventId(),
      type: eventType(kind, change),
      data,
      observedAt,
      ...context,
    })),
  }));

/** All of them, or `ConcurrentChange`. */
export async function appendChanges({ events }: FleetTransaction, requests: readonly AppendRequest[]): Promise<void> {
  if (requests.length === 0) return;
  for (const { outcome, stream } of await events.appendMany(requests)) {
    if (outcome === 'conflict') throw new ConcurrentChange();
    if (outcome !== 'appended') throw new Error(`fleet; stream ${stream}; new event ids must be new; found ${outcome}`);
  }
}
