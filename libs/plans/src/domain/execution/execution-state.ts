import type { DriftFact, ExecutionEvent, ExecutionPolicy } from './execution.events.js';
import type { PlanOutline, OutlineStep } from './plan-outline.js';

/** `succeeded`: reported, and not seen yet. `confirmed`: the inventory shows it. A subject without one was never started. */
export interface SubjectProgress {
  readonly state: 'running' | 'failed' | 'succeeded' | 'confirmed';
  /** The last one, from 1. */
  readonly attempt: number;
  /** Of the last attempt; null: events of this kind did not tell. */
  readonly startedBy: Caller | null;
}

/** Who reports: a token, under a key of its own for each thing that it wants done once. */
export interface Caller {
  readonly actor: string;
  readonly key: string | null;
}

export type StepProgress = ReadonlyMap<string, SubjectProgress>;

export interface Pause {
  /** `p1` is the first of the execution. */
  readonly id: string;
  readonly by: string | null;
  readonly cause: 'person' | 'failures';
  readonly step: string | null;
  readonly reason: string;
}

/** `replaced`: another plan goes on from where it stood. */
export const EXECUTION_ENDS = ['finished', 'abandoned', 'replaced'] as const;
export type ExecutionEnd = (typeof EXECUTION_ENDS)[number];

/** Subjects of a step that one report has started together. */
export interface StartedWave {
  readonly subjects: readonly string[];
  /** Failed attempts since a pause of the step was last lifted, or the execution went on. */
  readonly failures: number;
}

export interface ExecutionState {
  /** `absent`: nothing was begun, although the gate may have been asked. */
  readonly status: 'absent' | 'executing' | 'paused' | ExecutionEnd;
  readonly digest: string | null;
  readonly policy: ExecutionPolicy | null;
  /** Those that stand, the oldest first. Each is lifted by itself. */
  readonly pauses: readonly Pause[];
  /** How many there were. */
  readonly pausesSoFar: number;
  readonly steps: ReadonlyMap<string, StepProgress>;
  readonly skipped: ReadonlySet<string>;
  /** Failed attempts by step, since a pause of the step was last lifted, or the execution went on. */
  readonly failures: ReadonlyMap<string, number>;
  /** By step, of more than one subject each, the newest last: a subject belongs to the last one that has it. */
  readonly waves: ReadonlyMap<string, readonly StartedWave[]>;
  /** By `driftKey`. */
  readonly drift: ReadonlyMap<string, DriftFact>;
  /** By step whose soak has begun. */
  readonly soaks: ReadonlyMap<string, 'running' | 'ended'>;
  /** By step what the gate last said; the text of a `GateHeld`, or `go`. */
  readonly gates: ReadonlyMap<string, string>;
}

export const initialExecution: ExecutionState = {
  status: 'absent',
  digest: null,
  policy: null,
  pauses: [],
  pausesSoFar: 0,
  steps: new Map(),
  skipped: new Set(),
  failures: new Map(),
  waves: new Map(),
  drift: new Map(),
  soaks: new Map(),
  gates: new Map(),
};

export const driftKey = ({ node, component }: Pick<DriftFact, 'node' | 'component'>): string => `${node.scope} ${node.id} ${component}`;

/** A map with other entries in it. */
const withEntries = <K, V>(map: ReadonlyMap<K, V>, entries: Iterable<readonly [K, V]>): ReadonlyMap<K, V> => new Map([...map, ...entries]);

function advance(
  state: ExecutionState,
  step: string,
  subjects: Iterable<readonly [subject: string, progress: SubjectProgress]>,
): ExecutionState {
  return { ...state, steps: withEntries(state.steps, [[step, withEntries(state.steps.get(step) ?? new Map(), subjects)]]) };
}

/** What the envelope of a recorded event says besides. One that was only decided has none yet. */
interface Envelope {
  readonly actor?: string;
  readonly idempotencyKey?: string | undefined;
}

