import type { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What Prometheus is told. Projections are looked at when it asks, not before. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly running = this.gauge(
    'lockstep_projection_running',
    '1: it follows the record; 0: it has stopped, or its rows are of another version',
  );
  private readonly lagEvents = this.gauge('lockstep_projection_lag_events', 'Recorded and not applied, counted to 10,000 at most');
  private readonly lagSeconds = this.gauge('lockstep_projection_lag_seconds', 'Since the oldest event that is not applied was recorded');
  private readonly stallSeconds = new Gauge({
    name: 'lockstep_record_stall_seconds',
    help: 'Since a transaction that holds all readers of the record back began; 0: none older than two seconds',
    registers: [this.registry],
  });
  readonly contentType = this.registry.contentType;

  constructor(
    private readonly runner: ProjectionRunner,
    private readonly store: PostgresEventStore,
  ) {
    collectDefaultMetrics({ register: this.registry, prefix: 'lockstep_' });
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
    for (const { name: projection, status, lag } of await this.runner.findStates()) {
      this.running.set({ projection }, status === 'running' ? 1 : 0);
      this.lagEvents.set({ projection }, lag.events);
      this.lagSeconds.set({ projection }, lag.seconds);
    }
    const stall = await this.store.findStall();
    this.stallSeconds.set(stall ? (Date.now() - Date.parse(stall.since)) / 1_000 : 0);
    return this.registry.metrics();
  }

  private gauge(name: string, help: string): Gauge<'projection'> {
    return new Gauge({ name, help, labelNames: ['projection'] as const, registers: [this.registry] });
  }
}
