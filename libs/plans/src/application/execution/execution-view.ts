import type { NodeKind } from '@lockstep/fleet';
import type { RecordedEvent } from '@lockstep/event-store';
import {
  DEFAULT_EXECUTION_POLICY,
  type Evidence,
  evolveExecution,
  type ExecutionEvent,
  type ExecutionPolicy,
  type ExecutionState,
  initialExecution,
  isBegun,
  isConfirmed,
  isReported,
  type OutlineStep,
  type Pause,
  type PlanOutline,
} from '../../domain/execution/index.js';

/** `succeeded`: all of it was reported done, and the inventory does not show all of it yet. `confirmed`: it does, or what is missing is skipped. */
export type StepState = 'waiting' | 'running' | 'failed' | 'succeeded' | 'confirmed';

export interface StepView {
  readonly step: string;
  readonly component: string;
  /** All that moves with it. */
  readonly moved: readonly string[];
  readonly after: readonly string[];
  readonly reversible: boolean;
  readonly state: StepState;
  readonly counts: Readonly<Record<'subjects' | 'waiting' | 'running' | 'failed' | 'succeeded' | 'confirmed' | 'skipped', number>>;
  readonly running: readonly string[];
  readonly failed: readonly string[];
  /** Reported done and not seen at the target yet. */
  readonly awaiting: readonly string[];
  /** Failed attempts since a pause of the step was last lifted, or the execution went on. */
  readonly failures: number;
  /** Of what runs: who has started it, and when. */
  readonly starts: readonly { readonly subject: string; readonly by: string; readonly at: string }[];
  /** Times are RFC 3339 in UTC. */
  readonly startedAt: string | null;
  /** Of the last subject that was seen at the target, once the step is confirmed: a soak counts from here. Null as well where nothing of it was started. */
  readonly confirmedAt: string | null;
  /** Of a step whose faults show under load only, and that others come after; null: it has not begun. */
  readonly soak: { readonly startedAt: string; readonly endedAt: string | null } | null;
  /** `id`: what a later report names when it takes the place of this one. */
  readonly evidence: readonly { readonly id: string; readonly at: string; readonly by: string; readonly evidence: Evidence }[];
}

export type PauseView = Pause & { readonly at: string; readonly by: string };

export interface DriftView {
  readonly node: { readonly kind: NodeKind; readonly id: string };
  readonly component: string;
  readonly observed: readonly string[];
  readonly predicted: readonly string[];
  readonly since: string;
  readonly position: number;
}

export interface ExecutionView {
  readonly plan: string;
  readonly digest: string;
  readonly status: Exclude<ExecutionState['status'], 'absent'>;
  readonly domains: readonly string[];
  readonly policy: ExecutionPolicy;
  /** The oldest one. */
  readonly pause: PauseView | null;
  /** Each stands until it is lifted, the oldest first. */
  readonly pauses: readonly PauseView[];
  readonly steps: readonly StepView[];
  readonly skipped: readonly string[];
  readonly drift: readonly DriftView[];
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Number of events so far. */
  readonly version: number;
}

const KIND_OF = { nsxManager: 'nsx-manager', vcenter: 'vcenter', supervisor: 'supervisor', cluster: 'cluster' } as const;

const ENDING: ReadonlySet<ExecutionEvent['type']> = new Set(['ExecutionFinished', 'ExecutionAbandoned', 'ExecutionReplaced']);

/** Undefined: nothing was begun. */
export function viewExecution(plan: string, outline: PlanOutline, history: readonly RecordedEvent[]): ExecutionView | undefined {
  const events = history as readonly (RecordedEvent & ExecutionEvent)[];
  const state = events.reduce<ExecutionState>(evolveExecution, initialExecution);
  const started = events.find(({ type }) => type === 'ExecutionStarted');
  if (state.status === 'absent' || started === undefined) return undefined;
  const pauses = pausesOf(state, events);
  return {
    plan,
    digest: outline.digest,
    status: state.status,
    domains: outline.domains,
    policy: state.policy ?? DEFAULT_EXECUTION_POLICY,
    pause: pauses[0] ?? null,
    pauses,
    steps: outline.steps.map((step) => viewStep(step, state, events)),
    skipped: [...state.skipped],
    drift: driftOf(state, events),
    startedAt: started.recordedAt,
    endedAt: events.find(({ type }) => ENDING.has(type))?.recordedAt ?? null,
    version: events.length,
  };
}

