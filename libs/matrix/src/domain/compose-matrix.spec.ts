import { readDocuments } from '@lockstep/documents';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LENIENT, matrixOf, problemsOf, revisionOf, versionOf } from '../../fixtures/compile-texts.js';
import { compileMatrix } from './compile-matrix.js';
import { judgePair } from './verdict.js';

const BASE = `
  components:
    - {id: nsx, scope: nsxManager, versioning: dotted}
    - {id: vkr, scope: cluster, versioning: kubernetes}
    - {id: antrea, scope: cluster, versioning: semver}
    - {id: adapter, scope: cluster, versioning: semver}
  relations:
    - {between: [adapter, nsx]}
  releases:
    - {component: vkr, version: v1.34.1+vmware.1-vkr.2, released: 2025-10-01, bundle: {antrea: 2.4.0}, note: from the list, sources: [list]}
    - {component: nsx, version: 9.0.2.0-25150386, sources: [list]}
  statements:
    - {id: s, between: {adapter: "*", nsx: "*"}, status: validated, evidence: vendor, sources: [list]}
  hops:
    - {id: h, component: nsx, from: "*", to: "*", status: supported}
    - {component: vkr, from: "*", to: "*", status: supported, maxMinorStep: 1}
  sources:
    - {id: list, title: A list, confidence: mirror}
`;

describe('an overlay', () => {
  it('adds entries of every kind', () => {
    const matrix = matrixOf(
      BASE,
      `
      components: [{id: vks, scope: supervisor, versioning: dotted}]
      relations: [{between: [vks, vkr]}]
      releases: [{component: vks, version: 3.6.3+v1.35, sources: [lab]}]
      statements: [{id: lab-1, between: {adapter: "=1.4.0", nsx: "=9.1"}, status: rejected, evidence: operator, sources: [lab]}]
      hops: [{component: vks, from: "*", to: "*", status: supported}]
      sources: [{id: lab, title: Own tests, confidence: operator}]
      `,
    );
    expect([...matrix.components.keys()]).toEqual(['adapter', 'antrea', 'nsx', 'vkr', 'vks']);
    expect(matrix.relation('vkr', 'vks')).toEqual({ a: 'vkr', b: 'vks', unknown: 'deny', enforce: true });
    expect(matrix.releases('vks').map(({ version }) => version.text)).toEqual(['3.6.3+v1.35']);
    expect(matrix.statements.map(({ id }) => id)).toEqual(['lab-1', 's']);
    expect(matrix.hops.map(({ id }) => id)).toEqual(['h', 'vkr * → *', 'vks * → *']);
    expect(matrix.sources.get('lab')).toMatchObject({ title: 'Own tests', confidence: 'operator' });
  });

  it('extends the bundle of a release, spelled in another way, and keeps what was known', () => {
    const matrix = matrixOf(
      BASE,
      `releases: [{component: vkr, version: v1.34.1---vmware.1-vkr.2, bundle: {adapter: 1.4.0}, endOfSupport: 2026-10-01, note: own test, sources: [lab]}]\nsources: [{id: lab, title: Own, confidence: operator}]`,
    );
    const [release, ...others] = matrix.releases('vkr');
    expect(others).toEqual([]);
    expect(release!.version.text).toBe('v1.34.1+vmware.1-vkr.2');
    expect([...release!.bundle].map(([id, version]) => [id, version.text])).toEqual([
      ['antrea', '2.4.0'],
      ['adapter', '1.4.0'],
    ]);
    expect(release).toMatchObject({
      released: '2025-10-01',
      endOfSupport: '2026-10-01',
      note: 'from the list; own test',
      sources: ['lab', 'list'],
    });
  });

  it('removes a statement or a hop rule by its id', () => {
    const matrix = matrixOf(BASE, 'statements: [{id: s, removed: true}]\nhops: [{id: h, removed: true}]');
    expect([matrix.statements, matrix.hops.map(({ id }) => id)]).toEqual([[], ['vkr * → *']]);
    expect(
      judgePair(matrix, LENIENT, 'adapter', versionOf(matrix, 'adapter', '1.4.0'), 'nsx', versionOf(matrix, 'nsx', '9.0')).verdict,
    ).toBe('unknown');
  });

  it('removes a hop rule without an id by the id its content gives it', () =>
    expect(matrixOf(BASE, 'hops: [{id: "vkr * → *", removed: true}]').hops.map(({ id }) => id)).toEqual(['h']));

  it('may say a statement anew after removing it', () => {
    const matrix = matrixOf(
      BASE,
      'statements: [{id: s, removed: true}, {id: s, between: {adapter: "*", nsx: "*"}, status: rejected, evidence: operator}]',
    );
    expect(matrix.findStatement('s')).toMatchObject({ status: 'rejected', evidence: 'operator' });
  });

  it('may repeat a component, relation or source word for word, a relation either way round', () =>
    expect(
      problemsOf(
        BASE,
        'components: [{id: nsx, scope: nsxManager, versioning: dotted}]\nrelations: [{between: [nsx, adapter]}]\nsources: [{id: list, title: A list, confidence: mirror}]',
      ),
    ).toEqual([]));
});

