export { createMetricsRegistry } from './create-metrics-registry.js';
export { type Sample, ScrapeReadings } from './scrape-readings.js';