function pausesOf({ pauses }: ExecutionState, events: readonly (RecordedEvent & ExecutionEvent)[]): PauseView[] {
  const all = events.filter(({ type }) => type === 'ExecutionPaused');
  return pauses.map((pause) => {
    const { recordedAt: at, actor: by } = all[Number(pause.id.slice(1)) - 1]!;
    return { ...pause, at, by };
  });
}

function viewStep(step: OutlineStep, state: ExecutionState, events: readonly (RecordedEvent & ExecutionEvent)[]): StepView {
  const progress = state.steps.get(step.id);
  const subjects = (wanted: string) =>
    step.subjects.filter((id) => !state.skipped.has(id) && (progress?.get(id)?.state ?? 'waiting') === wanted);
  const [waiting, running, failed, awaiting, confirmed] = ['waiting', 'running', 'failed', 'succeeded', 'confirmed'].map(subjects) as [
    string[],
    string[],
    string[],
    string[],
    string[],
  ];
  const own = events.filter(({ data }) => 'step' in data && data.step === step.id);
  const isDone = isConfirmed(state, step);
  const stateOf = (): StepState => {
    if (isDone) return 'confirmed';
    if (isReported(state, step)) return 'succeeded';
    if (running.length > 0) return 'running';
    if (failed.length > 0) return 'failed';
    return progress === undefined ? 'waiting' : 'running';
  };
  return {
    step: step.id,
    component: step.component,
    moved: step.moves.map(({ component }) => component),
    after: step.after,
    reversible: step.reversible,
    state: stateOf(),
    counts: {
      subjects: step.subjects.length,
      waiting: waiting.length,
      running: running.length,
      failed: failed.length,
      succeeded: awaiting.length,
      confirmed: confirmed.length,
      skipped: step.subjects.filter((id) => state.skipped.has(id)).length,
    },
    running,
    failed,
    awaiting,
    failures: state.failures.get(step.id) ?? 0,
    starts: running.map((subject) => startOf(subject, own)),
    startedAt: own.find(({ type }) => type === 'StepStarted')?.recordedAt ?? null,
    confirmedAt:
      isDone && isBegun(state, step.id)
        ? (own.findLast(({ type }) => type === 'StepConfirmed')?.recordedAt ??
          events.findLast(({ type }) => type === 'SubjectSkipped')?.recordedAt ??
          null)
        : null,
    soak: soakOf(own),
    evidence: own.flatMap(({ type, data, recordedAt, actor, position }) =>
      (type === 'StepSucceeded' || type === 'EvidenceReported') && 'evidence' in data && data.evidence !== null
        ? [{ id: `${position}`, at: recordedAt, by: actor, evidence: data.evidence }]
        : [],
    ),
  };
}

const startOf = (subject: string, own: readonly (RecordedEvent & ExecutionEvent)[]): StepView['starts'][number] => {
  const { actor: by, recordedAt: at } = own.findLast(
    ({ type, data }) => type === 'StepStarted' && 'attempts' in data && data.attempts.some((one) => one.subject === subject),
  )!;
  return { subject, by, at };
};

/** Of a step that was corrected after it was seen done, the soak that began last. */
function soakOf(own: readonly (RecordedEvent & ExecutionEvent)[]): StepView['soak'] {
  const last = own.slice(own.findLastIndex(({ type }) => type === 'StepCorrected') + 1);
  const [started, ended] = (['SoakStarted', 'SoakEnded'] as const).map((wanted) => last.find(({ type }) => type === wanted)?.recordedAt);
  return started === undefined ? null : { startedAt: started, endedAt: ended ?? null };
}

function driftOf(state: ExecutionState, events: readonly (RecordedEvent & ExecutionEvent)[]): DriftView[] {
  return [...state.drift.values()].map(({ node, component, observed, predicted }) => {
    const event = events.findLast(
      ({ type, data }) =>
        type === 'DriftDetected' &&
        'node' in data &&
        data.node.scope === node.scope &&
        data.node.id === node.id &&
        data.component === component,
    )!;
    const { position } = event.data as { readonly position: number };
    return { node: { kind: KIND_OF[node.scope], id: node.id }, component, observed, predicted, since: event.recordedAt, position };
  });
}
