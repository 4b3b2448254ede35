import { wordReason } from '../../domain/gate/index.js';
import { StepGate } from '../execution/step-gate.port.js';
import type { AskGate } from './ask-gate.use-case.js';

/** The gate as a start asks it: nothing of an earlier answer counts. */
export class AskedStepGate extends StepGate {
  constructor(private readonly gate: Pick<AskGate, 'execute'>) {
    super();
  }

  override async ask(plan: string, step: string, acknowledgeNoReturn: boolean, subjects: readonly string[]): ReturnType<StepGate['ask']> {
    const outcome = await this.gate.execute({ plan, step, acknowledgeNoReturn, subjects });
    if (outcome.outcome !== 'answered')
      return { verdict: 'hold', digest: null, reasons: [{ rule: outcome.outcome, message: 'The gate knows no such thing.' }] };
    const { verdict, digest, reasons } = outcome;
    return { verdict, digest, reasons: reasons.map((reason) => ({ rule: reason.reason, message: wordReason(reason) })) };
  }
}
