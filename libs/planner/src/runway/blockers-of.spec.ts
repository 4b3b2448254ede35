import { policy } from '@lockstep/documents';
import { type Range, parseRange } from '@lockstep/kernel';
import { blockersOf } from '@lockstep/planner';
import { blockedHop, fleet, hop, matrix, rejected, transitional, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';

const nsxRange = (text: string): Range => {
  const range = parseRange('dotted', text);
  if (!range.ok) throw new Error(range.problem);
  return range.value;
};

const facts = matrix({
  releases: { nsx: ['4.2.1', '9.0.1', '9.1.0', '9.1.1'], vcenter: ['8.0U3g', '9.0.2'], vkr: ['v1.33.1', 'v1.34.1', 'v1.35.1'] },
  statements: [
    validated('vkr 1.33', 'nsx <9.1', { id: 'old' }),
    rejected('vkr 1.33', 'nsx 9.1.1', { id: 'kb' }),
    validated('vkr >=1.34', 'nsx >=9.0', { id: 'new' }),
    transitional('vcenter 8.0U3g', 'nsx >=4.2 <9.1', { id: 'first-nsx' }),
    validated('vcenter 9.0.2', 'nsx >=9.0', { id: 'nine' }),
  ],
  hops: [
    hop('nsx', '4.2', '9.0', { requires: [{ component: 'vkr', range: '>=1.33' }] }),
    hop('nsx', '9.0', '9.1'),
    blockedHop('nsx', '9.0', '9.1.1'),
    hop('nsx', '9.1', '9.1'),
  ],
});
const world = fleet({
  nsxManagers: { fra: { nsx: '4.2.1' }, muc: { nsx: '9.0.1' } },
  vcenters: { 'vc-fra': { on: 'fra', vcenter: '8.0U3g' }, 'vc-muc': { on: 'muc', vcenter: '9.0.2' } },
  supervisors: { 'sup-fra': { on: 'vc-fra' }, 'sup-muc': { on: 'vc-muc' } },
  clusters: {
    a: { on: 'sup-fra', vkr: 'v1.33.1', project: 'shop' },
    b: { on: 'sup-fra', vkr: 'v1.33.1', project: 'pay' },
    c: { on: 'sup-fra', vkr: 'v1.33.1', project: 'pay' },
    d: { on: 'sup-fra', vkr: 'v1.34.1', project: 'pay' },
    e: { on: 'sup-muc', vkr: 'v1.34.1' },
  },
});
const blockers = (target: string, manager?: string) => blockersOf(facts, world, policy.parse({}), nsxRange(target), manager);

describe('who holds NSX back', () => {
  it('is told per release, grouped by version, with verdict, statement or silence, and Projects', () => {
    const [fra] = blockers('>=9.1', 'fra');
    expect(fra).toMatchObject({ nsxManager: 'fra', nsx: '4.2.1', target: '>=9.1', outcome: 'held' });
    expect(fra!.releases.map(({ release, open, clusters, sharedNodes }) => [release, open, clusters, sharedNodes])).toEqual([
      ['9.1.0', false, 3, 1],
      ['9.1.1', false, 3, 1],
    ]);
    expect(fra!.releases[0]!.causes).toEqual([
      {
        component: 'vkr',
        version: 'v1.33.1',
        scope: 'cluster',
        verdict: 'unknown',
        statement: null,
        outsideNow: false,
        nodes: ['a', 'b', 'c'],
        projects: [
          { project: 'pay', count: 2 },
          { project: 'shop', count: 1 },
        ],
      },
      {
        component: 'vcenter',
        version: '8.0U3g',
        scope: 'vcenter',
        verdict: 'unknown',
        statement: null,
        outsideNow: false,
        nodes: ['vc-fra'],
        projects: [{ project: null, count: 1 }],
      },
    ]);
    expect(fra!.releases[1]!.causes[0]).toMatchObject({ verdict: 'rejected', statement: 'kb' });
  });

  it('says of a pairing that is outside now that moving NSX is not what takes it out', () => {
    const [release] = blockers('9.0.1', 'fra')[0]!.releases;
    expect(release).toMatchObject({ open: true, causes: [] });
    const outside = fleet({ nsxManagers: { fra: { nsx: '4.2.1' } }, clusters: { d: { vkr: 'v1.35.1' }, u: { vkr: 'unknown' } } });
    const [domain] = blockersOf(facts, outside, policy.parse({}), nsxRange('>=4.2'));
    expect(
      domain!.releases.map(({ release: nsx, causes }) => [nsx, causes.map(({ version, outsideNow }) => [version, outsideNow])]),
    ).toEqual([
      [
        '4.2.1',
        [
          ['unknown', true],
          ['v1.35.1', true],
        ],
      ],
      ['9.0.1', [['unknown', true]]],
      ['9.1.0', [['unknown', true]]],
      ['9.1.1', [['unknown', true]]],
    ]);
  });

  it('is nobody where all go along, domain by domain', () => {
    expect(blockers('>=9.1').map(({ nsxManager, outcome }) => [nsxManager, outcome])).toEqual([
      ['fra', 'held'],
      ['muc', 'open'],
    ]);
  });

  it('leaves out releases that NSX has passed, and is beyond when it has passed them all', () => {
    expect(blockers('<9.1', 'muc')[0]!.releases.map(({ release }) => release)).toEqual(['9.0.1']);
    expect(blockers('<9', 'muc')[0]).toMatchObject({ outcome: 'beyond', releases: [] });
  });
});

describe('the hop path to a release', () => {
  it.each<[string, string, string, { kind: string; via: string[] }]>([
    ['is nothing where NSX is', 'muc', '9.0.1', { kind: 'here', via: [] }],
    ['is free over rules without a condition', 'muc', '9.1.0', { kind: 'free', via: ['9.1.0'] }],
    ['goes around a blocked hop', 'muc', '9.1.1', { kind: 'free', via: ['9.1.0', '9.1.1'] }],
    ['is conditional where a rule requires something', 'fra', '9.1.0', { kind: 'conditional', via: ['9.0.1', '9.1.0'] }],
  ])('%s', (_, manager, target, hops) => {
    expect(blockers(`=${target}`, manager)[0]!.releases[0]!.hops).toEqual(hops);
  });

  it('does not exist without a supported rule, and is not known from an unobserved release', () => {
    const bare = matrix({ releases: { nsx: ['4.2.1', '9.0.1'] }, hops: [] });
    const hopsFrom = (nsx: string) =>
      blockersOf(bare, fleet({ nsxManagers: { fra: { nsx } } }), policy.parse({}), nsxRange('9.0'))[0]!.releases[0];
    expect(hopsFrom('4.2.1')).toMatchObject({ open: true, hops: { kind: 'none', via: [] } });
    expect(hopsFrom('unknown')).toMatchObject({ hops: { kind: 'unknown', via: [] } });
  });
});
