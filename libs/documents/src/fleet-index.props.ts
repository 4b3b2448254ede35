import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FleetIndex } from './fleet-index.js';
import { type FleetCluster, type FleetSnapshot, fleetSnapshot } from './fleet-snapshot.js';

const field = fc.constantFrom<keyof FleetCluster>('versions', 'labels', 'project', 'cni', 'adapter', 'supervisor', 'vpc');
const cluster = fc.record(
  {
    supervisor: fc.constantFrom('s1', 's2'),
    project: fc.constantFrom('p', 'q'),
    vpc: fc.constantFrom('v', 'w'),
    cni: fc.constantFrom('antrea', 'calico', 'cilium', 'other'),
    adapter: fc.constantFrom('enabled', 'disabled'),
    versions: fc.dictionary(fc.constantFrom('vkr', 'antrea'), fc.constantFrom('1.2', 'unknown'), { noNullPrototype: true }),
    labels: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2'), { noNullPrototype: true }),
  },
  { requiredKeys: ['supervisor'], noNullPrototype: true },
);
const change = fc.record({ at: fc.nat(), from: fc.nat(), field: fc.oneof({ weight: 9, arbitrary: field }, fc.constant('id' as const)) });

const uppers = { nsxManagers: [{ id: 'n' }], supervisors: ['s1', 's2'].map((id) => ({ id, nsxManager: 'n' })) };
const fleetOf = (clusters: readonly object[]): FleetSnapshot =>
  fleetSnapshot.parse({ apiVersion: 'lockstep/v1', kind: 'FleetSnapshot', metadata: { name: 'f' }, spec: { ...uppers, clusters } });

function check(fleet: FleetSnapshot, index: FleetIndex): void {
  const ids = [...fleet.spec.clusters, ...fleet.spec.nsxManagers, ...fleet.spec.supervisors].map(({ id }) => id);
  expect(index.size).toBe(ids.length);
  for (const list of [ids, Object.freeze([...ids])]) expect([...index.positionsOf(list)]).toEqual([...ids.keys()]);
  expect([...index.positionsOf(['nobody'])]).toEqual([-1]);
  fleet.spec.clusters.forEach((cluster, position) => {
    const { versions, labels, project, cni, adapter } = index.examples[index.kinds[position]!]!;
    expect({ versions, labels, project, cni, adapter }).toEqual({
      ...{ versions: cluster.versions, labels: cluster.labels, project: cluster.project },
      ...{ cni: cluster.cni, adapter: cluster.adapter },
    });
    expect(index.supervisorIds[index.supervisors[position]!]).toBe(cluster.supervisor);
  });
}

it('tells of every node where it stands and of every cluster what it has, fleet after fleet', () =>
  fc.assert(
    fc.property(fc.array(cluster, { minLength: 1, maxLength: 8 }), fc.array(fc.array(change, { maxLength: 3 })), (given, history) => {
      let fleet = fleetOf(given.map((entry, index) => ({ ...entry, id: `c${index}` })));
      let index = FleetIndex.of(fleet);
      check(fleet, index);
      for (const changes of history) {
        const clusters = [...fleet.spec.clusters];
        for (const { at, from, field } of changes) {
          const [one, other] = [clusters[at % clusters.length]!, clusters[from % clusters.length]!];
          clusters[at % clusters.length] = { ...one, [field]: field === 'id' ? `${one.id}-new` : other[field] };
        }
        fleet = { ...fleet, spec: { ...fleet.spec, clusters } };
        index = FleetIndex.of(fleet, index);
        check(fleet, index);
      }
    }),
    { numRuns: propertyRuns(500) },
  ));
