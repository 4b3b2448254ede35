import type { PlanningOutcome, PlanningTexts } from '../domain/index.js';

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
