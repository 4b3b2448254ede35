import { describe, expect, it } from 'vitest';
import { API_VERSION, type DocumentOfKind, type Kind, type Located, readValue, renderProblem } from '@lockstep/documents';
import { fleetProblems } from '@lockstep/planner';
import { matrix } from '@lockstep/testing/builders';

const { matrix: facts } = matrix({ releases: { nsx: ['4.2.0', '9.0.0'], vks: ['3.4.1', '3.5.0'], vkr: ['v1.33.1', 'v1.34.1'] } });

function located<K extends Kind>(kind: K, spec: object): Located<DocumentOfKind[K]> {
  const result = readValue(kind, { apiVersion: API_VERSION, kind, metadata: { name: 'test' }, spec }, 'doc');
  if (Array.isArray(result)) throw new Error(result.map(renderProblem).join('\n'));
  return result;
}

const manager = { id: 'nsx-1', versions: { nsx: '4.2.0' } };
const supervisor = { id: 'sup', nsxManager: 'nsx-1', versions: { vks: '3.4.1' } };

describe('a fleet that does not fit', () => {
  it.each<[string, object, string]>([
    ['has no NSX manager', {}, 'spec.nsxManagers: a fleet needs at least one NSX manager; found none'],
    [
      'uses one id for two nodes of different kinds',
      { nsxManagers: [manager], supervisors: [{ ...supervisor, id: 'nsx-1' }] },
      'spec.supervisors[0].id: duplicate id "nsx-1"; an NSX manager has it already',
    ],
    [
      'uses one id for two clusters',
      { nsxManagers: [manager], supervisors: [supervisor], clusters: ['a', 'b', 'a'].map((id) => ({ id, supervisor: 'sup' })) },
      'spec.clusters[2].id: duplicate id "a"; a cluster has it already',
    ],
    [
      'uses the id of a Supervisor for a cluster',
      { nsxManagers: [manager], supervisors: [supervisor], clusters: [{ id: 'sup', supervisor: 'sup' }] },
      'spec.clusters[0].id: duplicate id "sup"; a Supervisor has it already',
    ],
    [
      'hangs a vCenter on nothing',
      { nsxManagers: [manager], vcenters: [{ id: 'vc', nsxManager: 'gone' }] },
      'spec.vcenters[0].nsxManager: no NSX manager has this id; found "gone"',
    ],
    [
      'hangs a Supervisor on nothing',
      { nsxManagers: [manager], supervisors: [{ id: 'sup' }] },
      'spec.supervisors[0]: a Supervisor names its vcenter, or its nsxManager in a fleet without vcenters; found neither',
    ],
    [
      'names two different NSX managers for a Supervisor',
      {
        nsxManagers: [manager, { id: 'nsx-2' }],
        vcenters: [{ id: 'vc', nsxManager: 'nsx-1' }],
        supervisors: [{ id: 'sup', vcenter: 'vc', nsxManager: 'nsx-2' }],
      },
      'spec.supervisors[0].nsxManager: its vCenter vc hangs on nsx-1; found nsx-2',
    ],
    [
      'names a Supervisor that is not there',
      { nsxManagers: [manager], clusters: [{ id: 'c', supervisor: 'gone' }] },
      'spec.clusters[0].supervisor: no Supervisor has this id; found "gone"',
    ],
    [
      'runs a component where it cannot run',
      { nsxManagers: [{ id: 'nsx-1', versions: { vkr: 'v1.33.1' } }] },
      'spec.nsxManagers[0].versions.vkr: vkr is per cluster; found it at a nsxManager',
    ],
    [
      'runs a component that the matrix does not know',
      { nsxManagers: [{ id: 'nsx-1', versions: { esx: '8' } }] },
      'spec.nsxManagers[0].versions.esx: no component of the matrix has this id; found "esx"',
    ],
    [
      'hangs an IP block on nothing',
      { nsxManagers: [manager], ipBlocks: [{ id: 'b', nsxManager: 'gone', cidr: '10.0.0.0/16' }] },
      'spec.ipBlocks[0].nsxManager: no NSX manager has this id; found "gone"',
    ],
  ])('because it %s', (_, spec, problem) => {
    expect(fleetProblems(facts, located('FleetSnapshot', spec)).map(({ path, message }) => `${path}: ${message}`)).toContain(problem);
  });

  it('is told all its problems at once', () => {
    const spec = { nsxManagers: [{ id: 'a', versions: { nsx: 'nine' } }, { id: 'a' }], clusters: [{ id: 'c', supervisor: 'gone' }] };
    expect(fleetProblems(facts, located('FleetSnapshot', spec))).toHaveLength(3);
  });

  it('is told of the versions of each cluster, if they are one object as well', () => {
    const versions = { vkr: 'one' };
    const clusters = ['a', 'b'].map((id) => ({ id, supervisor: 'sup', versions }));
    const { document, source } = located('FleetSnapshot', { nsxManagers: [manager], supervisors: [supervisor], clusters });
    for (const cluster of document.spec.clusters) cluster.versions = versions;
    expect(fleetProblems(facts, { document, source }).map(({ path }) => path)).toEqual(
      [0, 1].map((index) => `spec.clusters[${index}].versions.vkr`),
    );
  });

  it('but may run a release that the matrix does not list, and versions that nobody could observe', () => {
    const spec = {
      nsxManagers: [{ id: 'nsx-1', versions: { nsx: '4.1.9' } }],
      supervisors: [{ ...supervisor, versions: { vks: 'unknown' } }],
    };
    expect(fleetProblems(facts, located('FleetSnapshot', spec))).toEqual([]);
  });
});
