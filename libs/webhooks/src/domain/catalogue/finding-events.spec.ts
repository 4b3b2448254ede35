import type { KeptFinding } from '@lockstep/fleet/domain';
import { describe, expect, it } from 'vitest';
import { newsOf, standingOf, type ToldFinding } from './finding-events.js';

const moment = (position: number) => ({ position, at: `2026-01-01T00:00:${String(position).padStart(2, '0')}.000000Z` });
const fact = { subjects: 'cluster', statement: null, sources: [], detail: null } as const;

/** Spells as pairs of positions; null: still open. */
function finding(...spells: readonly (readonly [number, number | null])[]): KeptFinding {
  const open = spells.at(-1)?.[1] === null;
  return {
    id: 'f00d',
    nsxManager: 'nsx-1',
    topic: { kind: 'unknown-version', of: 'cluster', component: 'vkr' },
    fact,
    nodes: open ? 3 : 0,
    spells: spells.map(([opened, closed]) => ({
      opened: moment(opened),
      closed: closed === null ? null : moment(closed),
      last: closed === null ? null : { nsxManager: 'nsx-1', fact },
    })),
    forgetful: false,
    acknowledgements: [],
    changed: 99,
  };
}
const ids = (kept: KeptFinding, told: ToldFinding | null) => newsOf(kept, told).map(({ id }) => id);

describe('news of a finding', () => {
  it('is each opening and closing since what was told last', () => {
    expect(ids(finding([1, 2], [5, null]), null)).toEqual(['f00d-opened-1', 'f00d-closed-2', 'f00d-opened-5']);
    expect(ids(finding([1, 2], [5, null]), { opened: 1, state: 'open' })).toEqual(['f00d-closed-2', 'f00d-opened-5']);
    expect(ids(finding([1, 2], [5, 7]), { opened: 5, state: 'open' })).toEqual(['f00d-closed-7']);
    expect(ids(finding([1, 2], [5, 7]), { opened: 1, state: 'closed' })).toEqual(['f00d-opened-5', 'f00d-closed-7']);
  });

  it('leaves out what is over within a second, unless it was told that it had begun', () => {
    const at = moment(1).at.replace('.000000Z', '.900000Z');
    const brief = finding([1, 2], [5, null]);
    const kept = {
      ...brief,
      spells: brief.spells.map((spell) => (spell.closed === null ? spell : { ...spell, closed: { position: 2, at } })),
    };
    expect(ids(kept, null)).toEqual(['f00d-opened-5']);
    expect(ids(kept, { opened: 1, state: 'open' })).toEqual(['f00d-closed-2', 'f00d-opened-5']);
  });

  it('is nothing once it was told', () => {
    for (const kept of [finding([1, null]), finding([1, 2]), finding([1, 2], [5, null])]) expect(ids(kept, standingOf(kept))).toEqual([]);
  });

  it('is only what is different in the end where other rules place its spells elsewhere', () => {
    expect(ids(finding([4, null]), { opened: 3, state: 'open' })).toEqual([]);
    expect(ids(finding([4, 6]), { opened: 3, state: 'open' })).toEqual(['f00d-closed-6']);
    expect(ids(finding([4, 6], [8, null]), { opened: 3, state: 'closed' })).toEqual(['f00d-opened-8']);
  });

  it('is nothing of a finding that nothing was ever found of', () => {
    expect(standingOf(finding())).toBeNull();
    expect(ids(finding(), null)).toEqual([]);
  });

  it('says what it is about, in words, and when', () => {
    expect(newsOf(finding([1, null]), null)).toEqual([
      {
        id: 'f00d-opened-1',
        type: 'dev.lockstep.finding.opened.v1',
        subject: 'finding-f00d',
        time: moment(1).at,
        recordedAt: moment(1).at,
        position: 1,
        actor: 'system:findings',
        data: {
          finding: 'f00d',
          kind: 'unknown-version',
          severity: 'medium',
          title: '3 clusters under NSX manager nsx-1 run a version of vkr that could not be observed.',
          nsxManager: 'nsx-1',
          nodes: 3,
        },
        about: { nsxManager: 'nsx-1' },
      },
    ]);
  });
});