describe('a problem of composition is told at its place', () => {
  it.each<[string, string, string[]]>([
    [
      'a component said differently',
      'components: [{id: nsx, scope: nsxManager, versioning: semver}]',
      ['1.yaml:5:16: spec.components[0]: duplicate component nsx; it is said differently before'],
    ],
    [
      'a relation said differently',
      'relations: [{between: [nsx, adapter], unknown: allow}]',
      ['1.yaml:5:15: spec.relations[0]: duplicate relation between adapter and nsx; it is said differently before'],
    ],
    [
      'a source said differently',
      'sources: [{id: list, title: B list, confidence: mirror}]',
      ['1.yaml:5:13: spec.sources[0]: duplicate source list; it is said differently before'],
    ],
    [
      'a statement id used twice',
      'statements: [{id: s, between: {adapter: "*", nsx: "*"}, status: validated, evidence: vendor}]',
      ['1.yaml:5:17: spec.statements[0].id: duplicate statement s'],
    ],
    [
      'a hop rule of the same content',
      'hops: [{component: vkr, from: "*", to: "*", status: supported}]',
      ['1.yaml:5:10: spec.hops[0].id: duplicate hop rule vkr * → *'],
    ],
    [
      'a tombstone for nothing',
      'statements: [{id: t, removed: true}]',
      ['1.yaml:5:17: spec.statements[0].id: a tombstone must name a statement of an earlier document; found "t"'],
    ],
    [
      'a tombstone of a hop rule for nothing',
      'hops: [{id: t, removed: true}]',
      ['1.yaml:5:11: spec.hops[0].id: a tombstone must name a hop rule of an earlier document; found "t"'],
    ],
    [
      'a release listed twice in one document',
      'releases: [{component: nsx, version: 9.1.0.0}, {component: nsx, version: 9.1.0}]',
      ['1.yaml:5:67: spec.releases[1].version: duplicate release nsx 9.1.0'],
    ],
    [
      'a release that may be either of two builds',
      'releases: [{component: nsx, version: 9.0.2.0-25150400}, {component: nsx, version: 9.0.2.0}]',
      ['1.yaml:5:76: spec.releases[1].version: names more than one release: 9.0.2.0-25150386, 9.0.2.0-25150400; found 9.0.2.0'],
    ],
    [
      'an unknown component of a relation',
      'relations: [{between: [nsx, avi]}]',
      ['1.yaml:5:31: spec.relations[0].between[1]: no component has this id; found "avi"'],
    ],
    [
      'an unknown component of a relation, sorted first',
      'relations: [{between: [nsx, avi2]}, {between: [zed, nsx]}]',
      [
        '1.yaml:5:31: spec.relations[0].between[1]: no component has this id; found "avi2"',
        '1.yaml:5:50: spec.relations[1].between[0]: no component has this id; found "zed"',
      ],
    ],
    [
      'a relation of a component with itself',
      'relations: [{between: [nsx, nsx]}]',
      ['1.yaml:5:16: spec.relations[0].between: a relation is between two different components; found nsx twice'],
    ],
    [
      'an unknown component of a release',
      'releases: [{component: avi, version: "1"}]',
      ['1.yaml:5:15: spec.releases[0].component: no component has this id; found "avi"'],
    ],
    [
      'an unparsable version',
      'releases: [{component: antrea, version: 2.4}]'.replace('2.4', '"2.4"'),
      ['1.yaml:5:34: spec.releases[0].version: not a semver version: expected a text like 2.4.0 or 2.6.2+vmware.1-tkg.1; found "2.4"'],
    ],
    [
      'an unknown version',
      'releases: [{component: nsx, version: unknown}]',
      ['1.yaml:5:31: spec.releases[0].version: a matrix names concrete versions; found "unknown"'],
    ],
    [
      'an unparsable range',
      'statements: [{id: x, between: {adapter: "^1", nsx: "*"}, status: validated, evidence: vendor}]',
      [
        '1.yaml:5:34: spec.statements[0].between.adapter: not a semver range: carets, tildes and hyphen ranges are not read, write >= and <; found "^1" in range "^1"',
      ],
    ],
    [
      'an unknown component of a statement',
      'statements: [{id: x, between: {avi: "1", nsx: "*"}, status: validated, evidence: vendor}]',
      ['1.yaml:5:34: spec.statements[0].between.avi: no component has this id; found "avi"'],
    ],
    [
      'an unknown component of a hop rule',
      'hops: [{component: avi, from: "*", to: "*", status: supported}]',
      ['1.yaml:5:11: spec.hops[0].component: no component has this id; found "avi"'],
    ],
    [
      'an unknown component and an unparsable range of conditions',
      'hops: [{component: nsx, from: "9", to: "9.1", status: supported, requires: [{component: avi, range: "1"}, {component: vkr, range: "~1"}]}]',
      [
        '1.yaml:5:80: spec.hops[0].requires[0].component: no component has this id; found "avi"',
        '1.yaml:5:126: spec.hops[0].requires[1].range: not a kubernetes range: carets, tildes and hyphen ranges are not read, write >= and <; found "~1" in range "~1"',
      ],
    ],
    [
      'an unknown source',
      'statements: [{id: x, between: {adapter: "*", nsx: "*"}, status: validated, evidence: vendor, sources: [list, lab]}]',
      ['1.yaml:5:112: spec.statements[0].sources[1]: no source has this id; found "lab"'],
    ],
    [
      'a bundled component that nobody knows',
      'releases: [{component: vkr, version: v1.35.0, bundle: {avi: "1"}}]',
      ['1.yaml:5:58: spec.releases[0].bundle.avi: no component has this id; found "avi"'],
    ],
    [
      'a bundle that holds its own component',
      'releases: [{component: vkr, version: v1.35.0, bundle: {vkr: v1.34.1}}]',
      ['1.yaml:5:58: spec.releases[0].bundle.vkr: a release cannot bundle its own component (a cycle)'],
    ],
    [
      'a bundle across nodes',
      'releases: [{component: vkr, version: v1.35.0, bundle: {nsx: 9.1.0.0}}]',
      ['1.yaml:5:58: spec.releases[0].bundle.nsx: a bundle stays at its node: vkr is per cluster, nsx per nsxManager'],
    ],
    [
      'bundles that form a cycle',
      'releases: [{component: antrea, version: 2.4.0, bundle: {vkr: v1.35.0}}]',
      [
        '0.yaml:13:88: spec.releases[0].bundle.antrea: releases of antrea bundle others themselves; bundles do not nest (a cycle could follow)',
        '1.yaml:5:59: spec.releases[0].bundle.vkr: releases of vkr bundle others themselves; bundles do not nest (a cycle could follow)',
      ],
    ],
    [
      'an extension of a release, in the document that said it',
      'releases: [{component: vkr, version: v1.34.1+vmware.1-vkr.2, bundle: {adapter: "x"}, sources: [list, lab]}]',
      [
        '1.yaml:5:73: spec.releases[0].bundle.adapter: not a semver version: expected a text like 2.4.0 or 2.6.2+vmware.1-tkg.1; found "x"',
        '1.yaml:5:104: spec.releases[0].sources[1]: no source has this id; found "lab"',
      ],
    ],
  ])('%s', (_what, overlay, expected) => expect(problemsOf(BASE, overlay)).toEqual(expected));

  it('of the base, when a release is extended by an overlay without fault', () =>
    expect(
      problemsOf(
        'components: [{id: vkr, scope: cluster, versioning: kubernetes}, {id: antrea, scope: cluster, versioning: semver}]\nreleases: [{component: vkr, version: v1.35.0, bundle: {antrea: "2"}, sources: [gone]}]',
        'releases: [{component: vkr, version: v1.35.0, endOfSupport: 2027-01-01}]',
      ),
    ).toEqual([
      '0.yaml:6:58: spec.releases[0].bundle.antrea: not a semver version: expected a text like 2.4.0 or 2.6.2+vmware.1-tkg.1; found "2"',
      '0.yaml:6:82: spec.releases[0].sources[0]: no source has this id; found "gone"',
    ]));
});

