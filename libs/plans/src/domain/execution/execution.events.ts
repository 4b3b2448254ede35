import type { Scope } from '@lockstep/documents';

/** How many failed attempts at one step stop everything: so many, or so many percent of its subjects, one at least. */
export type FailureLimit = { readonly count: number } | { readonly percentage: number };

export interface ExecutionPolicy {
  readonly failures: FailureLimit;
}

/** The first failure stops: whoever wants otherwise says so when the execution begins. */
export const DEFAULT_EXECUTION_POLICY: ExecutionPolicy = { failures: { count: 1 } };

export interface Attempt {
  readonly subject: string;
  /** From 1. */
  readonly attempt: number;
}

export interface StartedAttempt extends Attempt {
  /** Machines of a cluster when it began, for what is learned of durations; 1 for what is shared, which is learned per hop; null: not known. */
  readonly machines: number | null;
}

export interface NodeName {
  readonly scope: Scope;
  readonly id: string;
}

/** What a node runs and no state of the plan at that moment has. */
export interface DriftFact {
  readonly node: NodeName;
  readonly component: string;
  /** Several while the node rolls; none: the component is gone. */
  readonly observed: readonly string[];
  /** None: the node has no such component in the plan. */
  readonly predicted: readonly string[];
}

/** What the executor measured, as it told it: `kind` says what it is, such as `load`. Never read for a decision on the order of steps. */
export type Evidence = Readonly<Record<string, string | number | boolean>> & { readonly kind: string };

/** Events of the stream `execution-<planId>`. Who, when and through which request is in the envelope. */
export type ExecutionEvent =
  | {
      readonly type: 'ExecutionStarted';
      readonly data: { readonly digest: string; readonly domains: readonly string[]; readonly policy: ExecutionPolicy };
    }
  | {
      readonly type: 'StepStarted';
      readonly data: {
        readonly step: string;
        readonly component: string;
        readonly attempts: readonly StartedAttempt[];
        readonly acknowledgedNoReturn: boolean;
      };
    }
  | {
      readonly type: 'StepSucceeded';
      readonly data: { readonly step: string; readonly attempts: readonly Attempt[]; readonly evidence: Evidence | null };
    }
  | {
      readonly type: 'StepFailed';
      readonly data: { readonly step: string; readonly attempts: readonly Attempt[]; readonly reason: string };
    }
  /** What was reported done is not: the inventory has not shown it, or shows something else since. */
  | {
      readonly type: 'StepCorrected';
      readonly data: { readonly step: string; readonly attempts: readonly Attempt[]; readonly reason: string };
    }
  /** What was measured after the report of a success, as over a soak. */
  | { readonly type: 'EvidenceReported'; readonly data: { readonly step: string; readonly evidence: Evidence } }
  /** A success that was reported is seen in the inventory. `position`: of the newest event of the fleet that was looked at. */
  | {
      readonly type: 'StepConfirmed';
      readonly data: { readonly step: string; readonly subjects: readonly string[]; readonly position: number };
    }
  | { readonly type: 'DriftDetected'; readonly data: DriftFact & { readonly position: number } }
  | { readonly type: 'DriftEnded'; readonly data: Pick<DriftFact, 'node' | 'component'> & { readonly position: number } }
  | {
      readonly type: 'ExecutionPaused';
      readonly data: { readonly cause: 'person' | 'failures'; readonly step: string | null; readonly reason: string };
    }
  /** Some of several pauses, by their ids; it stays paused. */
  | { readonly type: 'PauseLifted'; readonly data: { readonly pauses: readonly string[]; readonly reason: string } }
  /** `lifted`: ids of the pauses that stood; without it, all that stood. */
  | { readonly type: 'ExecutionResumed'; readonly data: { readonly reason: string; readonly lifted?: readonly string[] } }
  | { readonly type: 'SubjectSkipped'; readonly data: { readonly subject: string; readonly reason: string } }
  /** The step is seen done everywhere, and what comes after it waits for looks and a word about real flows. */
  | { readonly type: 'SoakStarted'; readonly data: { readonly step: string } }
  /** All that a soak asks for was there, for the first time. A gate judges anew whenever it is asked. */
  | { readonly type: 'SoakEnded'; readonly data: { readonly step: string } }
  | { readonly type: 'GateOpened'; readonly data: { readonly step: string } }
  | {
      readonly type: 'GateHeld';
      readonly data: { readonly step: string; readonly verdict: 'hold' | 'void'; readonly reasons: readonly GateReason[] };
    }
  | { readonly type: 'ExecutionFinished'; readonly data: Record<string, never> }
  | { readonly type: 'ExecutionAbandoned'; readonly data: { readonly reason: string } }
  /** Another plan has been computed that goes on from where this one stood. */
  | { readonly type: 'ExecutionReplaced'; readonly data: { readonly by: string } };

export interface GateReason {
  readonly rule: string;
  readonly message: string;
}

/** What the gate said of a step: asked at the moment of the start, over the plan with this digest. */
export interface GateAnswer {
  readonly verdict: 'go' | 'hold' | 'void';
  readonly digest: string | null;
  readonly reasons: readonly GateReason[];
}

const EXECUTION = 'execution-';
export const executionStream = (plan: string): string => EXECUTION + plan;
/** Undefined: the stream is of something else. */
export const planOfExecution = (stream: string): string | undefined =>
  stream.startsWith(EXECUTION) ? stream.slice(EXECUTION.length) : undefined;
