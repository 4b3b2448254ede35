import { EVIDENCE, type Evidence } from '@lockstep/documents';
import type { Finding } from './findings.js';
import type { MatrixEntries, Placed } from './matrix-entries.js';

const EXAMPLE_NOTE = 'example, replace with your own soak tests';

/** Every fact says where it comes from, nothing claims more than its sources carry, and ids name one thing. That named sources exist is checked by the compiler. */
export function checkFacts(entries: MatrixEntries): Finding[] {
  return [...checkSources(entries), ...checkEvidence(entries), ...checkIds(entries), ...checkDates(entries), ...checkExamples(entries)];
}

const error = (entry: Placed<unknown>, message: string, path: (string | number)[] = []): Finding => ({
  severity: 'error',
  problem: entry.problem(message, path),
});

function checkSources({ releases, statements, hops, relations, sources, tombstones }: MatrixEntries): Finding[] {
  const facts: Placed<{ sources: string[] }>[] = [...releases, ...statements, ...hops, ...tombstones];
  const unsourced = facts
    .filter(({ value }) => value.sources.length === 0)
    .map((entry) => error(entry, 'every fact names a source; found none', ['sources']));
  const used = new Set([...facts, ...relations].flatMap(({ value }) => value.sources));
  const orphans = sources
    .filter(({ value }) => !used.has(value.id))
    .map((entry) => error(entry, `source ${entry.value.id} is named by no fact`, ['id']));
  return [...unsourced, ...orphans];
}

function checkEvidence({ statements, hops, sources }: MatrixEntries): Finding[] {
  const confidence = new Map(sources.map(({ value }) => [value.id, value.confidence]));
  const rank = (evidence: Evidence) => EVIDENCE.indexOf(evidence);
  return [...statements, ...hops].flatMap((entry) => {
    const { evidence, sources: ids } = entry.value;
    const known = ids.flatMap((id) => confidence.get(id) ?? []);
    if (evidence === undefined || known.length === 0) return [];
    const best = known.reduce((a, b) => (rank(b) < rank(a) ? b : a));
    return rank(evidence) < rank(best)
      ? [error(entry, `evidence is no stronger than the best source (${best}); found ${evidence}`, ['evidence'])]
      : [];
  });
}

function checkIds({ statements, hops }: MatrixEntries): Finding[] {
  const seen = new Set<string>();
  return [...statements, ...hops].flatMap((entry) => {
    const { id } = entry.value;
    if (id === undefined) return [error(entry, 'every statement and hop rule has an id, so that an overlay can take it back')];
    if (seen.has(id)) return [error(entry, `id ${id} is taken by another statement or hop rule`, ['id'])];
    seen.add(id);
    return [];
  });
}

function checkDates({ releases }: MatrixEntries): Finding[] {
  return releases.flatMap((entry) => {
    const { released, endOfSupport } = entry.value;
    return released !== undefined && endOfSupport !== undefined && endOfSupport <= released
      ? [error(entry, `support ends after the release day ${released}; found ${endOfSupport}`, ['endOfSupport'])]
      : [];
  });
}

/** Rows of an example overlay look like real ones in a plan; the note is what tells a reader. */
function checkExamples({ releases, statements, hops, tombstones }: MatrixEntries): Finding[] {
  return [...releases, ...statements, ...hops, ...tombstones]
    .filter(({ file, value }) => /(^|\/)example-[^/]*$/.test(file) && !value.note?.includes(EXAMPLE_NOTE))
    .map((entry) => error(entry, `an example says so in its note: "${EXAMPLE_NOTE}"`, ['note']));
}
