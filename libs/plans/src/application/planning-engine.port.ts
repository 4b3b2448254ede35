import type { PlanResult } from '../domain/index.js';

/** Documents as JSON text: they cross a thread, and a text is copied at the cost of its bytes. */
export interface PlanningTexts {
  readonly matrix: string;
  readonly fleet: string;
  readonly goal: string;
}

export type PlanningOutcome =
  | { readonly outcome: 'computed'; readonly result: PlanResult; readonly text: string }
  /** The planner broke one of its own promises: asked again, it would again. */
  | { readonly outcome: 'defect'; readonly reason: string };

export interface PlanningEngine {
  /** Off the event loop. Throws `PlanningInterrupted`. */
  compute(texts: PlanningTexts, signal: AbortSignal): Promise<PlanningOutcome>;
}

/** The search was ended from outside, which says nothing about the problem: another attempt may succeed. */
export class PlanningInterrupted extends Error {
  override readonly name = 'PlanningInterrupted';

  constructor(
    readonly why: 'timeout' | 'crash' | 'shutdown',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
