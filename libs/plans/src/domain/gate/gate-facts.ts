import type { LeastLoad, LoadReport } from './judge-load.js';
import type { TurnHold } from '../schedule-turns.js';

/** A fact that could not be found out, and why. It holds the gate like the worst that it could be. */
export interface NotKnown {
  readonly notKnown: string;
}

export type Told<Fact> = Fact | NotKnown;

export const isTold = <Fact extends object>(fact: Told<Fact>): fact is Fact => !('notKnown' in fact);

export interface GateNode {
  readonly kind: 'nsx-manager' | 'vcenter' | 'supervisor' | 'cluster';
  readonly id: string;
}

/** All that decides whether a step may start. Times are RFC 3339 in UTC; the texts of facts are for people. */
export interface GateFacts {
  readonly at: string;
  readonly plan: PlanFacts;
  /** Null: no step of the plan is left to start. */
  readonly step: StepFacts | null;
  readonly approval: Told<ApprovalFacts>;
  readonly change: Told<ChangeFacts>;
  readonly execution: Told<ExecutionFacts>;
  /** Of the nodes that the step touches. */
  readonly fleet: Told<FleetFacts>;
  /** Those in force over the nodes that the step touches. */
  readonly freezes: Told<readonly FreezeFact[]>;
  readonly schedule: Told<ScheduleFacts>;
  /** Of the steps right before this one that move what only shows its faults under load. */
  readonly soaks: Told<readonly SoakFacts[]>;
}

export type PlanFacts =
  | { readonly standing: 'requested' }
  /** Whether it stands can not be told now. */
  | { readonly standing: 'not-known'; readonly why: string }
  /** There is nothing in it that could be followed, or it shall not be. */
  | { readonly standing: 'not-followable'; readonly because: NotFollowable }
  | { readonly standing: 'void'; readonly digest: string; readonly fallen: readonly string[] }
  | { readonly standing: 'stands'; readonly digest: string; readonly evidence: EvidenceFacts };

export const NOT_FOLLOWABLE = ['failed', 'infeasible', 'nothing-to-do', 'hypothetical', 'withdrawn', 'superseded', 'abandoned'] as const;
export type NotFollowable = (typeof NOT_FOLLOWABLE)[number];

export interface EvidenceFacts {
  readonly age: 'fresh' | 'stale' | 'unknown';
  /** The node that was seen longest ago, or never. */
  readonly oldest: { readonly node: GateNode; readonly observedAt: string | null } | null;
  /** Seconds. */
  readonly maxAge: number;
}

export interface RunningSubject {
  readonly subject: string;
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
}

export interface StepFacts {
  readonly id: string;
  /** Ids of steps that come before. */
  readonly after: readonly string[];
  readonly pointOfNoReturn: 'none' | 'acknowledged' | 'not-acknowledged';
  /** Of what is asked about: what somebody has started and nobody has ended. Without subjects in question only where nothing is left to start. */
  readonly running: readonly RunningSubject[];
  /** Of what is asked about and left to start: what is not in the fleet any more. */
  readonly gone: readonly string[];
  /** Of those that were named: done, or skipped. */
  readonly over: readonly string[];
}

export interface ApprovalFacts {
  readonly state: 'none' | 'pending' | 'approved' | 'refused' | 'void';
  /** Of what the sign-offs are; null: none was asked for. */
  readonly digest: string | null;
  readonly missing: readonly { readonly class: string; readonly role: string; readonly count: number }[];
  readonly refusals: readonly { readonly by: string; readonly reason: string }[];
  readonly expiredWaivers: readonly { readonly of: string; readonly owner: string; readonly expires: string }[];
  /** When the first of those that count was given; null: none was. */
  readonly signedSince: string | null;
  /** Who has passed over missing signatures, and why; null: nobody. */
  readonly breakGlass: { readonly by: string; readonly at: string; readonly reason: string } | null;
  /** Clusters without the two owners on record that their CNI asks for. */
  readonly ownersMissing: readonly string[];
}

/** The change record of the plan. `not-asked`: no change system serves its domain. Times are RFC 3339; `why`: words for people. */
export type ChangeFacts =
  | { readonly standing: 'not-asked' | 'approved' }
  | { readonly standing: 'missing'; readonly system: string; readonly why: string }
  | { readonly standing: 'not-approved'; readonly number: string; readonly why: string }
  /** It is of another digest than the plan; null: of none. */
  | { readonly standing: 'digest'; readonly number: string; readonly found: string | null }
  /** Its system has not told of it for longer than `maxAge` seconds; null: never. */
  | { readonly standing: 'unread'; readonly number: string; readonly readAt: string | null; readonly maxAge: number }
  /** Null: its window is over. */
  | { readonly standing: 'outside-window'; readonly number: string; readonly opensAt: string | null };

