import type { GateAnswer } from '../../domain/execution/index.js';

/** May this step start now? Asked at the moment of each start; without an answer nothing starts. */
export abstract class StepGate {
  abstract ask(plan: string, step: string, acknowledgeNoReturn: boolean): Promise<GateAnswer>;
}
