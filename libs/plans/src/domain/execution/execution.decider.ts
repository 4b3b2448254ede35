import { decideObservations } from './decide-observations.js';
import { decideCorrection, decideReport } from './decide-report.js';
import { decideStart } from './decide-start.js';
import { accepted, type ExecutionCommand, type ExecutionDecision, refused } from './execution.commands.js';
import {
  endOf,
  evolveExecution,
  type ExecutionState,
  gateText,
  initialExecution,
  isBegun,
  isConfirmed,
  runningIn,
} from './execution-state.js';
import type { ExecutionEvent } from './execution.events.js';
import { needsSoak } from '../gate/judge-soak.js';
import type { PlanOutline } from './plan-outline.js';

/**
 * The execution of one plan, as those who execute report it. Holds the order of the plan against every report, and finishes by itself when
 * every step is confirmed and nothing has drifted. What other plans do is for `domainExecutionDecider` to say.
 */
export const executionDecider = (outline: PlanOutline) => ({
  initialState: initialExecution,
  decide: (command: ExecutionCommand, state: ExecutionState): ExecutionDecision => {
    const decision = decideCommand(outline, command, state);
    if (decision.outcome === 'refused' || decision.events.length === 0) return decision;
    const after = decision.events.reduce(evolveExecution, state);
    return accepted(
      ...decision.events,
      ...beginSoaks(outline, after),
      ...(isDone(outline, after) ? [{ type: 'ExecutionFinished', data: {} } as const] : []),
    );
  },
  evolve: evolveExecution,
});

const isOpen = ({ status }: ExecutionState): boolean => status === 'executing' || status === 'paused';

const isDone = (outline: PlanOutline, state: ExecutionState): boolean =>
  isOpen(state) && state.drift.size === 0 && outline.steps.every((step) => isConfirmed(state, step));

/** Once for each step that others come after: behind the last one no gate waits, and behind one of which nothing was started nothing has moved. */
const beginSoaks = ({ steps }: PlanOutline, state: ExecutionState): ExecutionEvent[] =>
  isOpen(state)
    ? steps
        .filter(({ id, moves }) => !state.soaks.has(id) && needsSoak(moves) && steps.some(({ after }) => after.includes(id)))
        .filter((step) => isBegun(state, step.id) && isConfirmed(state, step))
        .map(({ id: step }) => ({ type: 'SoakStarted', data: { step } }))
    : [];

function decideCommand(outline: PlanOutline, command: ExecutionCommand, state: ExecutionState): ExecutionDecision {
  if (command.type === 'start') return decideStart(outline, command, state);
  if (command.type === 'record-gate') return decideGate(command, state);
  if (command.type === 'end-soak')
    return isOpen(state) && state.soaks.get(command.step) === 'running'
      ? accepted({ type: 'SoakEnded', data: { step: command.step } })
      : accepted();
  if (command.type === 'observe') return isOpen(state) ? decideObservations(outline, command, state) : accepted();
  const end = endOf(state);
  // Whose execution never began, or has ended, leaves the place to the other plan as it is.
  if (command.type === 'replace' && (end !== null || state.status === 'absent')) return accepted();
  if (state.status === 'absent') return refused({ rule: 'not-started' });
  if (end === 'abandoned' && command.type === 'abandon') return accepted();
  // What is measured over a soak is told of the step that began it, also when another plan of the domain waits for it.
  if (end !== null && command.type !== 'report-evidence') return refused({ rule: 'ended', status: end });
  switch (command.type) {
    case 'succeed':
    case 'fail':
      return decideReport(outline, command, state);
    case 'correct':
      return decideCorrection(outline, command, state);
    case 'report-evidence': {
      const { step, evidence } = command;
      if (!isBegun(state, step)) return refused({ rule: 'not-running', subjects: [] });
      return accepted({ type: 'EvidenceReported', data: { step, evidence } });
    }
    case 'pause':
      return decidePause(command, state);
    case 'resume':
      return decideResume(command, state);
    case 'skip':
      return decideSkip(outline, command, state);
    case 'abandon':
    case 'replace': {
      const running = runningIn(state, outline);
      if (running.length > 0) return refused({ rule: 'running', running });
      return command.type === 'abandon'
        ? accepted({ type: 'ExecutionAbandoned', data: { reason: command.reason } })
        : accepted({ type: 'ExecutionReplaced', data: { by: command.by } });
    }
  }
}

function decidePause({ reason, by }: ExecutionCommand & { type: 'pause' }, { pauses }: ExecutionState): ExecutionDecision {
  if (pauses.some((pause) => pause.cause === 'person' && pause.by === by && pause.reason === reason)) return accepted();
  return accepted({ type: 'ExecutionPaused', data: { cause: 'person', step: null, reason } });
}

/** Nobody lifts a pause that he was not told of: he names those that he means. */
function decideResume({ reason, lifts }: ExecutionCommand & { type: 'resume' }, { pauses }: ExecutionState): ExecutionDecision {
  if (pauses.length === 0) return refused({ rule: 'not-paused' });
  const strange = lifts.filter((id) => !pauses.some((pause) => pause.id === id));
  if (strange.length > 0) return refused({ rule: 'no-such-pause', asked: strange, pauses });
  const lifted = pauses.map(({ id }) => id).filter((id) => lifts.includes(id));
  return accepted(
    lifted.length === pauses.length
      ? { type: 'ExecutionResumed', data: { reason, lifted } }
      : { type: 'PauseLifted', data: { pauses: lifted, reason } },
  );
}

/** Recorded when the gate says something else than it last said, and only while the execution can still go on. */
function decideGate({ step, gate }: ExecutionCommand & { type: 'record-gate' }, state: ExecutionState): ExecutionDecision {
  const known = state.gates.get(step);
  if (endOf(state) !== null) return accepted();
  if (gate.verdict === 'go') return known === 'go' ? accepted() : accepted({ type: 'GateOpened', data: { step } });
  const { verdict, reasons } = gate;
  return known === gateText(verdict, reasons) ? accepted() : accepted({ type: 'GateHeld', data: { step, verdict, reasons } });
}

function decideSkip(
  outline: PlanOutline,
  { subject, reason, decommissioned }: ExecutionCommand & { type: 'skip' },
  state: ExecutionState,
): ExecutionDecision {
  const moves = outline.steps.some(({ scope, subjects }) => scope === 'cluster' && subjects.includes(subject));
  if (!moves) return refused({ rule: 'unknown-subjects', subjects: [subject] });
  if (state.skipped.has(subject)) return accepted();
  if (!decommissioned) return refused({ rule: 'not-decommissioned', subject });
  return accepted({ type: 'SubjectSkipped', data: { subject, reason } });
}
