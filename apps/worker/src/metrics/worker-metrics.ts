import { CHANGE_FAULTS, type ChangeFault } from '@lockstep/approvals';
import { createMetricsRegistry } from '@lockstep/platform';
import type { DeliverOutcome } from '@lockstep/webhooks';
import { Histogram } from 'prom-client';

/** How attempts at webhooks come out, in the words of the metrics. */
const ATTEMPTS = { delivered: 'delivered', again: 'retried', 'given-up': 'given-up', gone: 'disabled' } as const satisfies Record<
  Exclude<DeliverOutcome['outcome'], 'idle'>,
  string
>;

/** Up to the longest that an attempt, or a look at a change record, may take. */
const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60];

/** What one worker tells Prometheus of its own doing. Labels hold neither ids nor URLs. */
export class WorkerMetrics {
  private readonly registry = createMetricsRegistry();
  private readonly attempts = new Histogram({
    name: 'lockstep_webhook_attempt_duration_seconds',
    help: 'Attempts to deliver to webhooks; disabled: answered 410, and the webhook is called no more',
    labelNames: ['outcome'] as const,
    buckets,
    registers: [this.registry],
  });
  private readonly looks = new Histogram({
    name: 'lockstep_change_system_look_duration_seconds',
    help: 'Looks at change records, which take some calls each, by kind of system; outcome: ok, or what failed',
    labelNames: ['system', 'outcome'] as const,
    buckets,
    registers: [this.registry],
  });
  readonly contentType = this.registry.contentType;

  /** @param systems every kind of change system; what is of another kind is counted as `other` */
  constructor(private readonly systems: readonly string[]) {
    // Rates are told from the first attempt on, not from the second.
    for (const outcome of Object.values(ATTEMPTS)) this.attempts.zero({ outcome });
    for (const system of systems) for (const outcome of ['ok', ...CHANGE_FAULTS, 'internal']) this.looks.zero({ system, outcome });
  }

  observeAttempt(outcome: keyof typeof ATTEMPTS, milliseconds: number): void {
    this.attempts.observe({ outcome: ATTEMPTS[outcome] }, milliseconds / 1_000);
  }

  /** `internal`: it failed, and not for anything that the system said or did. */
  observeLook(system: string, outcome: 'ok' | ChangeFault | 'internal', milliseconds: number): void {
    this.looks.observe({ system: this.systems.includes(system) ? system : 'other', outcome }, milliseconds / 1_000);
  }

  render(): Promise<string> {
    return this.registry.metrics();
  }
}
