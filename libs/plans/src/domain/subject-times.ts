import { evolveExecution, type ExecutionState, initialExecution, type SubjectProgress } from './execution/execution-state.js';
import type { ExecutionEvent } from './execution/execution.events.js';

/** How far one subject of a step has come, and when. Times are RFC 3339, by the clock of the record. */
export interface SubjectTimes {
  readonly state: SubjectProgress['state'];
  /** Of its last attempt. */
  readonly startedAt: string;
  /** When that attempt was reported as ended; null: it was not. */
  readonly endedAt: string | null;
  /** When the inventory showed it at the target; null: it does not. */
  readonly confirmedAt: string | null;
}

/** By step, by subject; a subject without an entry was never started. */
export type StepTimes = ReadonlyMap<string, ReadonlyMap<string, SubjectTimes>>;

export interface ExecutionTimes {
  readonly steps: StepTimes;
  /** Subjects that take no further part. */
  readonly skipped: ReadonlySet<string>;
}

/** Of the events of one execution, oldest first; what it does not know is passed over. */
export function timesOf(history: readonly (ExecutionEvent & { readonly recordedAt: string })[]): ExecutionTimes {
  const state = history.reduce<ExecutionState>(evolveExecution, initialExecution);
  const last = new Map<string, Partial<Record<'StepStarted' | 'StepEnded' | 'StepConfirmed', string>>>();
  const note = (step: string, subjects: Iterable<string>, what: 'StepStarted' | 'StepEnded' | 'StepConfirmed', at: string): void => {
    for (const subject of subjects) {
      const known = last.get(keyOf(step, subject)) ?? {};
      last.set(keyOf(step, subject), what === 'StepStarted' ? { StepStarted: at } : { ...known, [what]: at });
    }
  };
  for (const event of history)
    if (event.type === 'StepStarted' || event.type === 'StepSucceeded' || event.type === 'StepFailed' || event.type === 'StepCorrected') {
      const subjects = event.data.attempts.map(({ subject }) => subject);
      note(event.data.step, subjects, event.type === 'StepStarted' ? 'StepStarted' : 'StepEnded', event.recordedAt);
    } else if (event.type === 'StepConfirmed') note(event.data.step, event.data.subjects, 'StepConfirmed', event.recordedAt);
  const timesOfSubject = (step: string, subject: string, at: SubjectProgress['state']): SubjectTimes => {
    const { StepStarted, StepEnded, StepConfirmed } = last.get(keyOf(step, subject)) ?? {};
    return {
      state: at,
      startedAt: StepStarted ?? StepEnded ?? StepConfirmed!,
      endedAt: at === 'running' ? null : (StepEnded ?? null),
      confirmedAt: at === 'confirmed' ? (StepConfirmed ?? null) : null,
    };
  };
  const steps = [...state.steps].map(
    ([step, progress]) =>
      [step, new Map([...progress].map(([subject, { state: at }]) => [subject, timesOfSubject(step, subject, at)]))] as const,
  );
  return { steps: new Map(steps), skipped: state.skipped };
}

/** When anything at a step last began, ended or was seen, RFC 3339; undefined: nothing of it was started. What was started may have moved, however it was reported. */
export function lastTouched(times: ReadonlyMap<string, SubjectTimes> | undefined): string | undefined {
  const all = [...(times?.values() ?? [])].flatMap(({ startedAt, endedAt, confirmedAt }) => [startedAt, endedAt, confirmedAt]);
  const known = all.filter((at) => at !== null);
  return known.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0];
}

const keyOf = (step: string, subject: string): string => JSON.stringify([step, subject]);
