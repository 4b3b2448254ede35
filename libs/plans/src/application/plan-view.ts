import type { RecordedEvent } from '@lockstep/event-store';
import {
  fallenOf,
  isExecutable,
  type PlanEvent,
  type PlanFailure,
  planDecider,
  type PlanRequest,
  type PlanResult,
  type PlanState,
  type PlanStatus,
  type PremiseFall,
} from '../domain/index.js';

/** A plan as a reader is told of it; the document itself is read by `result.digest`. */
export interface PlanView {
  readonly id: string;
  readonly status: PlanStatus;
  readonly request: PlanRequest;
  /** RFC 3339 in UTC. */
  readonly requestedAt: string;
  readonly requestedPosition: number;
  /** When the result or the failure was recorded. */
  readonly settledAt: string | null;
  readonly result: PlanResult | null;
  readonly failure: PlanFailure | null;
  readonly withdrawal: { readonly reason: string; readonly at: string; readonly by: string } | null;
  /** What has made it void, the first of it first. */
  readonly fallen: readonly RecordedFall[];
  /** The plan that took its place. */
  readonly supersededBy: string | null;
  /** Number of events so far. */
  readonly version: number;
}

export interface RecordedFall extends PremiseFall {
  /** When it was noticed; RFC 3339 in UTC. */
  readonly at: string;
}

/** A row of the list. */
export interface PlanSummary {
  readonly id: string;
  readonly status: PlanStatus;
  readonly name: string;
  readonly domain: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly requestedPosition: number;
  readonly settledAt: string | null;
  readonly matrix: string;
  readonly fleet: string;
  readonly goal: string;
  readonly parent: string | null;
  /** Over assumed facts: never to be signed off or executed. */
  readonly hypothetical: boolean;
  readonly result: PlanResult | null;
}

/** Undefined: no such plan. */
export function viewPlan(id: string, events: readonly RecordedEvent[]): PlanView | undefined {
  const state = events.reduce<PlanState>(
    (folded, event) => planDecider.evolve(folded, event as unknown as PlanEvent),
    planDecider.initialState,
  );
  const first = events[0];
  if (state.status === 'absent' || first === undefined) return undefined;
  const settled = events.find(({ type }) => type === 'PlanComputed' || type === 'PlanFailed');
  const withdrawn = events.find(({ type }) => type === 'PlanWithdrawn');
  const fellAt = events.filter(({ type }) => type === 'PremiseFell').map(({ recordedAt }) => recordedAt);
  return {
    id,
    status: state.status,
    request: state.request,
    requestedAt: first.recordedAt,
    requestedPosition: first.position,
    settledAt: settled?.recordedAt ?? null,
    result: 'result' in state ? state.result : null,
    failure: state.status === 'failed' ? state.failure : null,
    withdrawal: state.status === 'withdrawn' && withdrawn ? { reason: state.reason, at: withdrawn.recordedAt, by: withdrawn.actor } : null,
    fallen: fallenOf(state).map((fall, index) => ({ ...fall, at: fellAt[index]! })),
    supersededBy: state.status === 'superseded' ? state.by : null,
    version: events.length,
  };
}

export const summarizePlan = ({ id, status, request, requestedAt, requestedPosition, settledAt, result }: PlanView): PlanSummary => ({
  id,
  status,
  name: request.goal.metadata.name,
  domain: request.domain,
  requestedBy: request.requestedBy,
  requestedAt,
  requestedPosition,
  settledAt,
  matrix: request.matrix,
  fleet: request.fleet.digest,
  goal: request.goalDigest,
  parent: request.parent,
  hypothetical: !isExecutable(request),
  result,
});
