import { canonicalJson, compareTexts } from '@lockstep/kernel';
import { accepted, type ExecutionDecision } from './execution.commands.js';
import type { DriftFact, ExecutionEvent } from './execution.events.js';
import { driftKey, type ExecutionState } from './execution-state.js';
import type { PlanOutline } from './plan-outline.js';

/** What a look at the fleet comes to for one plan: see `compareObserved`. */
export interface Observations {
  /** Of the newest event of the fleet that was looked at. */
  readonly position: number;
  /** All of it, as of this position. */
  readonly drift: readonly DriftFact[];
  readonly confirmed: readonly { readonly step: string; readonly subjects: readonly string[] }[];
}

/** Records only what differs from what is known: any number of looks at the same fleet is one. */
export function decideObservations(
  { steps }: PlanOutline,
  { position, drift, confirmed }: Observations,
  state: ExecutionState,
): ExecutionDecision {
  const found = new Map(drift.map((fact) => [driftKey(fact), fact]));
  const keys = [...found.keys()].sort(compareTexts);
  const detected = keys.filter((key) => !same(state.drift.get(key), found.get(key)!));
  const ended = [...state.drift].filter(([key]) => !found.has(key)).map(([, fact]) => fact);
  const seen = steps.flatMap(({ id }): ExecutionEvent[] => {
    const progress = state.steps.get(id);
    const subjects = confirmed
      .filter(({ step }) => step === id)
      .flatMap((one) => one.subjects.filter((subject) => progress?.get(subject)?.state === 'succeeded'));
    return subjects.length > 0 ? [{ type: 'StepConfirmed', data: { step: id, subjects, position } }] : [];
  });
  return accepted(
    ...seen,
    ...detected.map((key): ExecutionEvent => ({ type: 'DriftDetected', data: { ...found.get(key)!, position } })),
    ...ended.map(({ node, component }): ExecutionEvent => ({ type: 'DriftEnded', data: { node, component, position } })),
  );
}

const same = (a: DriftFact | undefined, b: DriftFact): boolean =>
  a !== undefined && canonicalJson([a.observed, a.predicted]) === canonicalJson([b.observed, b.predicted]);
