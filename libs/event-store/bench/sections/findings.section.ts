import { measureFindings } from '../../../../apps/api/bench/findings.js';
import { type BenchSection, count, table } from './section.js';

/** From an event to what it means for the fleet. */
export const findings: BenchSection = {
  title: 'Findings',
  async run({ quick, createDatabase }) {
    const { clusters, classes, events, reads } = await measureFindings(await createDatabase(), quick ? 5_000 : 100_000);
    const row = ([what, [first, ...warm]]: [string, readonly number[]]) => [
      what,
      milliseconds(first!),
      milliseconds(Math.min(...warm)),
      milliseconds(Math.max(...warm)),
    ];
    return `${count(clusters)} clusters in ${count(classes)} classes, under one NSX manager.

${table(['from the append until readers see the findings, in ms', 'first', 'then from', 'to'], Object.entries(events).map(row))}

${table(['to read, in ms', 'first', 'then from', 'to'], Object.entries(reads).map(row))}`;
  },
};

const milliseconds = (seconds: number): string => (seconds * 1_000).toFixed(0);
