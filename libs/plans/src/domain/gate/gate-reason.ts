import type { GateLayer, GateNode, GateVerdictOfHealth, NotFollowable } from './gate-facts.js';

/** Why a step may not start. Data; {@link wordReason} has the words. Times are RFC 3339; `until` null: not by itself. */
export type GateReason =
  | { readonly reason: 'void'; readonly fallen: readonly string[] }
  | { readonly reason: 'not-followable'; readonly because: NotFollowable }
  | { readonly reason: 'finished' }
  | { readonly reason: 'not-computed' }
  | { readonly reason: 'stale-evidence'; readonly node: GateNode | null; readonly observedAt: string | null; readonly maxAge: number }
  | { readonly reason: 'refused'; readonly by: string; readonly why: string }
  | { readonly reason: 'waiver-expired'; readonly of: string; readonly owner: string; readonly expires: string }
  | { readonly reason: 'owners-missing'; readonly clusters: readonly string[] }
  /** Null: nobody has asked for sign-offs of this digest, so that nobody can tell what is missing. */
  | { readonly reason: 'missing-signoff'; readonly class: string | null; readonly role: string | null; readonly count: number | null }
  | { readonly reason: 'change-record-missing'; readonly system: string; readonly why: string }
  | { readonly reason: 'change-record-not-approved'; readonly number: string; readonly why: string }
  | { readonly reason: 'change-record-digest'; readonly number: string; readonly found: string | null }
  | { readonly reason: 'change-record-unread'; readonly number: string; readonly readAt: string | null; readonly maxAge: number }
  | { readonly reason: 'schedule-missing'; readonly plan: string }
  /** After the first sign-off, by somebody who has no part in them. */
  | { readonly reason: 'schedule-changed'; readonly by: string; readonly at: string }
  | { readonly reason: 'point-of-no-return-unacknowledged'; readonly step: string }
  | { readonly reason: 'paused'; readonly by: string; readonly why: string }
  | { readonly reason: 'failure-threshold'; readonly step: string; readonly failed: number; readonly allowed: string }
  | { readonly reason: 'drift'; readonly node: GateNode; readonly component: string; readonly observed: string; readonly predicted: string }
  | { readonly reason: 'other-plan-executing'; readonly plan: string }
  | {
      readonly reason: 'health';
      readonly node: GateNode;
      readonly layer: GateLayer | null;
      readonly state: Exclude<GateVerdictOfHealth, 'healthy'>;
      readonly text: string;
      /** Nodes that are not healthy, this one included. */
      readonly nodes: number;
    }
  | { readonly reason: 'headroom'; readonly state: 'short' | 'unknown'; readonly text: string }
  | { readonly reason: 'flows-dropped'; readonly step: string; readonly flows: number; readonly dropped: number; readonly report: string }
  /** Why what was reported is not enough; null: nothing was. */
  | { readonly reason: 'load-evidence-missing'; readonly step: string; readonly why: string | null }
  | { readonly reason: 'not-known'; readonly what: UnknownFact; readonly why: string }
  /** Absent: all of it; else those that were named and are done or skipped. */
  | { readonly reason: 'already-done'; readonly step: string; readonly subjects?: readonly string[] }
  /** Who started the first of them, and when. */
  | {
      readonly reason: 'already-running';
      readonly step: string;
      readonly subjects: readonly string[];
      readonly by: string;
      readonly since: string;
    }
  | { readonly reason: 'subject-gone'; readonly step: string; readonly subjects: readonly string[] }
  | { readonly reason: 'predecessor-not-done'; readonly steps: readonly string[] }
  | { readonly reason: 'rolling'; readonly node: GateNode; readonly component: string; readonly nodes: number }
  | { readonly reason: 'awaiting-observation'; readonly step: string; readonly nodes: number }
  | {
      readonly reason: 'soak-looks-missing';
      readonly step: string;
      readonly needed: number;
      /** The cluster that was seen healthy the fewest times by one of its sources, and how many clusters lack some. */
      readonly cluster: string;
      readonly source: string | null;
      readonly seen: number;
      readonly clusters: number;
    }
  | { readonly reason: 'freeze'; readonly id: string; readonly name: string; readonly why: string; readonly until: string | null }
  | ({
      readonly reason: 'wave-not-done';
      readonly step: string;
      readonly wave: number;
      /** Of earlier waves, one that is not seen done, and how many there are. */
      readonly waitsFor: string;
      readonly waiting: number;
    } & OfSubjects)
  | ({
      readonly reason: 'schedule-limit';
      readonly step: string;
      readonly limit: string;
      readonly places: number;
      readonly running: number;
      readonly asked: number;
    } & OfSubjects)
  | ({ readonly reason: 'outside-schedule'; readonly step: string; readonly opensAt: string | null } & OfSubjects)
  /** Of the schedule: after a wave of the step, or of one before it. */
  | ({ readonly reason: 'wave-soak'; readonly step: string; readonly wave: number; readonly until: string | null } & OfSubjects)
  | { readonly reason: 'change-record-window'; readonly number: string; readonly opensAt: string | null }
  | { readonly reason: 'soak-running'; readonly step: string; readonly until: string | null };

/** The first of the subjects that the reason is about, in the order of the schedule, and how many there are. */
interface OfSubjects {
  readonly subjects: readonly string[];
  readonly nodes: number;
}

export const UNKNOWN_FACTS = ['plan', 'approval', 'change', 'execution', 'fleet', 'freezes', 'schedule', 'soak'] as const;
export type UnknownFact = (typeof UNKNOWN_FACTS)[number];

/**
 * All reasons in the order in which they are told: what ends the plan, what a person has to decide or mend, what looks and executors bring about, and what
 * time alone resolves.
 */
export const GATE_REASONS = [
  'void',
  'not-followable',
  'finished',
  'not-computed',
  'stale-evidence',
  'refused',
  'waiver-expired',
  'owners-missing',
  'missing-signoff',
  'change-record-missing',
  'change-record-not-approved',
  'change-record-digest',
  'change-record-unread',
  'schedule-missing',
  'schedule-changed',
  'point-of-no-return-unacknowledged',
  'paused',
  'failure-threshold',
  'drift',
  'other-plan-executing',
  'health',
  'headroom',
  'flows-dropped',
  'load-evidence-missing',
  'not-known',
  'subject-gone',
  'already-done',
  'already-running',
  'predecessor-not-done',
  'wave-not-done',
  'schedule-limit',
  'rolling',
  'awaiting-observation',
  'soak-looks-missing',
  'freeze',
  'outside-schedule',
  'wave-soak',
  'change-record-window',
  'soak-running',
] as const satisfies readonly GateReason['reason'][];

/** When time resolves it, RFC 3339; null: it does not. */
export function endOf(reason: GateReason): string | null {
  if (reason.reason === 'outside-schedule' || reason.reason === 'change-record-window') return reason.opensAt;
  return reason.reason === 'freeze' || reason.reason === 'soak-running' || reason.reason === 'wave-soak' ? reason.until : null;
}
