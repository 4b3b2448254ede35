import { expect, it } from 'vitest';
import { fleet, goal, matrix } from '@lockstep/testing/builders';
import { classTrees } from './class-trees.js';
import { subtree } from './fleet-tree.js';

const { matrix: facts } = matrix({ releases: { vks: ['3.4.0'], vkr: ['v1.33.1', 'v1.34.1'], antrea: [] } });
const c = { on: 'sup-1', vkr: 'v1.33.1', cni: 'calico' };

const membersFor = (select: Parameters<typeof goal>[0]['targets'], clusters: Record<string, Record<string, unknown>>): string[] => {
  const world = fleet({ nsxManagers: { 'nsx-1': {} }, supervisors: { 'sup-1': {}, 'sup-2': {} }, clusters: clusters as never });
  return classTrees(facts, world, goal({ targets: select }).spec)
    .roots.flatMap((root) => [...subtree(root)])
    .filter(({ scope }) => scope === 'cluster')
    .map(({ members }) => members.join('+'));
};

it.each<[string, Record<string, Record<string, unknown>>, object, string[]]>([
  ['equal clusters are one node, whatever their order', { b: c, a: c, a10: c, a2: c }, {}, ['a+a10+a2+b']],
  [
    'labels that no selector asks for tell nothing apart',
    { a: c, b: { ...c, labels: { tier: '1' } } },
    { labels: { env: 'prod' } },
    ['a+b'],
  ],
  ['a label that a selector asks for does', { a: c, b: { ...c, labels: { env: 'prod' } } }, { labels: { env: 'prod' } }, ['a', 'b']],
  ['two values that a selector refuses alike do not', { a: c, b: { ...c, labels: { env: 'test' } } }, { labels: { env: 'prod' } }, ['a+b']],
  [
    'a Project that a selector names does',
    { a: { ...c, project: 'shop' }, b: { ...c, project: 'bank' } },
    { projects: ['shop'] },
    ['a', 'b'],
  ],
  ['an id that a selector names does', { a: c, b: c, c }, { ids: ['b'] }, ['a+c', 'b']],
  ['ids that all selectors name alike do not', { a: c, b: c, c }, { ids: ['b', 'c'] }, ['a', 'b+c']],
  ['other versions do', { a: c, b: { ...c, vkr: 'v1.34.1' } }, {}, ['a', 'b']],
  ['a component that is there and not written down does', { a: c, b: { ...c, cni: 'antrea' } }, {}, ['a', 'b']],
  ['clusters of two Supervisors stay apart', { a: c, b: { ...c, on: 'sup-2' } }, {}, ['a', 'b']],
])('%s', (_, clusters, select, expected) => {
  expect(membersFor([{ target: 'vkr *', select }], clusters)).toEqual(expected);
});
