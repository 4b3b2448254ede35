import { compatibilityMatrix, fleetDigest, type FleetSnapshot } from '@lockstep/documents';
import { judgePair, type Judging } from '@lockstep/matrix/domain';
import { fleet, matrix, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { type AlteredInput, assume, type Assumptions } from './hypothesis.js';

const revision = matrix({
  releases: { nsx: ['4.2.1', '9.0.1'], vkr: ['v1.33.1', 'v1.34.1'], antrea: [], 'antrea-nsx-adapter': ['1.3.0'] },
  statements: [validated('vkr 1.33', 'nsx 4.2', { id: 'old' })],
});
const world = fleet({
  nsxManagers: { fra: { nsx: '4.2.1' } },
  clusters: { a: { vkr: 'v1.33.1' }, b: { vkr: 'v1.33.1', cni: 'calico' } },
});
const lists = compatibilityMatrix.shape.spec;

/** Entries as a request gives them, with the defaults of their schema. */
function assumptions({ versions = [], ...entries }: { [K in keyof Assumptions]?: object[] }): Assumptions {
  const { statements, releases, hops } = lists.parse(entries);
  return { statements, releases, hops, versions: versions as Assumptions['versions'] };
}
const assumed = (given: Parameters<typeof assumptions>[0], snapshot: FleetSnapshot = world) =>
  assume(revision, snapshot, assumptions(given));
function altered(given: Parameters<typeof assumptions>[0]): AlteredInput {
  const input = assumed(given);
  if (Array.isArray(input)) throw new Error(JSON.stringify(input));
  return input;
}

const fits = { id: 'what-if', between: { vkr: '1.33', nsx: '9.0' }, status: 'validated', evidence: 'operator' };

describe('assumed facts', () => {
  it('about the matrix make another revision, with another digest and name, and leave the fleet alone', () => {
    const input = altered({ statements: [fits] });
    expect(input.fleet).toEqual(world);
    expect(input.revision.digest).not.toBe(revision.digest);
    expect(input.revision.document.metadata.name).toBe('test (hypothetical)');
    const judging: Judging = { policy: { evidence: 'operator', acceptUntested: false, mixedWindow: 'comoved', waivers: [] }, day: null };
    const version = (component: string, text: string) => {
      const read = revision.matrix.readVersion(component, text);
      if (!read.ok) throw new Error(read.problem);
      return read.value;
    };
    const judge = (of: AlteredInput['revision']) =>
      judgePair(of.matrix, judging, 'nsx', version('nsx', '9.0.1'), 'vkr', version('vkr', 'v1.33.1')).verdict;
    expect([judge(revision), judge(input.revision)]).toEqual(['unknown', 'validated']);
  });

  it('may take a statement away, add a release, or add a hop rule', () => {
    const input = altered({
      statements: [{ id: 'old', removed: true }],
      releases: [{ component: 'nsx', version: '9.2.0' }],
      hops: [{ id: 'leap', component: 'nsx', from: '4.2', to: '9.2', status: 'supported' }],
    });
    const { matrix: facts } = input.revision;
    expect(facts.findStatement('old')).toBeUndefined();
    expect(facts.releases('nsx').map(({ version }) => version.text)).toEqual(['4.2.1', '9.0.1', '9.2.0']);
    expect(facts.hopRules('nsx').map(({ id }) => id)).toContain('leap');
  });

  it('about the fleet make another fleet, with another digest, and leave the matrix alone', () => {
    const input = altered({ versions: [{ node: 'a', component: 'vkr', version: 'v1.34.1' }] });
    expect(input.revision).toBe(revision);
    expect(input.fleet.spec.clusters.map(({ id, versions }) => [id, versions['vkr']])).toEqual([
      ['a', 'v1.34.1'],
      ['b', 'v1.33.1'],
    ]);
    expect(fleetDigest(input.fleet)).not.toBe(fleetDigest(world));
    expect(world.spec.clusters[0]!.versions['vkr']).toBe('v1.33.1');
  });

  it('may be an unobserved version, and a version of a release that is assumed as well', () => {
    const versions = [
      { node: 'fra', component: 'nsx', version: '9.2.0' },
      { node: 'a', component: 'vkr', version: 'unknown' },
    ];
    const { fleet: placed } = altered({ releases: [{ component: 'nsx', version: '9.2.0' }], versions });
    expect([placed.spec.nsxManagers[0]!.versions['nsx'], placed.spec.clusters[0]!.versions['vkr']]).toEqual(['9.2.0', 'unknown']);
  });

  it.each<[string, Parameters<typeof assumptions>[0], string, RegExp]>([
    ['a taken id', { statements: [{ ...fits, id: 'old' }] }, '/hypothetical/statements/0/id', /duplicate statement old/],
    [
      'a component that is not there',
      { statements: [fits, { ...fits, id: 'x', between: { esx: '8', nsx: '9.0' } }] },
      '/hypothetical/statements/1/between/esx',
      /no component has this id/,
    ],
    ['an unparsable version', { releases: [{ component: 'nsx', version: 'nine' }] }, '/hypothetical/releases/0/version', /nine/],
    [
      'an unparsable range',
      { hops: [{ component: 'nsx', from: '^4', to: '9.0', status: 'supported' }] },
      '/hypothetical/hops/0/from',
      /\^4/,
    ],
    ['a source that is not there', { statements: [{ ...fits, sources: ['lab'] }] }, '/hypothetical/statements/0/sources/0', /no source/],
    [
      'a tombstone for nothing',
      { statements: [{ id: 'none', removed: true }] },
      '/hypothetical/statements/0/id',
      /a tombstone must name a statement/,
    ],
    [
      'a node that is not there',
      { versions: [{ node: 'z', component: 'vkr', version: 'v1.34.1' }] },
      '/hypothetical/versions/0/node',
      /no node of the fleet has this id; found "z"/,
    ],
    [
      'a component of another scope',
      { versions: [{ node: 'a', component: 'nsx', version: '9.0.1' }] },
      '/hypothetical/versions/0',
      /nsx is per nsxManager; found it at a cluster/,
    ],
    [
      'a version that can not be read',
      { versions: [{ node: 'a', component: 'vkr', version: 'latest' }] },
      '/hypothetical/versions/0',
      /"latest"/,
    ],
    [
      'a rider that the cluster does not have',
      { versions: [{ node: 'b', component: 'antrea-nsx-adapter', version: '1.3.0' }] },
      '/hypothetical/versions/0/component',
      /b does not run antrea-nsx-adapter/,
    ],
    [
      'the same version twice',
      {
        versions: [
          { node: 'a', component: 'vkr', version: 'v1.34.1' },
          { node: 'a', component: 'vkr', version: 'v1.33.1' },
        ],
      },
      '/hypothetical/versions/1',
      /assumed twice/,
    ],
    ['what is so already', { versions: [{ node: 'a', component: 'vkr', version: 'v1.33.1' }] }, '/hypothetical', /alters nothing/],
  ])('%s is refused at its place', (_, given, pointer, detail) => {
    expect(assumed(given)).toEqual([{ pointer, detail: expect.stringMatching(detail) }]);
  });

  it('that break what the matrix says elsewhere are refused without a place in the request', () => {
    const bundling = matrix({
      releases: { vkr: [{ version: 'v1.33.1', bundle: { antrea: '2.3.0' } }], antrea: ['2.3.0'], 'antrea-nsx-adapter': [] },
    });
    const given = assumptions({ releases: [{ component: 'antrea', version: '2.3.0', bundle: { 'antrea-nsx-adapter': '1.3.0' } }] });
    expect(assume(bundling, fleet({ nsxManagers: { fra: {} } }), given)).toContainEqual({
      pointer: '',
      detail: expect.stringContaining('bundles do not nest'),
    });
  });

  it('over a fleet that the matrix can not read are not blamed for it', () => {
    const foreign = fleet({ nsxManagers: { fra: { nsx: '4.2.1' } }, clusters: { a: { esx: '8' } } });
    expect(assumed({ statements: [fits] }, foreign)).toEqual([
      { pointer: '', detail: expect.stringContaining('no component of the matrix') },
    ]);
  });
});
