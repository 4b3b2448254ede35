import type { Evidence, Objective } from '@lockstep/documents';
import type { AdapterWindow } from '@lockstep/planner';
import type { PlanStage } from '../plan-stage.js';
import type { PlanRisk } from '../risk-classes.js';
import type { StepWayBack } from './ways-back.js';

/**
 * What a board reads before it decides on a plan, as data. Texts in it may be other people's: whoever renders it makes them harmless. Lists are as long as
 * a reader follows; what is left out is counted.
 */
export interface ChangeDocument {
  readonly identity: ChangeIdentity;
  /** What was assumed, one fact each; empty: nothing, and the plan may be carried out. */
  readonly assumed: readonly string[];
  /** What makes the plan void, was put in its place, keeps it from being decided on or stands half done meanwhile; empty: nothing known. */
  readonly notices: readonly string[];
  readonly goal: ChangeGoal;
  readonly outcome: string;
  readonly summary: ChangeSummary;
  readonly impact: readonly ProjectImpact[];
  /** Projects that are only counted. */
  readonly untoldProjects: number;
  readonly steps: readonly ChangeStep[];
  /** Steps of the plan that are only counted. */
  readonly untoldSteps: number;
  readonly risks: ChangeRisks;
  /** Null: the plan is in no record. */
  readonly approval: ChangeApproval | null;
  /** Why there is no plan, line by line; those that begin with `- ` are items. Empty: there is one. */
  readonly whyNot: readonly string[];
  readonly sources: readonly ChangeSource[];
  /** What this document leaves out, and where it is. */
  readonly limits: readonly string[];
}

export interface ChangeIdentity {
  readonly name: string;
  /** Null: in no record. */
  readonly plan: string | null;
  readonly url: string | null;
  readonly status: PlanStage | null;
  readonly digest: string | null;
  readonly matrix: string;
  readonly fleet: string;
  readonly goal: string;
  /** Of the record, up to which the fleet was known; null: it came as a document. */
  readonly position: number | null;
  readonly takenAt: string | null;
  readonly planner: string;
  readonly requestedBy: string | null;
  readonly requestedAt: string | null;
  readonly parent: string | null;
}

export interface ChangeGoal {
  readonly targets: readonly string[];
  /** What each target that asks for the latest was decided to be. */
  readonly latest: readonly string[];
  readonly holds: readonly string[];
  readonly supportedUntil: string | null;
  readonly policy: string;
}

export interface ChangeSummary {
  readonly objective: Objective;
  /** Per component and pair of versions, from where the plan begins to where it ends. */
  readonly moves: readonly { readonly component: string; readonly from: string; readonly to: string; readonly nodes: number }[];
  readonly untoldMoves: number;
  readonly steps: number;
  readonly clustersRolled: number;
  /** Clusters that do not roll and hang on something that moves. */
  readonly clustersBelow: number;
  /** Kubernetes nodes that are replaced, each as often as its cluster rolls. */
  readonly nodesRolled: number;
  /** Rolled clusters whose size nobody observed. */
  readonly unknownSizes: number;
  readonly window: ChangeWindow | null;
  /** Null: there are no steps, or a schedule is kept, which tells the time itself. */
  readonly estimate: DurationEstimate | null;
}

/** What a plan takes that nobody has laid in time. */
export interface DurationEstimate {
  /** With soaks, without windows. */
  readonly work: StepWork;
  /** Clusters that take a step and whose number of nodes nobody observed; then `work` is a guess. */
  readonly unsized: number;
  /** Nodes that each of those was given. */
  readonly assumedNodes: number;
  /** In the order in which components first move. */
  readonly basis: readonly DurationBasis[];
}

export interface DurationBasis {
  readonly component: string;
  readonly per: 'node' | 'hop';
  readonly minutes: number;
  /** False: a starting point that nobody has measured. */
  readonly isLearned: boolean;
}

/** A number of things with the names of the first of them, in text order. */
export interface Named {
  readonly count: number;
  readonly names: readonly string[];
}

/** Clusters of one NSX Project. */
export interface ProjectImpact {
  /** Null: no Project is known. */
  readonly project: string | null;
  readonly rolled: Named;
  readonly below: Named;
  /** vSphere namespaces: what stands before the slash of a cluster's name. */
  readonly namespaces: Named;
  readonly nodesRolled: number;
  readonly unknownSizes: number;
}

export interface ChangeWindow {
  readonly start: Moment;
  readonly end: Moment;
  /** IANA name of the zone of `local`; null: local times are not given. */
  readonly zone: string | null;
  readonly keptBy: string;
  readonly keptAt: string;
  /** False: the time zones have other rules today than when it was kept. */
  readonly isReproduced: boolean;
}

