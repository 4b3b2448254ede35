import type { Objective, PlanSpec, UpgradeGoal } from '@lockstep/documents';
import type { PremiseFall } from './fallen-premise.js';
import type { Hypothesis } from './hypothesis.js';

/** Events of the stream `plan-<id>`. Large documents are referred to by digest and kept beside the record, where the digest proves them. */
export type PlanEvent = PlanRequested | PlanComputed | PlanFailed | PlanWithdrawn | PremiseFell | PlanSuperseded;

/** Everything that decides the result is frozen here, so that the plan can be computed at any later time, by anybody, to the same bytes. */
export interface PlanRequest {
  readonly goal: UpgradeGoal;
  /** Digest of `goal.spec`. */
  readonly goalDigest: string;
  /** The NSX manager whose upgrade domain is planned; null: the whole fleet. */
  readonly domain: string | null;
  /** Digest of the matrix revision; of the altered one, which was never published, when `hypothetical`. */
  readonly matrix: string;
  readonly fleet: FrozenFleet;
  readonly requestedBy: string;
  /** What is assumed, for a plan that nobody may sign off or execute: see `isExecutable`. */
  readonly hypothetical: Hypothesis | false;
  /** The plan in whose place this one is asked for; null: there was none before. */
  readonly parent: string | null;
}

/** Whether a plan of this request is about the fleet and the matrix as they are. Whatever decides on plans asks this first. */
export const isExecutable = ({ hypothetical }: PlanRequest): boolean => hypothetical === false;

/** Digests of the published matrix and the observed fleet behind a request. */
export const recordedInputsOf = ({ matrix, fleet, hypothetical }: PlanRequest): Hypothesis['over'] =>
  hypothetical === false ? { matrix, fleet: fleet.digest } : hypothetical.over;

export interface FrozenFleet {
  /** Of the newest event that the snapshot contains. */
  readonly position: number;
  /** Of the snapshot's content after it was cut to the domain, and altered when `hypothetical`. */
  readonly digest: string;
}

/** What is told of a plan document without reading it. */
export interface PlanResult {
  /** Of the plan's `spec`. */
  readonly digest: string;
  readonly inputs: PlanSpec['inputs'];
  readonly outcome: PlanSpec['outcome'];
  readonly objective: Objective;
  /** As in the plan. Absent in records of planners that knew no limit: they answered with cheapest plans and proven "no"s only. */
  readonly optimal?: boolean;
  readonly lowerBound?: Objective;
  /** Number of steps. */
  readonly steps: number;
}

/** The planner, or the machine under it, failed; says nothing about the goal. An infeasible goal is a computed plan. */
export interface PlanFailure {
  readonly reason: string;
  /** What to compute again to see the failure. */
  readonly inputs: { readonly matrix: string; readonly fleet: string; readonly goal: string };
}

export interface PlanRequested {
  readonly type: 'PlanRequested';
  /** 1 did not say whether it was hypothetical: nothing was. 2 did not name a parent: none had one. */
  readonly schemaVersion: 3;
  readonly data: PlanRequest;
}
export interface PlanComputed {
  readonly type: 'PlanComputed';
  readonly data: PlanResult;
}
export interface PlanFailed {
  readonly type: 'PlanFailed';
  readonly data: PlanFailure;
}
export interface PlanWithdrawn {
  readonly type: 'PlanWithdrawn';
  readonly data: { readonly reason: string };
}
/** Something that the plan leans on is no longer so. Once for each premise; the first one makes it void, for good. */
export interface PremiseFell {
  readonly type: 'PremiseFell';
  readonly data: PremiseFall;
}
/** Another plan, asked for in the place of this one, has been computed. */
export interface PlanSuperseded {
  readonly type: 'PlanSuperseded';
  readonly data: { readonly by: string };
}

const PLAN = 'plan-';
export const planStream = (id: string): string => PLAN + id;
/** Undefined: the stream is of something else. */
export const planOfStream = (stream: string): string | undefined => (stream.startsWith(PLAN) ? stream.slice(PLAN.length) : undefined);
