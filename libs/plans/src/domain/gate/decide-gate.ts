import { compareTexts } from '@lockstep/kernel';
import {
  type ApprovalFacts,
  type ChangeFacts,
  type ExecutionFacts,
  type FleetFacts,
  GATE_LAYERS,
  type GateFacts,
  isTold,
  type NodeHealthFact,
  type PlanFacts,
  type ScheduleChange,
  type ScheduleFacts,
  type StepFacts,
  type Told,
} from './gate-facts.js';
import { endOf, GATE_REASONS, type GateReason, type UnknownFact } from './gate-reason.js';
import type { TurnHold } from '../schedule-turns.js';
import { judgeSoak } from './judge-soak.js';

export type GateVerdict = 'go' | 'hold' | 'void';

export interface GateDecision {
  readonly verdict: GateVerdict;
  /** None with `go`; the first is what to look at first. */
  readonly reasons: readonly GateReason[];
}

/** What no sign-off, no look and no time makes good: another plan is needed. */
const ENDS: ReadonlySet<GateReason['reason']> = new Set(['void', 'not-followable']);

/**
 * Whether a step may start now. It goes when every fact is known and none speaks against it: what is not known holds. A plan that is void, or that cannot
 * be followed, is told of alone, since nothing else about it matters any more.
 */
export function decideGate(facts: GateFacts): GateDecision {
  const { plan, step, approval, change, execution, fleet, freezes, schedule, soaks, at } = facts;
  const ended = endReasons(plan, execution);
  if (ended.length > 0) return { verdict: ended.some(({ reason }) => ENDS.has(reason)) ? 'void' : 'hold', reasons: ended };
  if (plan.standing !== 'stands') throw new Error(`gate; plan; one that does not stand has a reason to end with; found ${plan.standing}`);
  const reasons = [
    ...evidenceReasons(plan),
    ...told('approval', approval, (known) => approvalReasons(known, plan.digest)),
    ...told('change', change, changeReasons),
    ...told('execution', execution, (known) => executionReasons(known, step)),
    ...(step === null ? [] : [...returnReasons(step), ...subjectReasons(step)]),
    ...told('fleet', fleet, fleetReasons),
    ...told('freezes', freezes, (known) =>
      known.map(({ id, name, reason: why, until }): GateReason => ({ reason: 'freeze', id, name, why, until })),
    ),
    ...told('schedule', schedule, (known) => scheduleReasons(known, isTold(approval) ? approval.signedSince : null, step)),
    ...told('soak', soaks, (known) => known.flatMap((soak) => judgeSoak(soak, at))),
  ];
  return { verdict: reasons.length === 0 ? 'go' : 'hold', reasons: reasons.toSorted(inOrder) };
}

/** What runs is not started again by anybody, and what is gone can not be: somebody has to say what becomes of it. */
function subjectReasons({ id: step, running, gone, over }: StepFacts): GateReason[] {
  const [first] = running;
  const subjects = running.map(({ subject }) => subject);
  return [
    ...(over.length > 0 ? [{ reason: 'already-done', step, subjects: over } as const] : []),
    ...(gone.length > 0 ? [{ reason: 'subject-gone', step, subjects: gone } as const] : []),
    ...(first === undefined ? [] : [{ reason: 'already-running', step, subjects, by: first.by, since: first.at } as const]),
  ];
}

const POLL_SECONDS = 30;
const LONGEST_SECONDS = 3_600;

/**
 * Seconds after which it is worth asking again: what time resolves first, and no longer than a look or a person may take. Null: there is nothing to wait for.
 */
export function retryAfter({ verdict, reasons }: GateDecision, at: string): number | null {
  if (verdict !== 'hold' || reasons.some(({ reason }) => reason === 'finished')) return null;
  const waits = reasons.map((reason) => {
    const end = endOf(reason);
    return end === null ? POLL_SECONDS : Math.ceil((Date.parse(end) - Date.parse(at)) / 1_000);
  });
  return Math.min(Math.max(Math.min(...waits), 1), LONGEST_SECONDS);
}

function told<Fact extends object>(what: UnknownFact, fact: Told<Fact>, reasonsOf: (known: Fact) => readonly GateReason[]) {
  return isTold(fact) ? reasonsOf(fact) : [{ reason: 'not-known', what, why: fact.notKnown } as const];
}

function endReasons(plan: PlanFacts, execution: Told<ExecutionFacts>): GateReason[] {
  switch (plan.standing) {
    case 'requested':
      return [{ reason: 'not-computed' }];
    case 'not-known':
      return [{ reason: 'not-known', what: 'plan', why: plan.why }];
    case 'not-followable':
      return [{ reason: 'not-followable', because: plan.because }];
    case 'void':
      return [{ reason: 'void', fallen: plan.fallen }];
    case 'stands':
      return isTold(execution) ? executionEnd(execution.state) : [];
  }
}

