import { findings } from './findings.section.js';
import { growth } from './growth.section.js';
import { ingest } from './ingest.section.js';
import type { BenchSection } from './section.js';
import { projections } from './projections.section.js';
import { throughput } from './throughput.section.js';

/** In the order of the page. */
export const sections: Readonly<Record<string, BenchSection>> = { throughput, growth, projections, ingest, findings };
