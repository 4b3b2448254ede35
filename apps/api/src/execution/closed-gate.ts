import { StepGate } from '@lockstep/plans';
import { Injectable } from '@nestjs/common';

/** Where no gate is wired nothing starts. */
@Injectable()
export class ClosedGate extends StepGate {
  async ask() {
    return { verdict: 'hold' as const, digest: null, reasons: [{ rule: 'no-gate', message: 'this service has no gate that could open' }] };
  }
}