function executionEnd(state: ExecutionFacts['state']): GateReason[] {
  if (state === 'finished') return [{ reason: 'finished' }];
  if (state === 'abandoned') return [{ reason: 'not-followable', because: 'abandoned' }];
  return state === 'replaced' ? [{ reason: 'not-followable', because: 'superseded' }] : [];
}

function evidenceReasons({ evidence }: Extract<PlanFacts, { standing: 'stands' }>): GateReason[] {
  if (evidence.age === 'fresh') return [];
  const { oldest, maxAge } = evidence;
  return [{ reason: 'stale-evidence', node: oldest?.node ?? null, observedAt: oldest?.observedAt ?? null, maxAge }];
}

/** Sign-offs are of a digest: those of another one count for nothing. Where none of the lists says why a plan is not approved, a sign-off is missing. */
function approvalReasons({ state, digest, ...approval }: ApprovalFacts, planDigest: string): GateReason[] {
  const none: GateReason = { reason: 'missing-signoff', class: null, role: null, count: null };
  if (digest !== planDigest) return [none];
  const reasons: GateReason[] = [
    ...approval.refusals.map(({ by, reason: why }): GateReason => ({ reason: 'refused', by, why })),
    ...approval.expiredWaivers.map((waiver): GateReason => ({ reason: 'waiver-expired', ...waiver })),
    ...(approval.ownersMissing.length > 0 ? [{ reason: 'owners-missing', clusters: approval.ownersMissing } as const] : []),
    ...approval.missing.map((missing): GateReason => ({ reason: 'missing-signoff', ...missing })),
  ];
  return reasons.length === 0 && state !== 'approved' ? [none] : reasons;
}

function changeReasons(change: ChangeFacts): readonly GateReason[] {
  switch (change.standing) {
    case 'not-asked':
    case 'approved':
      return [];
    case 'missing':
      return [{ reason: 'change-record-missing', system: change.system, why: change.why }];
    case 'not-approved':
      return [{ reason: 'change-record-not-approved', number: change.number, why: change.why }];
    case 'digest':
      return [{ reason: 'change-record-digest', number: change.number, found: change.found }];
    case 'unread':
      return [{ reason: 'change-record-unread', number: change.number, readAt: change.readAt, maxAge: change.maxAge }];
    case 'outside-window':
      return [{ reason: 'change-record-window', number: change.number, opensAt: change.opensAt }];
  }
}

function executionReasons(execution: ExecutionFacts, step: StepFacts | null): GateReason[] {
  const { steps, unseen, paused, thresholds, drift, otherPlan } = execution;
  const waitedFor = (step?.after ?? []).filter((id) => steps.get(id) !== 'succeeded');
  return [
    ...(paused ? [{ reason: 'paused', by: paused.by, why: paused.reason } as const] : []),
    ...thresholds.map((threshold): GateReason => ({ reason: 'failure-threshold', ...threshold })),
    ...drift.map((one): GateReason => ({ reason: 'drift', ...one })),
    ...(otherPlan === null ? [] : [{ reason: 'other-plan-executing', plan: otherPlan } as const]),
    // Everything was reported, and the execution has not been ended: nothing is left that could start.
    ...(step === null ? [{ reason: 'finished' } as const] : []),
    ...(step !== null && steps.get(step.id) === 'succeeded' ? [{ reason: 'already-done', step: step.id } as const] : []),
    ...(waitedFor.length > 0 ? [{ reason: 'predecessor-not-done', steps: waitedFor } as const] : []),
    ...(step?.after ?? []).flatMap((id): GateReason[] => {
      const nodes = unseen.get(id) ?? 0;
      return nodes === 0 || steps.get(id) !== 'succeeded' ? [] : [{ reason: 'awaiting-observation', step: id, nodes }];
    }),
  ];
}

/** Subjects that a reason names, and groups of subjects with the same time: what is later is told together. */
const MOST_NAMED = 100;
const MOST_TIMES = 20;

function scheduleReasons(schedule: ScheduleFacts, signedSince: string | null, step: StepFacts | null): GateReason[] {
  if (schedule.standing === 'unscheduled') return [];
  if (schedule.standing === 'missing') return [{ reason: 'schedule-missing', plan: schedule.plan }];
  const { change } = schedule;
  return [
    ...(change !== null && change.role === null && isOverSignoffs(change, signedSince)
      ? [{ reason: 'schedule-changed', by: change.by, at: change.at } as const]
      : []),
    ...(schedule.standing === 'kept' && step !== null ? turnReasons(schedule.holds, step.id) : []),
  ];
}

