import { measureIngest } from '../../../../apps/api/bench/ingest.js';
import { type BenchSection, count, ratio, table } from './section.js';

/** The way from a collector to the record, beside the record alone. */
export const ingest: BenchSection = {
  title: 'Ingest over HTTP',
  async run({ quick, createDatabase }) {
    const [comparison, clusters] = quick ? [2_500, 5_000] : [20_000, 100_000];
    const { store, lines, batches, fleet } = await measureIngest(await createDatabase(), { comparison, clusters });
    const rates = table(
      ['', 'events a second', 'beside the record alone'],
      [
        ['the record alone, 500 events in one append, one after another', count(store), ''],
        ['CloudEvents as lines, one client', count(lines), ratio(lines, store)],
        ['CloudEvents in batches of 500, two clients', count(batches), ratio(batches, store)],
      ],
    );
    return `${rates}

The same events, judged and answered one by one; the API is a process of its own, and client, API and PostgreSQL share the machine.

${count(fleet.clusters)} clusters (${count(fleet.events)} events) from an empty record, as lines from one client: recorded in ${fleet.recorded.toFixed(1)} s,
and shown as rows of the fleet in ${fleet.projected.toFixed(1)} s.`;
  },
};
