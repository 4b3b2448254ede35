import { describe, expect, it } from 'vitest';
import { type Finding, findingId } from './finding.js';
import { advance, type KeptFinding, MOST_SPELLS, type Moment } from './kept-finding.js';
import { keptAt, viewFinding } from './view-finding.js';

const topic = { kind: 'unknown-version', of: 'cluster', component: 'vkr' } as const;
const found: Finding = {
  id: findingId('nsx', topic),
  nsxManager: 'nsx',
  topic,
  fact: { subjects: 'cluster', statement: null, sources: [], detail: null },
  nodes: 2,
};
const moment = (position: number): Moment => ({ position, at: `2026-11-20T00:00:${String(position).padStart(2, '0')}Z` });
const acknowledged = (kept: KeptFinding, position: number, until: string | null): KeptFinding => ({
  ...kept,
  acknowledgements: [...kept.acknowledgements, { ...moment(position), by: 'token:1', reason: 'known', until }],
});
const NOW = '2026-11-21T00:00:00Z';
const state = (kept: KeptFinding, finding: Finding | undefined = found, now = NOW) => viewFinding(finding, kept, now)?.state;

describe('what is kept of a finding', () => {
  const opened = advance(undefined, found, moment(1), 1)!;
  const closed = advance(opened, undefined, moment(3), 3)!;
  const again = advance(closed, found, moment(5), 5)!;

  it('is nothing as long as nothing was found, and the very same while nothing changes', () => {
    expect(advance(undefined, undefined, moment(1), 1)).toBeUndefined();
    expect(advance(opened, { ...found }, moment(2), 2)).toBe(opened);
    expect(advance(closed, undefined, moment(4), 4)).toBe(closed);
  });

  it('has a spell for each time it was open', () => {
    expect(again.spells).toEqual([
      { opened: moment(1), closed: moment(3), last: { nsxManager: 'nsx', fact: found.fact } },
      { opened: moment(5), closed: null, last: null },
    ]);
    expect(viewFinding(found, again, NOW)).toMatchObject({ firstSeen: moment(1), opened: moment(5), lastSeen: null });
    expect(viewFinding(undefined, closed, NOW)).toMatchObject({ state: 'closed', nodes: 0, lastSeen: moment(3) });
  });

  it('keeps the first spell and the newest of one that comes and goes all the time', () => {
    let kept: KeptFinding | undefined;
    for (let turn = 0; turn < 3 * MOST_SPELLS; turn++) kept = advance(kept, turn % 2 === 0 ? found : undefined, moment(turn), turn);
    expect(kept?.spells).toHaveLength(MOST_SPELLS);
    expect(kept?.spells.map(({ opened: { position } }) => position).slice(0, 2)).toEqual([0, 52]);
  });

  it('is at a position what it was then', () => {
    expect(keptAt(again, 4).spells).toEqual(closed.spells);
    expect(keptAt(again, 2).spells).toEqual(opened.spells);
    const worse: Finding = { ...found, nsxManager: 'other', fact: { ...found.fact, detail: 'worse' } };
    expect(keptAt(advance(closed, worse, moment(5), 5)!, 4)).toMatchObject({ nsxManager: 'nsx', fact: found.fact });
    expect(keptAt(acknowledged(again, 6, null), 5).acknowledgements).toEqual([]);
  });

  it('is acknowledged until a time, or until it closes, and not when it opens again', () => {
    expect(state(acknowledged(opened, 2, null))).toBe('acknowledged');
    expect(state(acknowledged(opened, 2, '2026-11-21T00:00:01Z'))).toBe('acknowledged');
    expect(state(acknowledged(opened, 2, '2026-11-21T00:00:00Z'))).toBe('open');
    expect(state(advance(advance(acknowledged(opened, 2, null), undefined, moment(3), 3), found, moment(5), 5)!)).toBe('open');
  });
});
