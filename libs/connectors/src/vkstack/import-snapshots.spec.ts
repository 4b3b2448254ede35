import { readValue } from '@lockstep/documents';
import { compileMatrix } from '@lockstep/matrix/domain';
import { describe, expect, it } from 'vitest';
import { edges, snapshotFile, supervisor } from '../../test/vkstack-snapshot.js';
import { importSnapshots } from './import-snapshots.js';

const run = (...files: object[]) =>
  importSnapshots(
    files.map((file, index) => ({ file: `data-${index}.json`, text: JSON.stringify(file) })),
    { name: 'mirror', url: 'https://example.com/data.json' },
  );
const imported = (...files: object[]) => {
  const outcome = run(...files);
  if (outcome.outcome === 'refused') throw new Error(JSON.stringify(outcome.problems));
  return outcome;
};
const problems = (...files: object[]) => {
  const outcome = run(...files);
  return outcome.outcome === 'refused' ? outcome.problems.map(({ file, path, message }) => `${file} ${path} ${message}`) : [];
};
const { document, remarks } = imported(snapshotFile());
const statement = (id: string) => document.spec.statements.find((one) => one.id === `vkstack-${id}`);
const withEdges = (...list: object[]) => snapshotFile({ stackmaps: { vks: { x: { layers: [], edges: list } } } });
const edge = edges[5]!;

