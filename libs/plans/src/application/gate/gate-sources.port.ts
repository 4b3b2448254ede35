import type {
  ApprovalFacts,
  ChangeFacts,
  ExecutionFacts,
  FleetFacts,
  FreezeFact,
  GateNode,
  NodeHealthFact,
  RunningSubject,
  ScheduleFacts,
  SoakFacts,
  Told,
} from '../../domain/gate/index.js';
import type { ExecutionTimes, StepTimes } from '../../domain/subject-times.js';

/** A node that a step touches: a subject, or what hangs on one. */
export interface TouchedNode {
  readonly node: GateNode;
  /** `above`: it hangs over a subject, and must stand still. */
  readonly role: 'subject' | 'below' | 'above';
  readonly versions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly nsxManager: string | null;
  readonly supervisor: string | null;
  readonly project: string | null;
  /** Null: there is nothing about it to be healthy. */
  readonly health: NodeHealthFact | null;
  /** Components of which several versions run in it side by side. */
  readonly rolling: readonly string[];
}

/** The fleet as last observed. */
export interface GateFleet {
  /** Subjects with what hangs on them and what they hang on. One that is not there is missing: whether it has to be there is a premise of the plan. */
  readTouched(subjects: readonly GateNode[]): Promise<Told<readonly TouchedNode[]>>;
  /** Addresses for clusters that roll together. */
  judgeHeadroom(clusters: readonly string[]): Promise<NonNullable<FleetFacts['headroom']>>;
  /** Whether anybody has ever looked who uses the Manager API of an NSX manager. */
  wasAskedForConsumers(nsxManager: string): Promise<boolean>;
  /** Every look of every source at these clusters since then. */
  readLooks(clusters: readonly string[], since: string): Promise<Told<SoakFacts['looks']>>;
}

export interface GateApprovals {
  find(plan: string): Promise<Told<ApprovalFacts>>;
}

export interface GateChanges {
  /** Reads what is on record of the plan's change record, and asks no system. */
  find(plan: PlanOfChange): Promise<Told<ChangeFacts>>;
}

export interface PlanOfChange {
  readonly id: string;
  readonly digest: string;
  readonly nsxManager: string | null;
  readonly requestedBy: string;
}

export interface GateFreezes {
  /** Those in force at a time over any of the nodes. */
  listInForce(nodes: readonly TouchedNode[], at: string): Promise<Told<readonly FreezeFact[]>>;
}

export interface GateExecution extends Omit<ExecutionFacts, 'otherPlan'> {
  /** Of steps that were seen done at all of their subjects: since when, RFC 3339. */
  readonly confirmedAt: ReadonlyMap<string, string>;
  /** Of steps: what was reported of real flows, in any order. */
  readonly loads: ReadonlyMap<string, SoakFacts['loads']>;
  /** Of steps: what runs, by whom it was started, and when. */
  readonly running: ReadonlyMap<string, readonly RunningSubject[]>;
  readonly progress: StepTimes;
  /** Subjects that take no further part. */
  readonly skipped: ReadonlySet<string>;
}

/** The execution of another plan. */
export interface OtherExecution {
  readonly plan: string;
  readonly execution: GateExecution;
}

export interface GateExecutions {
  find(plan: string): Promise<Told<GateExecution>>;
  /** Another plan that is executed under one of these NSX managers; null: none. */
  findOther(plan: string, nsxManagers: readonly string[]): Promise<string | null>;
  /** What was last executed in the domains of this plan, however it ended: one plan of each domain. What came before that had soaked when it began. */
  findBefore(plan: string): Promise<Told<readonly OtherExecution[]>>;
}

/** Subjects of a step that are to start at once, and how far the plan was carried out. `at`: RFC 3339. */
export interface TurnOfPlan {
  readonly plan: string;
  readonly step: string;
  readonly subjects: readonly string[];
  readonly times: ExecutionTimes;
  readonly at: string;
}

export interface GateSchedules {
  find(turn: TurnOfPlan): Promise<Told<ScheduleFacts>>;
}
