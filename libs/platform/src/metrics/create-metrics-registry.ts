import { collectDefaultMetrics, Registry } from 'prom-client';

/** Of one process, with what Node.js tells of itself. */
export function createMetricsRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'lockstep_' });
  return registry;
}