/** Whether others had signed when the schedule was changed. */
export const isOverSignoffs = ({ at }: ScheduleChange, signedSince: string | null): boolean =>
  signedSince !== null && !(Date.parse(at) <= Date.parse(signedSince));

function turnReasons(holds: readonly TurnHold[], step: string): GateReason[] {
  const late = holds.filter((hold) => hold.rule === 'outside-schedule');
  const last = late[MOST_TIMES - 1];
  const more = late.slice(MOST_TIMES - 1).flatMap(({ subjects }) => subjects);
  const told = last ? [...late.slice(0, MOST_TIMES - 1), { ...last, subjects: more }] : late;
  return [...told, ...holds.filter(({ rule }) => rule !== 'outside-schedule')].map((hold) => turnReason(hold, step));
}

function turnReason(hold: TurnHold, step: string): GateReason {
  const of = { subjects: hold.subjects.slice(0, MOST_NAMED), nodes: hold.subjects.length };
  switch (hold.rule) {
    case 'outside-schedule':
      return { reason: hold.rule, step, opensAt: hold.opensAt, ...of };
    case 'wave-not-done':
      return { reason: hold.rule, step, wave: hold.wave, waitsFor: hold.waitsFor[0]!, waiting: hold.waitsFor.length, ...of };
    case 'wave-soak':
      return { reason: hold.rule, step: hold.step, wave: hold.wave, until: hold.until, ...of };
    case 'schedule-limit': {
      const { limit, places, running, asked } = hold;
      return { reason: hold.rule, step, limit, places, running, asked, ...of };
    }
  }
}

const returnReasons = ({ id, pointOfNoReturn }: StepFacts): GateReason[] =>
  pointOfNoReturn === 'not-acknowledged' ? [{ reason: 'point-of-no-return-unacknowledged', step: id }] : [];

/**
 * Whether the health of a node may be what the step is there to mend: its adapter fails, the plan has found a pairing of it outside its window at the start,
 * and this step ends that. Otherwise no plan could ever lead out of such a pairing. What the adapter does not carry is not realized, so realization may fail
 * with it; addresses run out for reasons of their own. With a layer unknown nobody can say what else is wrong.
 */
const isExposedAtStart = ({ node, verdict, layer, others, unknown }: NodeHealthFact, exposed: readonly string[]): boolean =>
  (verdict === 'failing' || verdict === 'degraded') &&
  layer === 'adapter' &&
  others.every((other) => other === 'realization') &&
  unknown.length === 0 &&
  exposed.includes(node.id);

/** Nodes that are not healthy and hold nothing, since the step ends the exposure that they are in. */
export const exposedAtStart = ({ health, exposed }: FleetFacts): readonly NodeHealthFact[] =>
  health.filter((fact) => isExposedAtStart(fact, exposed));

function fleetReasons({ health, exposed, rolling, headroom }: FleetFacts): GateReason[] {
  const sick = health.filter((fact) => fact.verdict !== 'healthy' && !isExposedAtStart(fact, exposed)).toSorted(worstFirst);
  const first = sick[0];
  return [
    ...(first && first.verdict !== 'healthy'
      ? [
          {
            reason: 'health',
            node: first.node,
            layer: first.layer,
            state: first.verdict,
            text: first.text,
            nodes: sick.length,
          } as const,
        ]
      : []),
    ...(headroom && headroom.verdict !== 'enough' ? [{ reason: 'headroom', state: headroom.verdict, text: headroom.detail } as const] : []),
    ...(rolling[0] ? [{ reason: 'rolling', ...rolling[0], nodes: rolling.length } as const] : []),
  ];
}

const SEVERITY = ['failing', 'degraded', 'unknown', 'healthy'] as const;

/** What fails before what is not known; then top down, since a layer may fail because of one above it. */
const worstFirst = (a: NodeHealthFact, b: NodeHealthFact): number =>
  SEVERITY.indexOf(a.verdict) - SEVERITY.indexOf(b.verdict) ||
  layerIndex(a) - layerIndex(b) ||
  compareTexts(a.node.kind, b.node.kind) ||
  compareTexts(a.node.id, b.node.id);

const layerIndex = ({ layer }: NodeHealthFact): number => (layer === null ? GATE_LAYERS.length : GATE_LAYERS.indexOf(layer));

const inOrder = (a: GateReason, b: GateReason): number =>
  GATE_REASONS.indexOf(a.reason) - GATE_REASONS.indexOf(b.reason) || compareTexts(JSON.stringify(a), JSON.stringify(b));
