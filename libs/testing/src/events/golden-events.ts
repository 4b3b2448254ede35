import { approvalEventTypes } from '@lockstep/approvals';
import { readdirSync, readFileSync } from 'node:fs';
import { combineEventTypes, type NewEvent, newEventId } from '@lockstep/event-store';
import { fleetEventTypes, scheduleEventTypes } from '@lockstep/fleet';
import { matrixEventTypes, proposalEventTypes } from '@lockstep/matrix';
import { domainExecutionEventTypes, executionEventTypes, planEventTypes, timetableEventTypes } from '@lockstep/plans';
import { webhookEventTypes } from '@lockstep/webhooks';

/** One event as some release has recorded it. A golden is never edited: the records out there are not either. */
export interface GoldenEvent {
  readonly stream: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}

/** Of all features. */
export const recordedEventTypes = combineEventTypes(
  approvalEventTypes,
  matrixEventTypes,
  fleetEventTypes,
  planEventTypes,
  executionEventTypes,
  domainExecutionEventTypes,
  proposalEventTypes,
  scheduleEventTypes,
  timetableEventTypes,
  webhookEventTypes,
);

const folder = new URL('../../fixtures/events/', import.meta.url);

/** By file name. */
export const goldenEvents: ReadonlyMap<string, GoldenEvent> = new Map(
  readdirSync(folder)
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as GoldenEvent]),
);

export const goldenName = (type: string, schemaVersion: number): string => `${type}.v${schemaVersion}.json`;

export const asNewEvent = ({ type, schemaVersion, data }: GoldenEvent): NewEvent => ({
  id: newEventId(),
  type,
  schemaVersion,
  data,
  actor: 'system:golden',
});
