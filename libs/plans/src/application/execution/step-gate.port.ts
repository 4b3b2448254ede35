import type { GateAnswer } from '../../domain/execution/index.js';

/** May this step start now? Asked at the moment of each start; without an answer nothing starts. */
export abstract class StepGate {
  /** @param subjects of the step, those that are to start */
  abstract ask(plan: string, step: string, acknowledgeNoReturn: boolean, subjects: readonly string[]): Promise<GateAnswer>;
}