/** Accepts every event of the stream, unknown ones included. */
export function evolveExecution(state: ExecutionState, event: ExecutionEvent & Envelope): ExecutionState {
  switch (event.type) {
    case 'ExecutionStarted':
      return { ...state, status: 'executing', digest: event.data.digest, policy: event.data.policy };
    case 'StepStarted':
      return withWave(begun(state, event.data, event), event.data);
    case 'StepSucceeded':
      return moved(state, event.data, 'succeeded');
    case 'StepFailed':
    // It failed when somebody found out.
    case 'StepCorrected': {
      const { step, attempts } = event.data;
      const failures = withEntries(state.failures, [[step, (state.failures.get(step) ?? 0) + attempts.length]]);
      const waves = withEntries(state.waves, [[step, failedWaves(state, event.data)]]);
      const after = { ...moved(state, event.data, 'failed'), failures, waves };
      return event.type === 'StepFailed' ? after : { ...after, soaks: new Map([...state.soaks].filter(([id]) => id !== step)) };
    }
    case 'StepConfirmed': {
      const { step, subjects } = event.data;
      const confirmed = (subject: string): SubjectProgress => ({
        state: 'confirmed',
        attempt: state.steps.get(step)?.get(subject)?.attempt ?? 1,
        startedBy: state.steps.get(step)?.get(subject)?.startedBy ?? null,
      });
      return advance(
        state,
        step,
        subjects.map((subject) => [subject, confirmed(subject)]),
      );
    }
    default:
      return evolveWhole(state, event);
  }
}

interface Attempts {
  readonly step: string;
  readonly attempts: readonly { readonly subject: string }[];
}

function withWave(state: ExecutionState, { step, attempts }: Attempts): ExecutionState {
  if (attempts.length < 2) return state;
  const wave: StartedWave = { subjects: attempts.map(({ subject }) => subject), failures: 0 };
  return { ...state, waves: withEntries(state.waves, [[step, [...(state.waves.get(step) ?? []), wave]]]) };
}

/** The waves of a step after these attempts have failed. */
export function failedWaves({ waves }: Pick<ExecutionState, 'waves'>, { step, attempts }: Attempts): readonly StartedWave[] {
  const known = waves.get(step) ?? [];
  const failed = attempts.map(({ subject }) => known.findLastIndex(({ subjects }) => subjects.includes(subject)));
  return known.map((wave, index) => {
    const more = failed.filter((one) => one === index).length;
    return more === 0 ? wave : { ...wave, failures: wave.failures + more };
  });
}

const withoutFailures = (waves: readonly StartedWave[]): StartedWave[] => waves.map((wave) => ({ ...wave, failures: 0 }));

const moved = (
  state: ExecutionState,
  { step, attempts }: { readonly step: string; readonly attempts: readonly { readonly subject: string; readonly attempt: number }[] },
  to: SubjectProgress['state'],
): ExecutionState =>
  advance(
    state,
    step,
    attempts.map(({ subject, attempt }) => [
      subject,
      { state: to, attempt, startedBy: state.steps.get(step)?.get(subject)?.startedBy ?? null },
    ]),
  );

function begun(
  state: ExecutionState,
  { step, attempts }: Parameters<typeof moved>[1],
  { actor, idempotencyKey }: Envelope,
): ExecutionState {
  const startedBy = actor === undefined ? null : { actor, key: idempotencyKey ?? null };
  return advance(
    state,
    step,
    attempts.map(({ subject, attempt }) => [subject, { state: 'running', attempt, startedBy }]),
  );
}

