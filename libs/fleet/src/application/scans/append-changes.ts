import type { AppendRequest } from '@lockstep/event-store';
import { ConcurrentChange, type FleetTransaction } from '../fleet-record.port.js';

/** All of them, or `ConcurrentChange`. */
export async function appendChanges({ events }: FleetTransaction, requests: readonly AppendRequest[]): Promise<void> {
  if (requests.length === 0) return;
  for (const { outcome, stream } of await events.appendMany(requests)) {
    if (outcome === 'conflict') throw new ConcurrentChange();
    if (outcome !== 'appended') throw new Error(`fleet; stream ${stream}; new event ids must be new; found ${outcome}`);
  }
}
