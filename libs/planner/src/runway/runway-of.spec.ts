import { policy } from '@lockstep/documents';
import { type Runway, runwayOf } from '@lockstep/planner';
import { fleet, matrix, rejected, transitional, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';

const facts = matrix({
  releases: {
    nsx: ['4.2.1', '4.2.3', '9.0.1', '9.0.2', '9.1.0'],
    vkr: [{ version: 'v1.33.1', bundle: { 'antrea-nsx-adapter': '1.1.0' } }],
    antrea: [],
    'antrea-nsx-adapter': ['1.1.0', '1.3.0', '1.4.0'],
  },
  relations: [{ between: ['antrea-nsx-adapter', 'nsx'] }],
  statements: [
    validated('antrea-nsx-adapter 1.1', 'nsx 4.2', { id: 'a11' }),
    validated('antrea-nsx-adapter 1.3', 'nsx >=4.2 <9.0.2', { id: 'a13' }),
    rejected('antrea-nsx-adapter 1.3', 'nsx 9.0.2', { id: 'a13-kb' }),
    transitional('antrea-nsx-adapter 1.3', 'nsx 9.1', { id: 'a13-way' }),
    validated('antrea-nsx-adapter 1.4', 'nsx >=4.2', { id: 'a14' }),
  ],
});
type Sketch = Parameters<typeof fleet>[0];
const runway = (nsx: string, cluster: NonNullable<Sketch['clusters']>[string], revision = facts): Runway =>
  runwayOf(revision, fleet({ nsxManagers: { fra: { nsx } }, clusters: { c: cluster } }), policy.parse({}))[0]!;

describe('the runway of a cluster', () => {
  it.each<[string, string, NonNullable<Sketch['clusters']>[string], Partial<Runway>]>([
    [
      'ends before the first release that no statement covers',
      '4.2.1',
      { 'antrea-nsx-adapter': '1.1.0' },
      {
        state: 'limited',
        reach: ['4.2.3'],
        fallsOutAt: '9.0.1',
        limitedBy: [{ component: 'antrea-nsx-adapter', version: '1.1.0', nsx: '9.0.1', verdict: 'unknown', statement: null }],
      },
    ],
    [
      'ends before a rejected release, although a later one is inside',
      '4.2.1',
      { 'antrea-nsx-adapter': '1.3.0' },
      {
        state: 'limited',
        reach: ['4.2.3', '9.0.1'],
        inside: ['4.2.1', '4.2.3', '9.0.1', '9.1.0'],
        fallsOutAt: '9.0.2',
        limitedBy: [{ component: 'antrea-nsx-adapter', version: '1.3.0', nsx: '9.0.2', verdict: 'rejected', statement: 'a13-kb' }],
        windows: [
          {
            component: 'antrea-nsx-adapter',
            version: '1.3.0',
            inside: ['4.2.1', '4.2.3', '9.0.1', '9.1.0'],
            statements: ['a13', 'a13-way'],
          },
        ],
      },
    ],
    [
      'goes to the newest release when all are inside',
      '9.0.1',
      { 'antrea-nsx-adapter': '1.4.0' },
      { state: 'clear', reach: ['9.0.2', '9.1.0'], fallsOutAt: null, limitedBy: [] },
    ],
    ['of the newest release is clear and empty', '9.1.0', { 'antrea-nsx-adapter': '1.4.0' }, { state: 'clear', reach: [] }],
    [
      'is nothing for a cluster that is out already',
      '9.0.2',
      { 'antrea-nsx-adapter': '1.3.0' },
      {
        state: 'out',
        reach: [],
        limitedBy: [{ component: 'antrea-nsx-adapter', version: '1.3.0', nsx: '9.0.2', verdict: 'rejected', statement: 'a13-kb' }],
      },
    ],
    [
      'is nothing for an adapter that could not be observed',
      '4.2.1',
      { 'antrea-nsx-adapter': 'unknown' },
      {
        state: 'out',
        reach: [],
        inside: [],
        limitedBy: [{ component: 'antrea-nsx-adapter', version: 'unknown', nsx: '4.2.1', verdict: 'unknown', statement: null }],
      },
    ],
    ['is not known where NSX could not be observed', 'unknown', { 'antrea-nsx-adapter': '1.4.0' }, { state: 'unknown', reach: [] }],
    ['takes the adapter that the VKr bundles', '4.2.1', { vkr: 'v1.33.1' }, { state: 'limited', fallsOutAt: '9.0.1' }],
    [
      'has no limit without the adapter',
      '9.0.1',
      { 'antrea-nsx-adapter': '1.1.0', adapter: 'disabled' },
      { state: 'unlimited', reach: ['9.0.2', '9.1.0'], fallsOutAt: null, windows: [] },
    ],
    [
      'has no limit under another CNI',
      '4.2.1',
      { cni: 'calico' },
      { state: 'unlimited', reach: ['4.2.3', '9.0.1', '9.0.2', '9.1.0'], limitedBy: [] },
    ],
  ])('%s', (_, nsx, cluster, expected) => {
    expect(runway(nsx, cluster)).toMatchObject(expected);
  });

  it('is not limited by a relation that is only shown', () => {
    const shown = matrix({
      releases: { nsx: ['4.2.1', '9.0.1'], vkr: ['v1.33.1'] },
      relations: [{ between: ['nsx', 'vkr'], enforce: false }],
    });
    expect(runway('4.2.1', { vkr: 'v1.33.1' }, shown)).toMatchObject({ state: 'unlimited', reach: ['9.0.1'] });
  });

  it('ignores a statement below the evidence floor of the policy, and one that has expired on the day of the snapshot', () => {
    const weak = matrix({
      releases: { nsx: ['4.2.1', '9.0.1', '9.1.0'], vkr: ['v1.33.1'] },
      statements: [
        validated('vkr 1.33', 'nsx 4.2'),
        validated('vkr 1.33', 'nsx 9.0', { evidence: 'operator' }),
        validated('vkr 1.33', 'nsx 9.1', { expires: '2026-11-19' }),
      ],
    });
    const snapshot = fleet({ nsxManagers: { fra: { nsx: '4.2.1' } }, clusters: { c: { vkr: 'v1.33.1' } } });
    expect(runwayOf(weak, snapshot, policy.parse({ evidence: 'operator' }))[0]).toMatchObject({ reach: ['9.0.1'], fallsOutAt: '9.1.0' });
    expect(runwayOf(weak, snapshot, policy.parse({ evidence: 'vendor' }))[0]).toMatchObject({ reach: [], fallsOutAt: '9.0.1' });
  });
});
