import { accepted, type ExecutionCommand, type ExecutionDecision, refused, samePolicy } from './execution.commands.js';
import { DEFAULT_EXECUTION_POLICY, type ExecutionEvent, type StartedAttempt } from './execution.events.js';
import { type Caller, endOf, type ExecutionState, isConfirmed, isReported } from './execution-state.js';
import type { OutlineStep, PlanOutline } from './plan-outline.js';

type Start = ExecutionCommand & { readonly type: 'start' };

/**
 * What stands in the way is told in this order: the execution as a whole, the step, what must come before, what was observed, the gate, and what the
 * caller has not said. Only with the gate's `go` over this very digest does anything begin.
 */
export function decideStart(outline: PlanOutline, command: Start, state: ExecutionState): ExecutionDecision {
  const end = endOf(state);
  if (end !== null) return refused({ rule: 'ended', status: end });
  const step = outline.steps.find(({ id }) => id === command.step);
  if (step === undefined) return refused({ rule: 'unknown-step', step: command.step });
  const chosen = chooseSubjects(step, command, state);
  if (!Array.isArray(chosen)) return chosen;
  // All of it runs already: the same report came twice.
  if (chosen.length === 0) return accepted();
  return refusedStart(outline, step, command, state) ?? begin(outline, step, chosen, command, state);
}

/** Those that are to be started; a decision where that can not be. */
function chooseSubjects(
  step: OutlineStep,
  { subjects, by }: Pick<Start, 'subjects' | 'by'>,
  state: ExecutionState,
): string[] | ExecutionDecision {
  const progress = state.steps.get(step.id);
  const named = subjects ?? step.subjects.filter((id) => !state.skipped.has(id));
  const known = new Set(step.subjects);
  const unknown = named.filter((id) => !known.has(id));
  if (unknown.length > 0) return refused({ rule: 'unknown-subjects', subjects: unknown });
  const skipped = named.filter((id) => state.skipped.has(id));
  if (skipped.length > 0) return refused({ rule: 'skipped', subjects: skipped });
  const isDone = (id: string) => ['succeeded', 'confirmed'].includes(progress?.get(id)?.state ?? '');
  const open = named.filter((id) => !isDone(id));
  if (open.length === 0 || (subjects !== null && open.length < named.length))
    return refused({ rule: 'done-already', subjects: named.filter(isDone) });
  const running = [...new Set(open)].filter((id) => progress?.get(id)?.state === 'running');
  const strange = running.filter((id) => !isSameCaller(progress!.get(id)!.startedBy, by));
  if (strange.length > 0) return refused({ rule: 'already-running', step: step.id, subjects: strange });
  return [...new Set(open)].filter((id) => !running.includes(id));
}

/** A start that comes twice is one; two callers that start the same are two, and one of them must not act. One of whom nobody knows is another one. */
const isSameCaller = (startedBy: Caller | null, { actor, key }: Caller): boolean => startedBy?.actor === actor && startedBy.key === key;

/** Of those that a start names those that it would begin: what the gate has to be asked of. Empty: nothing is left, or the start is refused. */
export function subjectsToBegin(outline: PlanOutline, command: Pick<Start, 'step' | 'subjects' | 'by'>, state: ExecutionState): string[] {
  const step = outline.steps.find(({ id }) => id === command.step);
  const chosen = step === undefined || endOf(state) !== null ? [] : chooseSubjects(step, command, state);
  return Array.isArray(chosen) ? chosen : [];
}

function refusedStart(outline: PlanOutline, step: OutlineStep, command: Start, state: ExecutionState): ExecutionDecision | null {
  if (state.status === 'paused') return refused({ rule: 'paused', reason: state.pauses.map(({ reason }) => reason).join('; ') });
  const before = outline.steps.filter(({ id }) => step.after.includes(id));
  const undone = before.filter((one) => !isReported(state, one)).map(({ id }) => id);
  if (undone.length > 0) return refused({ rule: 'predecessor-not-done', steps: undone });
  const unseen = before.filter((one) => !isConfirmed(state, one)).map(({ id }) => id);
  if (unseen.length > 0) return refused({ rule: 'awaiting-observation', steps: unseen });
  if (state.drift.size > 0) return refused({ rule: 'drift', drift: [...state.drift.values()] });
  const { verdict, digest, reasons } = command.gate;
  if (verdict !== 'go') return refused({ rule: 'gate-closed', verdict, reasons });
  if (digest !== outline.digest) return refused({ rule: 'other-digest', expected: outline.digest, found: digest });
  if (!step.reversible && !command.acknowledgeNoReturn) return refused({ rule: 'point-of-no-return-unacknowledged', step: step.id });
  if (state.status !== 'absent' && command.policy !== null && !samePolicy(state.policy, command.policy))
    return refused({ rule: 'policy-settled' });
  return null;
}

function begin(
  { digest, domains }: PlanOutline,
  { id, component, reversible }: OutlineStep,
  chosen: readonly string[],
  { policy, machines }: Start,
  state: ExecutionState,
): ExecutionDecision {
  const progress = state.steps.get(id);
  const attempts = chosen.map((subject): StartedAttempt => ({
    subject,
    attempt: (progress?.get(subject)?.attempt ?? 0) + 1,
    machines: machines[subject] ?? null,
  }));
  const started: ExecutionEvent = { type: 'StepStarted', data: { step: id, component, attempts, acknowledgedNoReturn: !reversible } };
  if (state.status !== 'absent') return accepted(started);
  return accepted({ type: 'ExecutionStarted', data: { digest, domains, policy: policy ?? DEFAULT_EXECUTION_POLICY } }, started);
}