/** An instant: RFC 3339 in UTC, and as the clocks of the schedule's zone show it, `2026-11-20 23:00 +01:00`. */
export interface Moment {
  readonly utc: string;
  readonly local: string | null;
}

export interface ChangeStep {
  readonly id: string;
  /** From 1. */
  readonly place: number;
  readonly component: string;
  readonly from: string;
  readonly to: string;
  readonly carries: readonly { readonly component: string; readonly from: string; readonly to: string }[];
  readonly where: string;
  readonly nodes: number;
  readonly after: readonly string[];
  readonly whyNow: readonly string[];
  readonly work: StepWork;
  readonly times: StepTime | null;
  readonly proof: readonly ProofRow[];
  readonly untoldProof: number;
  /** Of NSX, around the step; empty when neither side moves. */
  readonly adapterWindow: AdapterWindow;
  /** Null: it is no point of no return. */
  readonly noReturn: {
    readonly rules: readonly { readonly id: string; readonly note: string | null; readonly sources: readonly string[] }[];
  } | null;
  /** Null: it was not looked for. */
  readonly wayBack: StepWayBack | null;
  readonly verification: StepVerification;
}

export interface StepTime {
  readonly start: Moment;
  readonly end: Moment;
  readonly soakedAt: Moment;
  /** When work that pauses is at work; empty: none does. */
  readonly stretches: readonly { readonly start: Moment; readonly end: Moment }[];
  /** Between them, while their windows are closed: who stands half done. */
  readonly pauses: readonly { readonly from: Moment; readonly to: Moment; readonly subjects: Named }[];
}

/** Minutes, without soaks: `least` when all nodes go at once, `most` when one goes after the other. */
export interface StepWork {
  readonly least: number;
  readonly most: number;
}

export interface ProofRow {
  readonly pairing: string;
  readonly isAdapterWithNsx: boolean;
  /** `before`, `during` and `after` the step. */
  readonly when: readonly string[];
  readonly allowedBy: string;
  readonly statement: string | null;
  readonly evidence: Evidence | null;
  readonly isWaived: boolean;
  readonly sources: readonly string[];
}

/** What to look at after a step, by layer. */
export interface StepVerification {
  /** `antrea-nsx-adapter 1.3.0` */
  readonly expected: readonly string[];
  readonly withAdapter: Named;
  /** Antrea, and the adapter is disabled. */
  readonly antreaOnly: Named;
  /** Another CNI: NSX sees none of their pods. */
  readonly otherCni: Named;
}

export type RiskLevel = 'low' | 'moderate' | 'high';

export interface ChangeRisks {
  readonly level: RiskLevel;
  readonly classes: readonly PlanRisk[];
  readonly weak: readonly WeakStatement[];
  readonly untoldWeak: number;
  /** Pairings that are good to pass through and not to stay on. */
  readonly transitional: readonly { readonly pairing: string; readonly statement: string; readonly steps: readonly string[] }[];
  /** Pairings that nobody said anything of, and the relation lets pass. */
  readonly unknownAllowed: readonly { readonly pairing: string; readonly steps: readonly string[] }[];
  readonly exposures: readonly string[];
  readonly unknown: readonly string[];
  /** What would block a step if somebody found it. */
  readonly conditions: readonly string[];
  /** Addresses for the surge of the clusters that roll. */
  readonly headroom: Headroom;
}

export interface Headroom {
  readonly verdict: 'enough' | 'short' | 'unknown' | 'not-asked';
  readonly detail: string;
}

export interface WeakStatement {
  readonly statement: string;
  readonly about: string;
  readonly status: string;
  readonly evidence: Evidence;
  readonly sources: readonly string[];
  readonly expires: string | null;
  /** Who accepted it, why and until when; null: nobody. */
  readonly waiver: string | null;
}

export interface ChangeApproval {
  /** `not-requested`: what is asked for is by the policy as it is now. */
  readonly state: 'not-requested' | 'pending' | 'approved' | 'refused' | 'void';
  /** Who asked for the plan, and for those before it: they never sign it. */
  readonly excluded: readonly string[];
  readonly requested: { readonly by: string; readonly at: string } | null;
  readonly classes: readonly { readonly class: string; readonly asks: readonly RoleCount[]; readonly missing: readonly RoleCount[] }[];
  readonly given: readonly {
    readonly by: string;
    readonly at: string;
    readonly roles: readonly string[];
    /** Actors whose approval in a change system it is; empty: it is of who gave it. */
    readonly standsFor: readonly string[];
  }[];
  readonly refused: readonly { readonly by: string; readonly at: string; readonly reason: string }[];
  readonly waivers: readonly string[];
  readonly ownersMissing: Named;
  readonly breakGlass: { readonly by: string; readonly at: string; readonly reason: string } | null;
}

export interface RoleCount {
  readonly role: string;
  readonly count: number;
}

export interface ChangeSource {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly confidence: Evidence;
}