describe('a snapshot', () => {
  it('makes a statement of a cell, exact in both versions, with evidence mirror and the file as its source', () => {
    expect(statement(`supervisor-${supervisor}-vcenter-9.1.0.0`)).toEqual({
      id: `vkstack-supervisor-${supervisor}-vcenter-9.1.0.0`,
      between: { supervisor: `=${supervisor}`, vcenter: '=9.1.0.0' },
      status: 'validated',
      evidence: 'mirror',
      sources: [document.spec.sources[0]!.id],
    });
    expect(document.spec.sources).toMatchObject([
      {
        title: 'vkstack snapshot data-0.json',
        url: 'https://example.com/data.json',
        confidence: 'mirror',
        retrieved: '2026-11-20',
        note: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
    ]);
  });

  it.each([
    ['upgrades only is transitional', 'nsx-4.2.4-vcenter-9.1.0.0', 'transitional', 'For upgrade scenarios only.'],
    [
      'running on is transitional',
      `nsx-4.2.4.1-supervisor-${supervisor}`,
      'transitional',
      'The running one is compatible after the upgrade',
    ],
    ['not tested is untested', `supervisor-${supervisor}-vks-3.7.1+v1.36`, 'untested', 'compatible, not tested'],
    ['a caveat that nobody knows must be accepted', 'nsx-4.2.4.1-vcenter-8.0U3', 'untested', 'Needs a word with support first'],
  ])('%s', (_what, id, status, note) => expect(statement(id)).toMatchObject({ status, note }));

  it('does not let one NSX release speak for its patches', () => {
    expect(statement('nsx-4.2.4-vcenter-9.1.0.0')?.between).toEqual({ nsx: '=4.2.4.0', vcenter: '=9.1.0.0' });
  });

  it('says nothing of blank cells, of two releases under one version, and of what no status fits, and tells so', () => {
    expect(document.spec.statements.map(({ id }) => id).filter((id) => /3\.3\.3|1\.30\.8|supervisor-.*8\.0U3/.test(id))).toEqual([]);
    expect(remarks).toEqual([
      '1 pairs are blank upstream: no statement',
      `supervisor ${supervisor} with vcenter 8.0U3 is left out: both untested and for upgrades only: Upgrade scenario only`,
      'vkr 1.30.8 is listed as TKr 1.30.8 for vSphere 8.x and as TKr 1.30.8 for vSphere 7.x: its pairs are left out',
      'nothing is published about vcenter 9.2.0.0: no release',
      '2 VKr are named without a build: statements cover every build of them, and the releases are left to who knows the builds',
    ]);
  });

  it('lists releases with their end of support where the snapshot says whose it is', () => {
    expect(document.spec.releases.map(({ component, version, endOfSupport }) => [component, version, endOfSupport ?? null])).toEqual([
      ['nsx', '4.2.4', null],
      ['nsx', '4.2.4.1', null],
      ['supervisor', supervisor, null],
      ['vcenter', '8.0U3', null],
      ['vcenter', '9.1.0.0', '2027-09-17'],
      ['vks', '3.3.2', null],
      ['vks', '3.3.3', '2026-02-28'],
      ['vks', '3.7.1+v1.36', null],
    ]);
  });

  it('makes a document that can be laid over a matrix', () => {
    const components = [
      { id: 'nsx', scope: 'nsxManager', versioning: 'dotted' },
      { id: 'vcenter', scope: 'vcenter', versioning: 'vsphere' },
      { id: 'supervisor', scope: 'supervisor', versioning: 'kubernetes' },
      { id: 'vks', scope: 'supervisor', versioning: 'dotted' },
      { id: 'vkr', scope: 'cluster', versioning: 'kubernetes' },
    ];
    const base = { ...document, metadata: { name: 'base' }, spec: { components } };
    const located = [base, document].map((value) => readValue('CompatibilityMatrix', value));
    expect(located.filter((one) => Array.isArray(one))).toEqual([]);
    expect(compileMatrix(located as never)).toMatchObject({ matrix: expect.anything() });
  });

  it('counts a cell that several files hold once, with every file as a source', () => {
    const twice = imported(snapshotFile(), withEdges(edge));
    expect(twice.document.spec.statements).toHaveLength(document.spec.statements.length);
    expect(twice.document.spec.statements.find(({ id }) => id === 'vkstack-vkr-1.36.2-vks-3.7.1+v1.36')?.sources).toHaveLength(2);
  });
});

describe('what is no snapshot', () => {
  it.each([
    [
      'another document',
      { apiVersion: 'lockstep/v1' },
      'data-0.json /stackmaps not the shape of a snapshot: Invalid input: expected record, received undefined',
    ],
    [
      'an unknown member of a cell',
      withEdges({ ...edge, incompatible: true }),
      'data-0.json /stackmaps/vks/x/edges/0/incompatible no member of a snapshot has this name; found "incompatible"',
    ],
    [
      'a cell that names no releases',
      withEdges({ from: 'vks:3.7', to: 'vkr:1.36' }),
      'data-0.json /stackmaps/vks/x/edges/0/releases not the shape',
    ],
    [
      'an answer to a selection without the pairs of it',
      snapshotFile({ stackmaps: { vks: { x: { layers: [], edgez: [edge] } } } }),
      'data-0.json /stackmaps/vks/x/edges the answer to a selection must have its pairs, or null for none; found no member edges',
    ],
    ['nothing to import', { stackmaps: {} }, 'data-0.json /stackmaps must name a release or a pair of releases; found neither'],
    ['an unknown product', withEdges({ ...edge, from: 'horizon:8' }), 'data-0.json /stackmaps/vks/x/edges/0/releases/0 must be one of'],
    ['a version that is none', withEdges({ ...edge, releases: ['three', '1.36.2'] }), 'data-0.json /stackmaps/vks/x/edges/0/releases/0 '],
    [
      'a cell within one product',
      withEdges({ ...edge, to: 'vks:3.6', releases: ['3.7.1', '3.6.3'] }),
      'a pair is of two products; found vks twice',
    ],
    [
      'cells that contradict each other',
      withEdges(edge, { ...edge, untested: true }),
      'data-0.json /stackmaps/vks/x/edges/1 says otherwise than another cell of vks 3.7.1+v1.36 with vkr 1.36.2',
    ],
  ])('is refused with its place: %s', (_what, file, expected) => {
    expect(problems(file).join('\n')).toContain(expected);
  });

  it('is refused for one file without anything among others', () => {
    expect(problems(snapshotFile(), { stackmaps: { '': { '': { layers: [] } } } })).toEqual([
      'data-1.json /stackmaps must name a release or a pair of releases; found neither',
    ]);
  });

  it('is refused when it is half a JSON, or HTML', () => {
    for (const text of ['{"stackmaps": {', '<!doctype html>'])
      expect(importSnapshots([{ file: 'data.json', text }], { name: 'x' })).toMatchObject({
        outcome: 'refused',
        problems: [{ file: 'data.json' }],
      });
  });
});
