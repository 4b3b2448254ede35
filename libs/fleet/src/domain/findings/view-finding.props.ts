import fc from 'fast-check';
import { propertyRuns } from '@lockstep/testing/problems';
import { describe, expect, it } from 'vitest';
import { type Finding, findingId } from './finding.js';
import { advance, type KeptFinding, MOST_SPELLS } from './kept-finding.js';
import { keptAt, viewFinding } from './view-finding.js';

const topic = { kind: 'exposure', between: ['adapter', 'nsx'], versions: ['1', '2'] } as const;
const finding = fc
  .record({
    nsxManager: fc.constantFrom('n1', 'n2'),
    verdict: fc.constantFrom('rejected', 'unknown'),
    nodes: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ nsxManager, verdict, nodes }): Finding => {
    const fact = { subjects: 'cluster', verdict, statement: null, sources: [], detail: null } as const;
    return { id: findingId('n1', topic), nsxManager, topic, fact, nodes };
  });
/** What is found after one event after the other, or that somebody acknowledges it. */
const history = (maxLength: number) =>
  fc.array(fc.option(fc.oneof(finding, fc.constant('acknowledged' as const)), { freq: 2 }), { minLength: 1, maxLength, size: 'max' });

const NOW = '2026-11-21T00:00:00Z';

/** Position by position: what is found, and what is kept. */
function standings(events: readonly (Finding | 'acknowledged' | null)[]) {
  const all: { readonly found: Finding | undefined; readonly kept: KeptFinding | undefined }[] = [];
  let found: Finding | undefined;
  let kept: KeptFinding | undefined;
  for (const [position, event] of events.entries()) {
    const moment = { position, at: NOW };
    if (event !== 'acknowledged') {
      found = event ?? undefined;
      kept = advance(kept, found, moment, position);
    } else if (kept) kept = { ...kept, acknowledgements: [...kept.acknowledgements, { ...moment, by: 'me', reason: 'seen', until: null }] };
    all.push({ found, kept });
  }
  return all;
}

describe('a finding at a position', () => {
  it('is told of in the same words whenever it is asked for', () => {
    fc.assert(
      fc.property(history(2 * MOST_SPELLS), (events) => {
        const all = standings(events);
        const newest = all.at(-1)!.kept;
        for (const [position, { found, kept }] of all.entries())
          expect(newest && kept && viewFinding(found, keptAt(newest, position), NOW)).toEqual(kept && viewFinding(found, kept, NOW));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('says of a time that is forgotten neither when it opened nor when it closed', () => {
    const found = fc.sample(finding, { numRuns: 1, seed: 1 })[0]!;
    const all = standings(Array.from({ length: 4 * MOST_SPELLS }, (_, index) => (index % 2 === 0 ? found : null)));
    const newest = all.at(-1)!.kept!;
    const at = (position: number) => viewFinding(all[position]!.found, keptAt(newest, position), NOW);
    expect(at(0)).toEqual(viewFinding(found, all[0]!.kept, NOW));
    for (const position of [6, 7])
      expect(at(position)).toMatchObject({ firstSeen: { position: 0 }, opened: null, lastSeen: null, acknowledgement: null });
    const first = newest.spells[1]!.opened.position;
    expect(at(first)).toEqual(viewFinding(found, all[first]!.kept, NOW));
  });
});