/** `succeeded` counts once it was reported of every subject; `skipped` subjects are left out of it. */
export const STEP_STATES = ['waiting', 'running', 'succeeded', 'failed'] as const;
export type StepState = (typeof STEP_STATES)[number];

export interface ExecutionFacts {
  /** `replaced`: by a plan that goes on from where it stood. */
  readonly state: 'not-started' | 'running' | 'finished' | 'abandoned' | 'replaced';
  /** By step; one that is not here is waiting. */
  readonly steps: ReadonlyMap<string, StepState>;
  /** Of steps that succeeded: how many subjects no look has seen at the target yet. */
  readonly unseen: ReadonlyMap<string, number>;
  readonly paused: { readonly by: string; readonly reason: string } | null;
  readonly thresholds: readonly { readonly step: string; readonly failed: number; readonly allowed: string }[];
  readonly drift: readonly { readonly node: GateNode; readonly component: string; readonly observed: string; readonly predicted: string }[];
  /** Plan that is executed in the same domain. */
  readonly otherPlan: string | null;
}

export const GATE_LAYERS = ['adapter', 'realization', 'addresses'] as const;
export type GateLayer = (typeof GATE_LAYERS)[number];
export type GateVerdictOfHealth = 'healthy' | 'degraded' | 'failing' | 'unknown';

export interface NodeHealthFact {
  readonly node: GateNode;
  readonly verdict: GateVerdictOfHealth;
  /** The first that is not healthy, top down; null where all are, or where nothing at all is known. */
  readonly layer: GateLayer | null;
  /** Layers beside it that fail or are degraded. */
  readonly others: readonly GateLayer[];
  /** Layers of which nothing is known that counts. */
  readonly unknown: readonly GateLayer[];
  readonly text: string;
}

export interface FleetFacts {
  readonly health: readonly NodeHealthFact[];
  /** Ids of nodes in a pairing outside its window that the plan has found at its start, and that this step ends. */
  readonly exposed: readonly string[];
  /** Nodes in which several versions run side by side although no step of the plan rolls them. */
  readonly rolling: readonly { readonly node: GateNode; readonly component: string }[];
  /** For the surge of clusters whose machines the step replaces; null: it replaces none. */
  readonly headroom: { readonly verdict: 'enough' | 'short' | 'unknown'; readonly detail: string } | null;
}

export interface FreezeFact {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  /** Null: not before somebody lifts it. */
  readonly until: string | null;
}

export type ScheduleFacts =
  /** Nobody has put the plan on a schedule, nor a plan before it, so that none holds it. */
  | { readonly standing: 'unscheduled' }
  /** The plan in whose place this one came has a schedule, and of this one nothing was said. */
  | { readonly standing: 'missing'; readonly plan: string }
  /** Somebody has decided that it goes without. */
  | { readonly standing: 'waived'; readonly change: ScheduleChange | null }
  /** Of the subjects that are to start. */
  | {
      readonly standing: 'kept';
      readonly change: ScheduleChange | null;
      readonly mayStart: readonly string[];
      readonly holds: readonly TurnHold[];
    };

/** The last change of a schedule that could loosen what was there; null in the facts: it was the first that anybody said. */
export interface ScheduleChange {
  readonly at: string;
  readonly by: string;
  /** By which whoever changed it signs off, when others had signed; null: nobody who may has agreed. */
  readonly role: string | null;
}

export interface SoakFacts {
  readonly step: string;
  /** When the step had succeeded everywhere. */
  readonly since: string;
  readonly minutes: number;
  /** Healthy looks that every touched cluster has to have, spread over the soak. */
  readonly needed: number;
  /** What the looks of each source found at each touched cluster since then, oldest first. Null: no source tells of the health of the cluster. */
  readonly looks: readonly { readonly cluster: string; readonly source: string | null; readonly found: readonly HealthLook[] }[];
  /** What was reported of real flows, in any order, and how much of it is asked for. */
  readonly loads: readonly LoadReport[];
  readonly least: LeastLoad;
}

export interface HealthLook {
  readonly at: string;
  readonly isHealthy: boolean;
}
