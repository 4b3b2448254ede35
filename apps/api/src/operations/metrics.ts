import type { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { createMetricsRegistry, type JobQueues, type Logger, MEASURED_STATES, ScrapeReadings } from '@lockstep/platform';
import type { PostgresDeliveries } from '@lockstep/webhooks';
import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram } from 'prom-client';
import { jobKinds } from './job-kinds.js';

export interface MetricsSources {
  readonly runner: Pick<ProjectionRunner, 'findStates'>;
  readonly store: Pick<PostgresEventStore, 'findStall'>;
  readonly queues: Pick<JobQueues, 'measure'>;
  readonly deliveries: Pick<PostgresDeliveries, 'measure'>;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const secondsSince = (time: string | null | undefined): number =>
  time === null || time === undefined ? 0 : Math.max(0, (Date.now() - Date.parse(time)) / 1_000);

/** What Prometheus is told: the requests of this process, and what is so for the whole service, which is looked at when it asks. */
export class Metrics {
  private readonly registry = createMetricsRegistry();
  private readonly readings: ScrapeReadings;
  readonly contentType = this.registry.contentType;

  constructor(sources: MetricsSources, logger: Logger) {
    this.readings = new ScrapeReadings(this.registry, (reading, error) =>
      logger.error({ reading, err: error }, 'metrics could not be read, and are left out'),
    );
    this.readProjections(sources);
    this.readRecord(sources);
    this.readQueues(sources);
    this.readWebhooks(sources);
  }

  /** Counts and durations by route, never by path: a path may hold any text. */
  observeRequests(instance: FastifyInstance): void {
    const duration = new Histogram({
      name: 'lockstep_http_request_duration_seconds',
      help: 'Time from request to the end of its answer; streams that are followed count when they end',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: seconds,
      registers: [this.registry],
    });
    instance.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'none';
      duration.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    });
  }

  async render(): Promise<string> {
    await this.readings.refresh();
    return this.registry.metrics();
  }

  private readProjections({ runner }: MetricsSources): void {
    const running = this.gauge(
      'lockstep_projection_running',
      '1: it follows the record; 0: it has stopped, or its rows are of another version',
      ['projection'],
    );
    const lagEvents = this.gauge('lockstep_projection_lag_events', 'Recorded and not applied, counted to 10,000 at most', ['projection']);
    const lagSeconds = this.gauge('lockstep_projection_lag_seconds', 'Since the oldest event that is not applied was recorded', [
      'projection',
    ]);
    this.readings.add('projections', [running, lagEvents, lagSeconds], async () =>
      (await runner.findStates()).flatMap(({ name, status, lag }) => {
        const labels = { projection: name };
        return [
          { gauge: running, labels, value: status === 'running' ? 1 : 0 },
          { gauge: lagEvents, labels, value: lag.events },
          { gauge: lagSeconds, labels, value: lag.seconds },
        ];
      }),
    );
  }

  private readRecord({ store }: MetricsSources): void {
    const stall = this.gauge(
      'lockstep_record_stall_seconds',
      'Since a transaction that holds all readers of the record back began; 0: none older than two seconds',
    );
    this.readings.add('record', [stall], async () => [{ gauge: stall, value: secondsSince((await store.findStall())?.since) }]);
  }

  private readQueues({ queues }: MetricsSources): void {
    const jobs = this.gauge('lockstep_queue_jobs', 'Jobs by kind and state; failed ones are kept for a month', ['queue', 'state']);
    const waiting = this.gauge(
      'lockstep_queue_oldest_waiting_seconds',
      'Since the job that waits longest could have been begun; 0: none waits',
      ['queue'],
    );
    this.readings.add('queues', [jobs, waiting], async () =>
      (await queues.measure(jobKinds)).flatMap(({ name: queue, counts, waitingSince }) => [
        ...MEASURED_STATES.map((state) => ({ gauge: jobs, labels: { queue, state }, value: counts[state] })),
        { gauge: waiting, labels: { queue }, value: secondsSince(waitingSince) },
      ]),
    );
  }

  private readWebhooks({ deliveries }: MetricsSources): void {
    const webhooks = this.gauge('lockstep_webhooks', 'Webhooks by state; failing: every attempt since some time has failed', ['state']);
    const pending = this.gauge('lockstep_webhook_deliveries_pending', 'Deliveries that have neither arrived nor been given up');
    const oldest = this.gauge(
      'lockstep_webhook_deliveries_oldest_seconds',
      'Since the oldest pending one was asked for; 0: none is pending',
    );
    const overdue = this.gauge(
      'lockstep_webhook_deliveries_overdue_seconds',
      'For how long an attempt has been due that no worker has begun, at webhooks that do not fail; 0: none is due',
    );
    this.readings.add('webhooks', [webhooks, pending, oldest, overdue], async () => {
      const found = await deliveries.measure();
      return [
        ...Object.entries(found.webhooks).map(([state, value]) => ({ gauge: webhooks, labels: { state }, value })),
        { gauge: pending, value: found.pending },
        { gauge: oldest, value: found.oldest },
        { gauge: overdue, value: found.overdue },
      ];
    });
  }

  private gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}
