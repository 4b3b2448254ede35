/** `node pass.process.js FLEET.json`: the physical limit. Reads the bytes, parses them as JSON, touches every cluster's versions; prints one line of JSON. */
import { readFileSync } from 'node:fs';
import { printReport } from './process-report.js';

const { spec } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as { spec: { clusters: { versions: Record<string, string> }[] } };
let touched = 0;
for (const { versions } of spec.clusters) for (const component in versions) touched += versions[component]!.length;
if (touched < 0) throw new Error('pass; a length is never negative');
printReport({ answers: [], phases: null });
