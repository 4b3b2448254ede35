import { describe, expect, it } from 'vitest';
import { SCOPES, type Selector } from '@lockstep/documents';
import { fleet, type FleetSketch, goal, matrix } from '@lockstep/testing/builders';
import { ClassLayout, idAbove } from './class-layout.js';
import type { Roster } from './rosters.js';

const { matrix: releases } = matrix({
  releases: {
    nsx: ['4.2.0'],
    vks: ['3.6.0', '3.7.0'],
    vkr: [{ version: 'v1.33.1', bundle: { antrea: '2.3.0' } }, { version: 'v1.34.1' }],
    antrea: ['2.3.0'],
  },
});

const VKR = { vkr: 'v1.33.1' };

/** Clusters by node, as lists of their ids. */
function classesOf(
  sketch: Partial<FleetSketch>,
  selectors: readonly Selector[] = [],
  named: readonly (readonly string[])[] = [],
): string[][] {
  const snapshot = fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, ...sketch });
  const asked = goal({ hold: selectors.map((select) => ({ component: 'vkr', select })) });
  const rosters = named.map((ids): Roster => ({ ids, steps: [] }));
  const layout = new ClassLayout(releases, snapshot, asked, rosters);
  return layout.tree.clusters.map((node) => {
    const members = layout.membersOf(node);
    expect(node.size).toBe(members.length);
    expect(node.id).toBe(members[0]);
    return [...members];
  });
}

const three = (changes: Record<string, object> = {}) => ({ clusters: { c1: VKR, c2: { ...VKR, ...changes['c2'] }, c3: VKR } });
const APART = [['c1', 'c3'], ['c2']];

describe('clusters under one Supervisor', () => {
  it('are one node when nothing tells them apart', () => expect(classesOf(three())).toEqual([['c1', 'c2', 'c3']]));

  it.each<[string, object]>([
    ['run another version', { vkr: 'v1.34.1' }],
    ['have another CNI', { cni: 'calico' }],
    ['have no adapter', { adapter: 'disabled' }],
  ])('part when they %s', (_, change) => expect(classesOf(three({ c2: change }))).toEqual(APART));

  it.each<[string, object, Selector]>([
    ['label', { labels: { env: 'dev' } }, { labels: { env: 'dev' } }],
    ['project', { project: 'shop' }, { projects: ['shop'] }],
    ['id', {}, { ids: ['c2'] }],
  ])('part by %s only when a selector asks for it', (_, change, selector) => {
    expect(classesOf(three({ c2: change }))).toEqual([['c1', 'c2', 'c3']]);
    expect(classesOf(three({ c2: change }), [selector])).toEqual(APART);
  });

  it('part by what the plan names them in, and by how often', () => {
    expect(classesOf(three(), [], [['c2']])).toEqual(APART);
    expect(classesOf(three(), [], [['c1', 'c2', 'c3', 'c2']])).toEqual(APART);
    expect(classesOf(three(), [], [['c3', 'c1'], ['c2']])).toEqual(APART);
    expect(classesOf(three(), [], [['c3', 'c1', 'c2']])).toEqual([['c1', 'c2', 'c3']]);
  });
});

describe('clusters under several Supervisors', () => {
  const two = (first: object = {}, second: object = {}) => ({
    supervisors: { a: { vks: '3.6.0', ...first }, b: { vks: '3.6.0', ...second } },
    clusters: { c1: { ...VKR, on: 'a' }, c2: { ...VKR, on: 'b' }, c3: { ...VKR, on: 'a' } },
  });

  it('are one node when the Supervisors are alike, too', () => expect(classesOf(two())).toEqual([['c1', 'c2', 'c3']]));

  it('part when the Supervisors run other versions', () => expect(classesOf(two({}, { vks: '3.7.0' }))).toEqual(APART));

  it('part when the Supervisors take other steps', () => expect(classesOf(two(), [], [['b']])).toEqual(APART));

  it.each<[string, Selector]>([
    ['names one of the Supervisors', { supervisors: ['a'] }],
    ['names one of the Supervisors, and labels that only clusters have', { supervisors: ['a'], labels: { env: 'prod' } }],
    ['names one of the Supervisors as a node', { ids: ['b'] }],
  ])('part when a selector %s', (_, selector) => expect(classesOf(two(), [selector])).toEqual(APART));

  it('part when what is above the Supervisors is not alike', () => {
    const nsxManagers = { 'nsx-1': { nsx: '4.2.0' }, 'nsx-2': { nsx: '4.2.0' } };
    expect(classesOf({ ...two({ on: 'nsx-1' }, { on: 'nsx-2' }), nsxManagers })).toEqual(APART);
    const vcenters = { 'vc-1': { on: 'nsx-1' }, 'vc-2': { on: 'nsx-1' } };
    const below = { ...two({ on: 'vc-1' }, { on: 'vc-2' }), vcenters };
    expect(classesOf(below)).toEqual([['c1', 'c2', 'c3']]);
    expect(classesOf(below, [{ ids: ['vc-1'] }])).toEqual(APART);
  });
});

it('tells what a node hangs on by its own id, not by that of the node that stands for it', () => {
  const sketch = {
    supervisors: { a: { vks: '3.6.0' }, b: { vks: '3.6.0' } },
    clusters: { c1: { ...VKR, on: 'a' }, c2: { ...VKR, on: 'b' } },
  };
  const layout = new ClassLayout(releases, fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, ...sketch }), goal({}), []);
  expect(layout.tree.clusters).toHaveLength(1);
  const above = (id: string) => SCOPES.map((scope) => idAbove(layout.locate(id)!, scope));
  expect(above('c2')).toEqual(['nsx-1', null, 'b', 'c2']);
  expect(above('b')).toEqual(['nsx-1', null, 'b', null]);
  expect(layout.locate('nobody')).toBeUndefined();
});
