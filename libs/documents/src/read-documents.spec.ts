import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderProblem } from './problem.js';
import { KINDS } from './kinds.js';
import { readDocuments } from './read-documents.js';
import { readValue } from './validate-document.js';

const HEAD = 'apiVersion: lockstep/v1\nkind: FleetSnapshot\nmetadata: {name: a}\nspec:\n';
const MATRIX = 'apiVersion: lockstep/v1\nkind: CompatibilityMatrix\nmetadata: {name: m}\nspec:\n';
const JSON_HEAD = '{"apiVersion":"lockstep/v1","kind":"FleetSnapshot","metadata":{"name":"a"},\n"spec":';

const problemsOf = (text: string, file = 'f.yaml'): string[] => readDocuments([{ file, text }]).problems.map(renderProblem);
const countsOf = (text: string, file = 'f.yaml') => Object.values(readDocuments([{ file, text }]).documents).map((list) => list.length);

describe('good documents', () => {
  const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}.yaml`, import.meta.url), 'utf8');

  it.each([
    ['matrix', 'CompatibilityMatrix'],
    ['fleet', 'FleetSnapshot'],
    ['goal', 'UpgradeGoal'],
    ['plan', 'UpgradePlan'],
  ] as const)('the example %s is read without a problem', (name, kind) => {
    const { documents, problems } = readDocuments([{ file: name, text: fixture(name) }]);
    expect(problems).toEqual([]);
    expect(documents[kind]).toHaveLength(1);
  });

  it('one stream may hold all kinds, and empty documents between separators count as nothing', () => {
    const stream = ['---', ...['matrix', 'fleet', 'goal', 'plan'].map(fixture), '---\n', '# only a comment\n'].join('\n---\n');
    expect(countsOf(stream)).toEqual([1, 1, 1, 1]);
    expect(problemsOf(stream)).toEqual([]);
  });

  it('JSON and YAML of one document give the same value', () => {
    const yaml = readDocuments([{ file: 'f.yaml', text: fixture('fleet') }]).documents.FleetSnapshot[0]!;
    const json = readDocuments([{ file: 'f.json', text: JSON.stringify(yaml.source.value) }]).documents.FleetSnapshot[0]!;
    expect(json.document).toEqual(yaml.document);
  });

  it('unquoted days, times and words stay texts: no YAML 1.1 guessing', () => {
    const text = `${HEAD.replace('{name: a}', '{name: yes, takenAt: 2026-11-20T06:00:00Z}')}  clusters:\n    - {id: on, supervisor: no, labels: {a: off, b: 12:30, c: 2026-11-20, d: ~x}}\n`;
    const [located] = readDocuments([{ file: 'f', text }]).documents.FleetSnapshot;
    expect(located!.document.metadata).toEqual({ name: 'yes', takenAt: '2026-11-20T06:00:00Z' });
    expect(located!.document.spec.clusters[0]).toMatchObject({
      id: 'on',
      supervisor: 'no',
      labels: { a: 'off', b: '12:30', c: '2026-11-20', d: '~x' },
    });
  });

  it('an anchor used a few times is expanded', () => {
    const text = `${HEAD}  clusters:\n    - {id: a, supervisor: s, labels: &l {env: prod}}\n    - {id: b, supervisor: s, labels: *l}\n`;
    expect(readDocuments([{ file: 'f', text }]).documents.FleetSnapshot[0]!.document.spec.clusters[1]!.labels).toEqual({ env: 'prod' });
  });

  it('more than 64 half-open intervals in notes are not taken for deep nesting', () => {
    const text = `${MATRIX}  releases:\n${Array.from({ length: 200 }, (_, i) => `    - {component: a, version: "${i}", note: "seen in [9.0, 9.1) {"}\n`).join('')}`;
    expect(problemsOf(text)).toEqual([]);
    expect(countsOf(text)).toEqual([1, 0, 0, 0]);
  });
});

describe('bad texts', () => {
  it.each<[string, string, string[]]>([
    ['an empty text', '', ['f.yaml:1:1: a text holds at least one document; found an empty text']],
    ['blank lines', ' \n\t\n', ['f.yaml:1:1: a text holds at least one document; found an empty text']],
    ['a comment alone', '# nothing\n', ['f.yaml:1:1: a text holds at least one document; found none']],
    ['separators alone', '---\n---\n', ['f.yaml:1:1: a text holds at least one document; found none']],
    ['a null document', 'null\n', ['f.yaml:1:1: a document is a map with apiVersion, kind, metadata and spec; found nothing']],
    ['a list', '- a\n', ['f.yaml:1:1: a document is a map with apiVersion, kind, metadata and spec; found a list']],
    ['a word', 'hello', ['f.yaml:1:1: a document is a map with apiVersion, kind, metadata and spec; found a string']],
    ['no apiVersion', 'kind: FleetSnapshot\n', ['f.yaml:1:1: apiVersion: must be lockstep/v1; found nothing']],
    ['another apiVersion', 'kind: FleetSnapshot\napiVersion: v1\n', ['f.yaml:2:1: apiVersion: must be lockstep/v1; found "v1"']],
    ['an unknown kind', 'apiVersion: lockstep/v1\nkind: Pod\n', [`f.yaml:2:1: kind: must be one of ${KINDS.join(', ')}; found "Pod"`]],
    [
      'a kind that is no text',
      'apiVersion: lockstep/v1\nkind: [FleetSnapshot]\n',
      [`f.yaml:2:1: kind: must be one of ${KINDS.join(', ')}; found a list`],
    ],
    ['a tab as indentation', `${HEAD}\tclusters: []\n`, ['f.yaml:5:1: not YAML: Tabs are not allowed as indentation']],
    [
      'a tag nobody knows',
      `${HEAD}  clusters: !ruby/object []\n`,
      ['f.yaml:5:13: YAML that is not read here: Unresolved tag: !ruby/object'],
    ],
    [
      'a key that is a list',
      `${HEAD}  ? [a, b]\n  : 1\n`,
      ['f.yaml:4:1: spec["[ a, b ]"]: unknown field "[ a, b ]"', 'f.yaml:5:5: spec["[\\"a\\",\\"b\\"]"]: a key is a plain text'],
    ],
    ['a merge key', `${HEAD}  <<: {clusters: []}\n`, ['f.yaml:5:3: spec["<<"]: unknown field "<<"']],
  ])('%s is named with its place', (_what, text, problems) => expect(problemsOf(text)).toEqual(problems));

  it.each<[string, string, string[]]>([
    [
      'a YAML key given twice',
      `${HEAD}  clusters: []\n  labels: 1\n  clusters: []\n`,
      ['f.yaml:6:3: spec.labels: unknown field "labels"', 'f.yaml:7:3: spec.clusters: duplicate key: a map has each key once'],
    ],
    [
      'a key that reads alike as number and as text',
      `${HEAD}  clusters: [{id: a, supervisor: s, labels: {1: x, "1": y}}]\n`,
      ['f.yaml:5:52: spec.clusters[0].labels.1: duplicate key: a map has each key once'],
    ],
    [
      'an alias without its anchor',
      `${HEAD}  clusters: *all\n`,
      ['f.yaml:5:13: spec.clusters: an alias names an anchor that stands before it; found *all'],
    ],
    [
      'an alias into itself',
      `${HEAD}  clusters: &all [*all]\n`,
      ['f.yaml:5:19: spec.clusters[0]: an alias must not lead into itself (a cycle); found *all'],
    ],
    [
      'an alias bomb',
      `${HEAD}  a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(
        /./g,
        (c) =>
          `  ${c}: &${c} [${Array(9)
            .fill(`*${String.fromCharCode(c.charCodeAt(0) - 1)}`)
            .join(',')}]\n`,
      )}`,
      ['f.yaml:6:10: aliases expand to at most 100 nodes in all; found more'],
    ],
    [
      '10,000 brackets',
      `${HEAD}  clusters: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
      ['f.yaml:5:75: nested deeper than 64 levels; found another here'],
    ],
    [
      '10,000 brackets that never close',
      `${HEAD}  clusters: ${'['.repeat(10_000)}`,
      ['f.yaml:5:75: nested deeper than 64 levels; found another here'],
    ],
    ['10,000 braces', `${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}`, ['f.yaml:1:257: nested deeper than 64 levels; found another here']],
    ['10,000 dashes', `${'- '.repeat(10_000)}x`, ['f.yaml:1:129: nested deeper than 64 levels; found another here']],
  ])('%s is refused', (_what, text, problems) => expect(problemsOf(text)).toEqual(problems));

  it.each<[string, string]>([
    ['100,000 quotes', '"'.repeat(100_000)],
    ['50,000 anchors of one node', '&a '.repeat(50_000)],
    ['20,000 aliases that lead nowhere', '- *a\n'.repeat(20_000)],
    ['20,000 times one key', 'k: 1\n'.repeat(20_000)],
  ])('%s are told a hundred times and not once more', (_what, text) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(101);
    expect(problems.filter((problem) => problem.endsWith('at most 100 faults of a text are told; found more'))).toHaveLength(1);
  });

  it('a document with more problems than a call may have arguments is told all of them', () => {
    const targets = Array.from({ length: 130_000 }, () => 1);
    const goal = { apiVersion: 'lockstep/v1', kind: 'UpgradeGoal', metadata: { name: 'g' }, spec: { targets } };
    expect(problemsOf(JSON.stringify(goal))).toHaveLength(130_000);
  }, 30_000);

  it('a broken document of a stream leaves the others readable', () => {
    const stream = `${HEAD}  clusters: [\n---\n${HEAD}  clusters: []\n`;
    expect(countsOf(stream)).toEqual([0, 1, 0, 0]);
    expect(problemsOf(stream)).toHaveLength(1);
    expect(problemsOf(stream)[0]).toMatch(/^f\.yaml:\d+:\d+: not YAML: /);
  });

  it('a map of 20,000 keys is read in linear time', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `k${i}: x`).join(', ');
    const started = performance.now();
    expect(problemsOf(`${HEAD}  clusters: [{id: a, supervisor: s, labels: {${keys}, k7: y}}]\n`)).toEqual([
      expect.stringContaining('labels.k7: duplicate key'),
    ]);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('bad fields', () => {
  it.each<[string, string, string[]]>([
    [
      'an unknown field, by the place of its key',
      `${HEAD}  clusters:\n    - id: a\n      supervisor: s\n      supervisr: t\n`,
      ['f.yaml:8:7: spec.clusters[0].supervisr: unknown field "supervisr"'],
    ],
    [
      'an unknown field of metadata',
      `${HEAD.replace('{name: a}', '{name: a, namespace: b}')}  clusters: []\n`,
      ['f.yaml:3:21: metadata.namespace: unknown field "namespace"'],
    ],
    ['a wrong type', `${HEAD}  clusters: {}\n`, ['f.yaml:5:3: spec.clusters: Invalid input: expected array, received object; found a map']],
    [
      'a number for a version',
      `${HEAD}  clusters: [{id: a, supervisor: s, versions: {vkr: 1.34}}]\n`,
      ['f.yaml:5:48: spec.clusters[0].versions.vkr: a version is a text; put it in quotes; found 1.34'],
    ],
    [
      'a number for a range',
      `${MATRIX}  hops:\n    - {component: a, from: 4.2, to: "*", status: supported}\n`,
      ['f.yaml:6:22: spec.hops[0].from: a range is a text; put it in quotes; found 4.2'],
    ],
    [
      'a missing field, at what lacks it',
      `${HEAD}  clusters:\n    - id: a\n`,
      ['f.yaml:6:7: spec.clusters[0].supervisor: required; found nothing'],
    ],
    [
      'a null',
      `${HEAD}  clusters:\n    - id: a\n      supervisor:\n`,
      ['f.yaml:7:7: spec.clusters[0].supervisor: Invalid input: expected string, received null; found nothing'],
    ],
    [
      'a key of a map that is no component id',
      `${HEAD}  nsxManagers: [{id: n, versions: {NSX: "4.2"}}]\n`,
      [
        'f.yaml:5:36: spec.nsxManagers[0].versions.NSX: a key here is lower-case letters, digits and hyphens, starting with a letter; found "NSX"',
      ],
    ],
    [
      'a word outside an enumeration',
      `${HEAD}  clusters: [{id: a, supervisor: s, cni: flannel}]\n`,
      ['f.yaml:5:37: spec.clusters[0].cni: Invalid option: expected one of "antrea"|"calico"|"cilium"|"other"; found "flannel"'],
    ],
    [
      'a day that is none',
      `${MATRIX}  releases: [{component: a, version: "1", released: 2026-02-30}]\n`,
      ['f.yaml:5:43: spec.releases[0].released: a calendar day, YYYY-MM-DD; found "2026-02-30"'],
    ],
    [
      'an address block that is none',
      `${HEAD}  ipBlocks: [{id: b, nsxManager: n, cidr: 10.0.0.0/33}]\n`,
      ['f.yaml:5:37: spec.ipBlocks[0].cidr: an IPv4 or IPv6 block, such as 10.0.0.0/16; found "10.0.0.0/33"'],
    ],
    [
      'a control character',
      `${HEAD}  clusters: [{id: "a\\eb", supervisor: s}]\n`,
      ['f.yaml:5:15: spec.clusters[0].id: printable text that does not start with a space; found "a\\u001bb"'],
    ],
    [
      'a NUL in a note, which no database stores',
      `${MATRIX}  sources: [{id: a, title: t, confidence: vendor, note: "x\\0"}]\n`,
      ['f.yaml:5:51: spec.sources[0].note: text without control characters and lone surrogates; found "x\\u0000"'],
    ],
    [
      'a text of several lines for a version',
      `${HEAD}  clusters: [{id: a, supervisor: s, versions: {vkr: "1\\n2"}}]\n`,
      ['f.yaml:5:48: spec.clusters[0].versions.vkr: printable text without spaces; found "1\\n2"'],
    ],
    ['__proto__ as a field', `${HEAD}  clusters: []\n__proto__: {kind: x}\n`, ['f.yaml:6:1: __proto__: unknown field "__proto__"']],
    [
      '__proto__ as a label',
      `${HEAD}  clusters: [{id: a, supervisor: s, labels: {__proto__: x}}]\n`,
      ['f.yaml:5:46: spec.clusters[0].labels.__proto__: unknown field "__proto__"'],
    ],
    [
      'a statement about three components',
      `${MATRIX}  statements: [{id: a, between: {x: "1", y: "1", z: "1"}, status: validated, evidence: vendor}]\n`,
      ['f.yaml:5:24: spec.statements[0].between: a statement is about exactly two components, not 3; found a map'],
    ],
    [
      'a tombstone of a hop rule without its id',
      `${MATRIX}  hops: [{removed: true}]\n`,
      ['f.yaml:5:10: spec.hops[0].id: required on a tombstone: it names what is removed; found nothing'],
    ],
    [
      'when on a supported rule and requires on a blocked one',
      `${MATRIX}  hops:\n    - {component: a, from: "*", to: "*", status: supported, when: []}\n    - {component: a, from: "*", to: "*", status: blocked, requires: []}\n`,
      [
        'f.yaml:6:61: spec.hops[0].when: only a blocked rule takes `when`; a supported rule takes `requires`; found a list',
        'f.yaml:7:59: spec.hops[1].requires: only a supported rule takes `requires`; a blocked rule takes `when`; found a list',
      ],
    ],
    [
      'rules of one field and of several, in one reading',
      `${MATRIX}  statements:\n    - {id: a, colour: red, between: {x: "1"}}\n`,
      [
        'f.yaml:6:7: spec.statements[0].evidence: required, unless the statement is a tombstone (removed: true); found nothing',
        'f.yaml:6:7: spec.statements[0].status: required, unless the statement is a tombstone (removed: true); found nothing',
        'f.yaml:6:15: spec.statements[0].colour: unknown field "colour"',
        'f.yaml:6:28: spec.statements[0].between: a statement is about exactly two components, not 1; found a map',
      ],
    ],
  ])('%s is named', (_what, text, problems) => expect(problemsOf(text)).toEqual(problems));

  it('__proto__ in JSON is refused, and pollutes nothing', () => {
    const text = `${JSON_HEAD}{"clusters":[{"id":"a","supervisor":"s","versions":{"__proto__":"1"}}]},"__proto__":{"polluted":true}}`;
    expect(problemsOf(text, 'f.json')).toEqual([
      'f.json:2:60: spec.clusters[0].versions.__proto__: unknown field "__proto__"',
      'f.json:2:80: __proto__: unknown field "__proto__"',
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('a text of 5 MB is not repeated in its problem', () => {
    const big = 'x'.repeat(5_000_000);
    for (const text of [
      `${HEAD}  clusters: [{id: "${big}", supervisor: s}]\n`,
      `apiVersion: lockstep/v1\nkind: ${big}\n`,
      `${HEAD}  ? ${big}\n  : 1\n`,
      `${JSON_HEAD}{"${big}":"${big}"}}`,
    ]) {
      const [problem] = problemsOf(text);
      expect(problem!.length).toBeLessThan(500);
      expect(problem).toContain('(5000000 characters)');
    }
  });
});

describe('places', () => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  const bad = `${HEAD}  clusters:\n    - {id: a, supervisor: 1}\n    - {id: b, supervisor: 2}\n`;
  const expected = [6, 7].map(
    (line) =>
      `f.yaml:${line}:15: spec.clusters[${line - 6}].supervisor: Invalid input: expected string, received number; found ${line - 5}`,
  );

  it('are the same with Windows line ends', () => expect(problemsOf(crlf(bad))).toEqual(expected));
  it('are the same behind a byte order mark', () => expect(problemsOf(`\uFEFF${bad}`)).toEqual(expected));
  it('of JSON are the same with Windows line ends and a byte order mark', () => {
    const json = `${JSON_HEAD}\n {"x": 1}}`;
    expect(problemsOf(json)).toEqual(['f.yaml:3:3: spec.x: unknown field "x"']);
    expect(problemsOf(`\uFEFF${crlf(json)}`)).toEqual(problemsOf(json));
  });
  it('count columns in UTF-16 code units, as editors do', () =>
    expect(problemsOf(`${HEAD}  clusters: [{id: "😀", x: 1, supervisor: s}]\n`)).toEqual([
      'f.yaml:5:25: spec.clusters[0].x: unknown field "x"',
    ]));
  it('look through an alias to where the fault is written', () =>
    expect(problemsOf(`${HEAD}  nsxManagers: [{id: n, labels: &l {a: 1}}]\n  vcenters: [{id: v, nsxManager: n, labels: *l}]\n`)).toEqual([
      'f.yaml:5:37: spec.nsxManagers[0].labels.a: Invalid input: expected string, received number; found 1',
      'f.yaml:5:37: spec.vcenters[0].labels.a: Invalid input: expected string, received number; found 1',
    ]));

  it('of all texts come back together, sorted by file, line and column', () => {
    const { problems } = readDocuments([
      { file: 'b.yaml', text: bad },
      { file: 'a.yaml', text: 'kind: Pod\n' },
      { file: 'a.json', text: '{' },
    ]);
    expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(['a.json:1', 'a.yaml:1', 'b.yaml:6', 'b.yaml:7']);
  });
});

describe('a waiver', () => {
  const waiver = { statement: 's', reason: 'soak test', by: 'board', expires: '2027-03-31' };
  const read = (changed: object) =>
    readValue('UpgradeGoal', {
      apiVersion: 'lockstep/v1',
      kind: 'UpgradeGoal',
      metadata: { name: 'g' },
      spec: { policy: { waivers: [{ ...waiver, ...changed }] } },
    });

  it('is read with all four of its fields', () =>
    expect(read({})).toMatchObject({ document: { spec: { policy: { waivers: [waiver] } } } }));

  it.each([
    ['without a last day', { expires: undefined }],
    ['without a reason', { reason: undefined }],
    ['with a blank reason', { reason: ' \n' }],
    ['that nobody signs', { by: '' }],
    ['with more than that', { scope: 'all' }],
  ])('%s is refused', (_, changed) => expect(Array.isArray(read(changed))).toBe(true));
});

describe('readValue', () => {
  it('gives the document of a value with its defaults', () =>
    expect(readValue('UpgradeGoal', { apiVersion: 'lockstep/v1', kind: 'UpgradeGoal', metadata: { name: 'g' }, spec: {} })).toMatchObject({
      document: {
        spec: { targets: [], hold: [], policy: { evidence: 'operator', acceptUntested: false, mixedWindow: 'comoved', waivers: [] } },
      },
    }));

  it('names paths, and the kind when another one was sent', () =>
    expect(
      readValue('UpgradeGoal', {
        apiVersion: 'lockstep/v1',
        kind: 'FleetSnapshot',
        metadata: { name: 'g' },
        spec: { targets: [{ component: 'nsx' }] },
      }),
    ).toEqual([
      { file: 'body', line: 1, column: 1, path: 'kind', message: 'Invalid input: expected "UpgradeGoal"; found "FleetSnapshot"' },
      { file: 'body', line: 1, column: 1, path: 'spec.targets[0].version', message: 'required; found nothing' },
    ]));

  it('refuses __proto__ in open maps of a parsed body', () =>
    expect(
      readValue(
        'FleetSnapshot',
        JSON.parse(
          '{"apiVersion":"lockstep/v1","kind":"FleetSnapshot","metadata":{"name":"a"},"spec":{"nsxManagers":[{"id":"n","labels":{"__proto__":"x"}}]}}',
        ),
      ),
    ).toMatchObject([{ path: 'spec.nsxManagers[0].labels.__proto__' }]));
});
