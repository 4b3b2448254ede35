import { canonicalJson } from '@lockstep/kernel';
import type { Observations } from './decide-observations.js';
import type { Caller, ExecutionEnd, Pause } from './execution-state.js';
import type { DriftFact, Evidence, ExecutionEvent, ExecutionPolicy, GateAnswer, GateReason } from './execution.events.js';

/** `subjects` null: all of the step that this can be said of. */
export type ExecutionCommand =
  | {
      readonly type: 'start';
      readonly step: string;
      readonly subjects: readonly string[] | null;
      readonly gate: GateAnswer;
      readonly acknowledgeNoReturn: boolean;
      /** Of the whole execution; only its first start may give one. Null: as it is, or the default. */
      readonly policy: ExecutionPolicy | null;
      /** Machines by subject, as far as they are known. */
      readonly machines: Readonly<Record<string, number>>;
      readonly by: Caller;
    }
  | { readonly type: 'succeed'; readonly step: string; readonly subjects: readonly string[] | null; readonly evidence: Evidence | null }
  | { readonly type: 'fail'; readonly step: string; readonly subjects: readonly string[] | null; readonly reason: string }
  /** What was reported done is not. */
  | { readonly type: 'correct'; readonly step: string; readonly subjects: readonly string[]; readonly reason: string }
  /** Of a step that has begun; what is measured over a soak comes after the end of a step. */
  | { readonly type: 'report-evidence'; readonly step: string; readonly evidence: Evidence }
  | ({ readonly type: 'observe' } & Observations)
  | { readonly type: 'record-gate'; readonly step: string; readonly gate: GateAnswer }
  /** What the soak after this step asks for was found. */
  | { readonly type: 'end-soak'; readonly step: string }
  /** `by`: an actor. Each pause of a person stands for itself; the same word of the same person is one. */
  | { readonly type: 'pause'; readonly reason: string; readonly by: string }
  /** `lifts`: ids of pauses, at least one. */
  | { readonly type: 'resume'; readonly reason: string; readonly lifts: readonly string[] }
  /** `decommissioned`: the inventory says that this cluster is gone. */
  | { readonly type: 'skip'; readonly subject: string; readonly reason: string; readonly decommissioned: boolean }
  | { readonly type: 'abandon'; readonly reason: string }
  /** `by`: the plan that goes on from here. */
  | { readonly type: 'replace'; readonly by: string };

export type ExecutionRefusal =
  | { readonly rule: 'not-started' }
  | { readonly rule: 'ended'; readonly status: ExecutionEnd }
  | { readonly rule: 'paused'; readonly reason: string }
  | { readonly rule: 'other-digest'; readonly expected: string; readonly found: string | null }
  | { readonly rule: 'gate-closed'; readonly verdict: 'hold' | 'void'; readonly reasons: readonly GateReason[] }
  | { readonly rule: 'unknown-step'; readonly step: string }
  | { readonly rule: 'unknown-subjects'; readonly subjects: readonly string[] }
  /** Steps that must be complete before. */
  | { readonly rule: 'predecessor-not-done'; readonly steps: readonly string[] }
  /** Steps before that were reported done, and that the inventory does not show yet. */
  | { readonly rule: 'awaiting-observation'; readonly steps: readonly string[] }
  | { readonly rule: 'drift'; readonly drift: readonly DriftFact[] }
  | { readonly rule: 'point-of-no-return-unacknowledged'; readonly step: string }
  /** Somebody else has started them, or the same caller for something else. */
  | { readonly rule: 'already-running'; readonly step: string; readonly subjects: readonly string[] }
  /** Only what was reported done can be corrected, and what is seen done only while it has drifted and nothing behind it has begun. */
  | { readonly rule: 'not-correctable'; readonly step: string; readonly subjects: readonly string[] }
  | { readonly rule: 'done-already'; readonly subjects: readonly string[] }
  | { readonly rule: 'skipped'; readonly subjects: readonly string[] }
  | { readonly rule: 'not-running'; readonly subjects: readonly string[] }
  | { readonly rule: 'policy-settled' }
  | { readonly rule: 'not-decommissioned'; readonly subject: string }
  | { readonly rule: 'not-paused' }
  /** Several pauses stand, and who resumes must say which of them to lift. */
  | { readonly rule: 'no-such-pause'; readonly asked: readonly string[]; readonly pauses: readonly Pause[] }
  /** What became of them must be reported first. */
  | { readonly rule: 'running'; readonly running: readonly { readonly step: string; readonly subject: string }[] };

export type ExecutionDecision =
  | { readonly outcome: 'accepted'; readonly events: readonly ExecutionEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: ExecutionRefusal };

export const accepted = (...events: readonly ExecutionEvent[]): ExecutionDecision => ({ outcome: 'accepted', events });
export const refused = (refusal: ExecutionRefusal): ExecutionDecision => ({ outcome: 'refused', refusal });

export const samePolicy = (a: ExecutionPolicy | null, b: ExecutionPolicy): boolean => canonicalJson(a) === canonicalJson(b);
