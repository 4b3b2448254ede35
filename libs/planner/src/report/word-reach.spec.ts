import { expect, it } from 'vitest';
import { fleetTrees, subtree } from '@lockstep/planner';
import { policy } from '@lockstep/documents';
import { fleet, matrix, validated } from '@lockstep/testing/builders';
import { wordReach } from './word-reach.js';

const ADAPTER = 'antrea-nsx-adapter';
const { matrix: facts } = matrix({
  releases: { nsx: ['4.2.0', '4.2.4', '9.0.0', '9.1.0'], [ADAPTER]: ['1.1.0', '1.2.0', '1.3.0', '1.4.0', '1.5.0'] },
  statements: [
    validated(`${ADAPTER} 1.1.0`, 'nsx <4.3'),
    validated(`${ADAPTER} 1.2.0`, 'nsx 4.2.0 || 9.0.0'),
    validated(`${ADAPTER} 1.4.0`, 'nsx 9.1.0'),
  ],
});

const reach = (clusters: Record<string, string>, nsx: string) => {
  const world = fleet({
    nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
    clusters: Object.fromEntries(Object.entries(clusters).map(([id, version]) => [id, { [ADAPTER]: version }])),
  });
  const nodes = fleetTrees(facts, world).flatMap((root) => [...subtree(root)].filter(({ scope }) => scope === 'cluster'));
  const asked = facts.readVersion('nsx', nsx);
  if (!asked.ok) throw new Error(asked.problem);
  return wordReach(facts, { policy: policy.parse({}), day: null }, nodes, ADAPTER, 'nsx', asked.value);
};

it.each<[string, Record<string, string>, string, string | null]>([
  ['says up to where one version goes', { a: '1.1.0', b: '1.1.0' }, '9.1.0', `their ${ADAPTER} 1.1.0 is validated up to nsx 4.2.4`],
  ['says so of gaps in between', { a: '1.2.0' }, '9.1.0', `its ${ADAPTER} 1.2.0 is validated up to nsx 9.0.0, with gaps`],
  ['says what goes with it where that is newer', { a: '1.4.0' }, '9.0.0', `its ${ADAPTER} 1.4.0 is validated with nsx 9.1.0`],
  ['says of an empty window that it is', { a: '1.3.0' }, '9.1.0', `its ${ADAPTER} 1.3.0 has no nsx in its window`],
  [
    'tells versions apart, and leaves out those that go along',
    { a: '1.3.0', b: '1.1.0', c: '1.4.0' },
    '9.1.0',
    `their ${ADAPTER} 1.1.0 is validated up to nsx 4.2.4, 1.3.0 has no nsx in its window`,
  ],
  [
    'counts versions where they are many',
    { a: '1.1.0', b: '1.2.0', c: '1.3.0', d: '1.5.0' },
    '9.1.0',
    `their ${ADAPTER} 1.1.0 is validated up to nsx 4.2.4, 1.2.0 is validated up to nsx 9.0.0, with gaps, 1.3.0 has no nsx in its window; 1 more of its versions falls short as well`,
  ],
  ['is silent where all go along', { a: '1.4.0' }, '9.1.0', null],
])('%s', (_, clusters, nsx, told) => {
  expect(reach(clusters, nsx)).toBe(told);
});
