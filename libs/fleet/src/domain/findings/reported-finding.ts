import { canonicalJson } from '@lockstep/kernel';
import type { Fact, Finding, ReportedKind, Topic } from './finding.js';

export type ReportedTopic = Extract<Topic, { readonly kind: ReportedKind }>;
export type ReportedFinding = Finding & { readonly topic: ReportedTopic };

/** Events of the stream `reported-finding-<id>`. What a reporter finds is whole in the event: nothing else tells of it. */
export type ReportedFindingEvent =
  | {
      readonly type: 'FindingReported';
      readonly data: { readonly nsxManager: string | null; readonly topic: ReportedTopic; readonly fact: Fact };
    }
  | { readonly type: 'FindingCleared'; readonly data: Record<string, never> };

export type ReportedFindingCommand = { readonly command: 'report'; readonly finding: ReportedFinding } | { readonly command: 'clear' };

/** What is found now; null: nothing. */
export type ReportedFindingState = { readonly found: (ReportedFindingEvent & { readonly type: 'FindingReported' })['data'] | null };

/** Any number of reporters may look, again and again: only what differs is recorded. */
export const reportedFindingDecider = {
  initialState: { found: null } as ReportedFindingState,
  decide(
    command: ReportedFindingCommand,
    { found }: ReportedFindingState,
  ): { readonly outcome: 'accepted'; readonly events: readonly ReportedFindingEvent[] } {
    if (command.command === 'clear') return { outcome: 'accepted', events: found === null ? [] : [{ type: 'FindingCleared', data: {} }] };
    const { nsxManager, topic, fact } = command.finding;
    const data = { nsxManager, topic, fact };
    return { outcome: 'accepted', events: canonicalJson(data) === canonicalJson(found) ? [] : [{ type: 'FindingReported', data }] };
  },
  evolve(state: ReportedFindingState, event: ReportedFindingEvent): ReportedFindingState {
    if (event.type === 'FindingReported') return { found: event.data };
    return event.type === 'FindingCleared' ? { found: null } : state;
  },
};

const PREFIX = 'reported-finding-';
export const reportedFindingStream = (id: string): string => PREFIX + id;
/** Undefined: the stream is of something else. */
export const reportedFindingOfStream = (stream: string): string | undefined =>
  stream.startsWith(PREFIX) ? stream.slice(PREFIX.length) : undefined;
