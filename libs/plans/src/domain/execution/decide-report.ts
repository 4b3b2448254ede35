import { accepted, type ExecutionCommand, type ExecutionDecision, refused } from './execution.commands.js';
import { type Attempt, DEFAULT_EXECUTION_POLICY, type ExecutionEvent } from './execution.events.js';
import { type ExecutionState, failedWaves, failureLimitOf, isBegun, remainingSubjects, type SubjectProgress } from './execution-state.js';
import type { OutlineStep, PlanOutline } from './plan-outline.js';
import { stepsBehind } from './step-order.js';

type Report = ExecutionCommand & { readonly type: 'succeed' | 'fail' };

/** Reports of what ran are taken while paused and while drifted, too: they say what is, and hold nothing up. Only what runs can end. */
export function decideReport(outline: PlanOutline, command: Report, state: ExecutionState): ExecutionDecision {
  const step = outline.steps.find(({ id }) => id === command.step);
  if (step === undefined) return refused({ rule: 'unknown-step', step: command.step });
  const progress = state.steps.get(step.id);
  const stateOf = (id: string) => progress?.get(id)?.state;
  const remaining = remainingSubjects(state, step);
  const running = remaining.filter((id) => stateOf(id) === 'running');
  const told: readonly SubjectProgress['state'][] = command.type === 'succeed' ? ['succeeded', 'confirmed'] : ['failed'];
  // Without subjects the report is about whatever runs; with nothing running it is true already, or about nothing.
  const ended = remaining.filter((id) => told.includes(stateOf(id) ?? 'running'));
  const named = [...new Set(command.subjects ?? (running.length > 0 ? running : ended))];
  const known = new Set(step.subjects);
  const unknown = named.filter((id) => !known.has(id));
  if (unknown.length > 0) return refused({ rule: 'unknown-subjects', subjects: unknown });
  const skipped = named.filter((id) => state.skipped.has(id));
  if (skipped.length > 0) return refused({ rule: 'skipped', subjects: skipped });
  const idle = named.filter((id) => stateOf(id) !== 'running' && !told.includes(stateOf(id) ?? 'running'));
  if (named.length === 0 || idle.length > 0) return refused({ rule: 'not-running', subjects: idle });
  const attempts = named
    .filter((id) => stateOf(id) === 'running')
    .map((subject): Attempt => ({ subject, attempt: progress!.get(subject)!.attempt }));
  if (attempts.length === 0) return accepted();
  if (command.type === 'succeed') return accepted({ type: 'StepSucceeded', data: { step: step.id, attempts, evidence: command.evidence } });
  const failed: ExecutionEvent = { type: 'StepFailed', data: { step: step.id, attempts, reason: command.reason } };
  return accepted(failed, ...pauseAfter(step, attempts, state));
}

/**
 * What was reported done was not, and may be tried again. Before it is seen done that is the word of who reports; afterwards it takes a look that shows
 * something else, and nothing behind it may have begun, since that was proven over the step as done.
 */
export function decideCorrection(
  { steps }: PlanOutline,
  { step: wanted, subjects, reason }: ExecutionCommand & { readonly type: 'correct' },
  state: ExecutionState,
): ExecutionDecision {
  const step = steps.find(({ id }) => id === wanted);
  if (step === undefined) return refused({ rule: 'unknown-step', step: wanted });
  const named = [...new Set(subjects)];
  const unknown = named.filter((id) => !step.subjects.includes(id));
  if (unknown.length > 0) return refused({ rule: 'unknown-subjects', subjects: unknown });
  const skipped = named.filter((id) => state.skipped.has(id));
  if (skipped.length > 0) return refused({ rule: 'skipped', subjects: skipped });
  const progress = state.steps.get(step.id);
  const isLast = !stepsBehind(steps, step.id).some(({ id }) => isBegun(state, id));
  const hasDrifted = (id: string) => [...state.drift.values()].some(({ node }) => node.scope === step.scope && node.id === id);
  const isCorrectable = (id: string): boolean => {
    const at = progress?.get(id)?.state;
    return at === 'succeeded' || at === 'failed' || (at === 'confirmed' && isLast && hasDrifted(id));
  };
  const settled = named.filter((id) => !isCorrectable(id));
  if (settled.length > 0) return refused({ rule: 'not-correctable', step: step.id, subjects: settled });
  const attempts = named
    .filter((id) => progress?.get(id)?.state !== 'failed')
    .map((subject): Attempt => ({ subject, attempt: progress!.get(subject)!.attempt }));
  if (attempts.length === 0) return accepted();
  return accepted({ type: 'StepCorrected', data: { step: step.id, attempts, reason } }, ...pauseAfter(step, attempts, state));
}

/**
 * The limit holds for each wave, that is for what one report has started together, and for the step as a whole: that all canaries fail must not pass for
 * a few percent of the step. Failed attempts count since a pause of the step was last lifted, or the execution went on, so that who
 * resumes gets as many again.
 */
function pauseAfter(step: OutlineStep, attempts: readonly Attempt[], state: ExecutionState): ExecutionEvent[] {
  if (state.pauses.some(({ cause, step: of }) => cause === 'failures' && of === step.id)) return [];
  const policy = state.policy ?? DEFAULT_EXECUTION_POLICY;
  const waves = failedWaves(state, { step: step.id, attempts }).map(({ subjects, failures }) => ({
    of: 'a wave',
    size: subjects.length,
    failures,
  }));
  const whole = { of: 'the step', size: step.subjects.length, failures: (state.failures.get(step.id) ?? 0) + attempts.length };
  const over = [...waves, whole].find(({ size, failures }) => failures >= failureLimitOf(policy, size));
  if (!over) return [];
  const { of, size, failures } = over;
  const limit = failureLimitOf(policy, size);
  const reason = `step ${step.id}: ${failures} failed ${failures === 1 ? 'attempt' : 'attempts'} among ${size} of ${of}, and ${limit} stop the execution`;
  return [{ type: 'ExecutionPaused', data: { cause: 'failures', step: step.id, reason } }];
}