describe('a revision', () => {
  it('with errors is refused whole, with all errors of all its documents in the order of the places', () => {
    const problems = problemsOf(
      BASE,
      'relations: [{between: [nsx, avi]}]\nreleases: [{component: antrea, version: "x"}]',
      'statements: [{id: s, removed: true}, {id: s, removed: true}]',
    );
    expect(problems.map((problem) => problem.split(': ').slice(0, 2).join(' '))).toEqual([
      '1.yaml:5:31 spec.relations[0].between[1]',
      '1.yaml:6:34 spec.releases[0].version',
      '2.yaml:5:41 spec.statements[1].id',
    ]);
  });

  it('needs a component', () => {
    expect(problemsOf('sources: []')).toEqual(['0.yaml:4:1: spec.components: a matrix needs at least one component; found none']);
    expect(compileMatrix([])).toEqual({
      problems: [{ file: 'input', line: 1, column: 1, path: '', message: 'no CompatibilityMatrix document was given' }],
    });
  });

  it('remembers the parts it was made of, by name and digest', () => {
    const revision = revisionOf(BASE, 'statements: [{id: s, removed: true}]');
    expect(revision.parts).toEqual([
      { name: 'part-0', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
      { name: 'part-1', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    ]);
    expect(revision.parts[0]).toEqual(revisionOf(BASE).parts[0]);
    expect(revision.parts[0]!.digest).not.toBe(revision.parts[1]!.digest);
    expect(revision.document.metadata.name).toBe('composed');
    expect(revisionOf(BASE).document.metadata.name).toBe('part-0');
  });

  it('composed once more from its own document is the same revision', () => {
    const revision = revisionOf(
      BASE,
      'statements: [{id: s, removed: true}]\nreleases: [{component: vkr, version: v1.34.1+vmware.1-vkr.2, bundle: {adapter: 1.4.0}}]',
    );
    const again = readDocuments([{ file: 'again.json', text: JSON.stringify(revision.document) }]).documents.CompatibilityMatrix;
    expect(compileMatrix(again)).toMatchObject({ digest: revision.digest, document: { spec: revision.document.spec } });
  });

  it.each<[string, string]>([
    ['a status', BASE.replace('status: validated', 'status: untested')],
    ['a note', BASE.replace('from the list', 'from a list')],
    ['a day', BASE.replace('2025-10-01', '2025-10-02')],
    ['a bundled version', BASE.replace('antrea: 2.4.0', 'antrea: 2.4.1')],
    ['what silence means', BASE.replace('[adapter, nsx]', '[adapter, nsx], unknown: allow')],
    ['a point of no return', BASE.replace('{id: h,', '{id: h, reversible: false,')],
  ])('has another digest when %s changes', (_what, changed) => {
    expect(changed).not.toBe(BASE);
    expect(revisionOf(changed).digest).not.toBe(revisionOf(BASE).digest);
  });

  it('has the same digest when a default is written out, a key moves, or a relation is turned round', () => {
    const spelled = BASE.replace('[adapter, nsx]', '[nsx, adapter], enforce: true, unknown: deny').replace(
      '{id: list, title: A list, confidence: mirror}',
      '{confidence: mirror, title: "A list", id: list}',
    );
    expect(revisionOf(spelled).digest).toBe(revisionOf(BASE).digest);
  });

  it('is compiled from the example of the document format', () => {
    const text = readFileSync(new URL('../../../documents/fixtures/matrix.yaml', import.meta.url), 'utf8');
    const result = compileMatrix(readDocuments([{ file: 'matrix.yaml', text }]).documents.CompatibilityMatrix);
    expect('problems' in result ? result.problems : result.matrix.components.size).toBe(7);
  });
});

describe('a compiled matrix', () => {
  const matrix = matrixOf(
    BASE,
    'releases: [{component: nsx, version: 9.0.10.0}, {component: nsx, version: 9.0.9.0}, {component: nsx, version: 4.2.1.0}]',
  );

  it('lists releases oldest first', () =>
    expect(matrix.releases('nsx').map(({ version }) => version.text)).toEqual(['4.2.1.0', '9.0.2.0-25150386', '9.0.9.0', '9.0.10.0']));
  it('has no releases of what it does not know', () => expect(matrix.releases('avi')).toEqual([]));
  it('throws for a component it does not have', () => expect(() => matrix.component('avi')).toThrow('component avi'));

  it.each([
    ['its own text', '9.0.2.0-25150386', '9.0.2.0-25150386'],
    ['a text without the build', '9.0.2.0', '9.0.2.0-25150386'],
    ['another spelling of the build', '9.0.2.0.25150386', '9.0.2.0-25150386'],
    ['missing zeros', '9.0.9', '9.0.9.0'],
  ])('finds a release by %s: %s', (_how, text, release) => {
    expect(matrix.findRelease('nsx', versionOf(matrix, 'nsx', text))?.version.text).toBe(release);
    expect(matrix.readVersion('nsx', text)).toMatchObject({ ok: true, value: { text: release } });
  });

  it('keeps a build that the release it names does not say: statements may be about another one', () => {
    expect(matrix.findRelease('nsx', versionOf(matrix, 'nsx', '4.2.1.0.24304122'))?.version.text).toBe('4.2.1.0');
    expect(matrix.readVersion('nsx', '4.2.1.0.24304122')).toMatchObject({ ok: true, value: { text: '4.2.1.0.24304122', build: 24304122 } });
  });

  it('has bundles in the spelling of the releases they name', () => {
    const compiled = matrixOf(`
  components:
    - {id: supervisor, scope: supervisor, versioning: kubernetes}
    - {id: vks, scope: supervisor, versioning: dotted}
  releases:
    - {component: supervisor, version: v1.32.0, bundle: {vks: 3.6.3+v1.35}}
    - {component: vks, version: 3.6.3}
`);
    expect(compiled.releases('supervisor')[0]!.bundle.get('vks')).toBe(compiled.releases('vks')[0]!.version);
  });

  it('finds no release by another build, and reads the text as it is', () => {
    expect(matrix.findRelease('nsx', versionOf(matrix, 'nsx', '9.0.2.0-1'))).toBeUndefined();
    expect(matrix.readVersion('nsx', '9.0.3.0')).toMatchObject({ ok: true, value: { text: '9.0.3.0' } });
    expect(matrix.readVersion('nsx', 'x')).toMatchObject({ ok: false });
  });
});
