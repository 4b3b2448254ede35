import type { Topic } from './finding.js';

/** Type of events in the stream `finding-<id>`: a person has seen the finding and takes it on. */
export const FINDING_ACKNOWLEDGED = 'FindingAcknowledged';

/** Names the finding in full, because the calendar opens some findings that no table keeps. Who and when is said by the event itself. */
export interface FindingAcknowledged {
  readonly nsxManager: string | null;
  readonly topic: Topic;
  readonly reason: string;
  /** RFC 3339: until when it holds; null: until the finding closes. */
  readonly until: string | null;
}

const PREFIX = 'finding-';
export const findingStream = (id: string): string => PREFIX + id;
export const findingOfStream = (stream: string): string => stream.slice(PREFIX.length);
