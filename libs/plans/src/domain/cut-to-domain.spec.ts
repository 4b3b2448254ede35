import { fleet } from '@lockstep/testing/builders';
import { expect, it } from 'vitest';
import { cutToDomain } from './cut-to-domain.js';

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

it('keeps what hangs on the NSX manager, through vCenters, and nothing else', () => {
  const snapshot = fleet({
    nsxManagers: { a: { nsx: '4.2.1' }, b: { nsx: '4.2.1' } },
    vcenters: { va: { on: 'a' }, vb: { on: 'b' } },
    supervisors: { sa: { on: 'va' }, sb: { on: 'vb' } },
    clusters: { ca: { on: 'sa' }, cb: { on: 'sb' } },
  });
  const { metadata, spec } = cutToDomain(snapshot, 'b')!;
  expect([spec.nsxManagers, spec.vcenters, spec.supervisors, spec.clusters].map(ids)).toEqual([['b'], ['vb'], ['sb'], ['cb']]);
  expect(metadata).toEqual(snapshot.metadata);
});

it('follows Supervisors that hang on the NSX manager directly', () => {
  const snapshot = fleet({ nsxManagers: { a: {}, b: {} }, supervisors: { sa: { on: 'a' }, sb: { on: 'b' } }, clusters: { ca: { on: 'sa' }, cb: { on: 'sb' } } });
  expect(ids(cutToDomain(snapshot, 'a')!.spec.clusters)).toEqual(['ca']);
});

it('finds no domain of an unknown NSX manager', () => {
  expect(cutToDomain(fleet({ nsxManagers: { a: {} } }), 'c')).toBeUndefined();
});