function evolveWhole(state: ExecutionState, event: ExecutionEvent & Envelope): ExecutionState {
  switch (event.type) {
    case 'DriftDetected': {
      const { node, component, observed, predicted } = event.data;
      return { ...state, drift: withEntries(state.drift, [[driftKey(event.data), { node, component, observed, predicted }]]) };
    }
    case 'DriftEnded': {
      const ended = driftKey(event.data);
      return { ...state, drift: new Map([...state.drift].filter(([key]) => key !== ended)) };
    }
    case 'ExecutionPaused':
      return paused(state, { ...event.data, id: `p${state.pausesSoFar + 1}`, by: event.actor ?? null });
    case 'PauseLifted': {
      const { pauses } = event.data;
      const after = { ...state, pauses: state.pauses.filter(({ id }) => !pauses.includes(id)) };
      const lifted = state.pauses.filter(({ id, cause }) => cause === 'failures' && pauses.includes(id));
      return countedAnew(
        after,
        lifted.flatMap(({ step }) => step ?? []),
      );
    }
    case 'ExecutionResumed':
      return countedAnew({ ...state, status: 'executing', pauses: [] }, [...state.failures.keys()]);
    case 'SubjectSkipped':
      return {
        ...state,
        skipped: new Set([...state.skipped, event.data.subject]),
        drift: new Map([...state.drift].filter(([, { node }]) => !(node.scope === 'cluster' && node.id === event.data.subject))),
      };
    case 'SoakStarted':
      return { ...state, soaks: withEntries(state.soaks, [[event.data.step, 'running']]) };
    case 'SoakEnded':
      return { ...state, soaks: withEntries(state.soaks, [[event.data.step, 'ended']]) };
    case 'GateOpened':
      return { ...state, gates: withEntries(state.gates, [[event.data.step, 'go']]) };
    case 'GateHeld':
      return { ...state, gates: withEntries(state.gates, [[event.data.step, gateText(event.data.verdict, event.data.reasons)]]) };
    case 'ExecutionFinished':
      return { ...state, status: 'finished' };
    case 'ExecutionAbandoned':
      return { ...state, status: 'abandoned' };
    case 'ExecutionReplaced':
      return { ...state, status: 'replaced' };
    default:
      return state;
  }
}

const paused = (state: ExecutionState, pause: Pause): ExecutionState => ({
  ...state,
  status: 'paused',
  pauses: [...state.pauses, pause],
  pausesSoFar: state.pausesSoFar + 1,
});

const countedAnew = (state: ExecutionState, steps: readonly string[]): ExecutionState => ({
  ...state,
  failures: new Map([...state.failures].filter(([step]) => !steps.includes(step))),
  waves: new Map([...state.waves].map(([step, waves]) => [step, steps.includes(step) ? withoutFailures(waves) : waves])),
});

/** Null: it goes on, or nothing was begun. */
export const endOf = ({ status }: Pick<ExecutionState, 'status'>): ExecutionEnd | null =>
  EXECUTION_ENDS.find((end) => end === status) ?? null;

/** Equal answers give equal texts. */
export const gateText = (verdict: string, reasons: readonly { readonly rule: string; readonly message: string }[]): string =>
  [verdict, ...reasons.map(({ rule }) => rule)].join(' ');

/** In the order of the step, of those that are not skipped. */
export const remainingSubjects = (state: ExecutionState, { subjects }: OutlineStep): readonly string[] =>
  state.skipped.size === 0 ? subjects : subjects.filter((id) => !state.skipped.has(id));

/** Something of it was started, skipped meanwhile or not: what no report ever named has moved nothing. */
export const isBegun = ({ steps }: Pick<ExecutionState, 'steps'>, step: string): boolean => (steps.get(step)?.size ?? 0) > 0;

/** Every subject was reported done, or is skipped. */
export const isReported = (state: ExecutionState, step: OutlineStep): boolean => allAre(state, step, ['succeeded', 'confirmed']);
/** Every subject is seen at the target, or is skipped. */
export const isConfirmed = (state: ExecutionState, step: OutlineStep): boolean => allAre(state, step, ['confirmed']);

const allAre = (state: ExecutionState, step: OutlineStep, wanted: readonly SubjectProgress['state'][]): boolean => {
  const progress = state.steps.get(step.id);
  return remainingSubjects(state, step).every((id) => {
    const one = progress?.get(id);
    return one !== undefined && wanted.includes(one.state);
  });
};

/** By step, in the order of the plan. */
export const runningIn = (state: ExecutionState, { steps }: PlanOutline): readonly { readonly step: string; readonly subject: string }[] =>
  steps.flatMap((step) =>
    remainingSubjects(state, step)
      .filter((subject) => state.steps.get(step.id)?.get(subject)?.state === 'running')
      .map((subject) => ({ step: step.id, subject })),
  );

/** How many failed attempts at a step stop everything. */
export const failureLimitOf = ({ failures }: ExecutionPolicy, subjects: number): number =>
  'count' in failures ? failures.count : Math.max(1, Math.ceil((failures.percentage * subjects) / 100));
