import { describe, expect, it } from 'vitest';
import { renderProblem } from '../problem.js';
import { readDocuments } from '../read-documents.js';
import { name } from '../shared-fields.js';
import { readFleetBytes, readFleetBytesInTurns } from './read-fleet-bytes.js';

const HEAD = '{"apiVersion":"lockstep/v1","kind":"FleetSnapshot","metadata":{"name":"a"},"spec":{"nsxManagers":[{"id":"n"}],"clusters":';
const fleetOf = (clusters: string, tail = '}}'): string => `${HEAD}${clusters}${tail}`;

const read = (json: string | Uint8Array) => readFleetBytes({ file: 'f.json', pieces: [Buffer.from(json)] });
const clustersOf = (json: string) => read(json)?.document.spec.clusters;

describe('a fleet in pieces', () => {
  it('gets its clusters with their defaults, and the rest of its document', () =>
    expect(
      read(
        fleetOf(
          ' [ {"supervisor" : "s", "id"\n:"a"} ,{"id":"b","supervisor":"s","cni":"calico","nodes":{"workers":2,"controlPlane":1}} ] ',
        ),
      ),
    ).toMatchObject({
      document: {
        metadata: { name: 'a' },
        spec: {
          nsxManagers: [{ id: 'n', versions: {}, labels: {} }],
          clusters: [
            { id: 'a', supervisor: 's', cni: 'antrea', adapter: 'enabled', versions: {}, labels: {} },
            {
              id: 'b',
              supervisor: 's',
              cni: 'calico',
              adapter: 'enabled',
              versions: {},
              nodes: { controlPlane: 1, workers: 2 },
              labels: {},
            },
          ],
        },
      },
    }));

  it('may have no clusters', () => expect(clustersOf(fleetOf('[ ]'))).toEqual([]));

  it('shares equal maps among its clusters, however they are written, and lets nobody change them', () => {
    const [a, b, c] = clustersOf(
      fleetOf(
        `[{"id":"a","supervisor":"s","labels":{"x":"1","y":"2"}},{"id":"b","supervisor":"s","labels":{ "y":"\\u0032","x":"1"},"versions":{}},
          {"id":"c","supervisor":"s","labels":{"x":"1"}}]`,
      ),
    )!;
    expect(a!.labels).toBe(b!.labels);
    expect(a!.versions).toBe(b!.versions);
    expect(a!.labels).not.toBe(c!.labels);
    expect([a!.labels, a!.versions].every(Object.isFrozen)).toBe(true);
  });

  /** Texts of one length, all with the same hash: what two letters of each pair add to it is equal. */
  const alike = (pairs: number): string[] => (pairs === 0 ? [''] : alike(pairs - 1).flatMap((text) => [`${text}Aa`, `${text}BB`]));
  const inVpcs = (vpcs: readonly string[]) =>
    fleetOf(`[${vpcs.map((vpc, index) => `{"id":"${index}","supervisor":"s","vpc":"${vpc}"}`).join()}]`);

  it('is told members apart whose hashes are equal', () => expect(clustersOf(inVpcs(alike(4)))!.map(({ vpc }) => vpc)).toEqual(alike(4)));

  it('is declined when so many hashes are equal that somebody must have chosen them', () =>
    expect(clustersOf(inVpcs(alike(8)))).toBeUndefined());

  it('may have its clusters anywhere, behind a head longer than a window, and more than fit into one', () => {
    const nodes = Array.from({ length: 10_000 }, (_, i) => `{"id":"n${i}","labels":{"a":"[{,"}}`).join();
    const clusters = Array.from({ length: 10_000 }, (_, i) => `{"id":"c${i}","supervisor":"s","labels":{"number":"${i}"}}`).join();
    const text = `{"spec":{"nsxManagers":[${nodes}],"clusters":[${clusters}],"vcenters":[]},"metadata":{"name":"a"},"kind":"FleetSnapshot","apiVersion":"lockstep/v1"}`;
    const { spec } = read(text)!.document;
    expect(spec.nsxManagers).toHaveLength(10_000);
    expect(spec.clusters.map(({ id, labels }) => `${id} ${labels['number']}`)).toEqual(
      Array.from({ length: 10_000 }, (_, i) => `c${i} ${i}`),
    );
  });

  it('may have its clusters begin where a window ends', () => {
    const clusters = '[ {"id":"a","supervisor":"s","labels":{"x":"1"}} , {"id":"b","supervisor":"s"} ]';
    for (let length = (1 << 18) - 150; length <= (1 << 18) + 3; length += 3) {
      const text = fleetOf(clusters).replace('"clusters"', `${' '.repeat(length - HEAD.length)}"clusters"`);
      expect(clustersOf(text), String(length)).toHaveLength(2);
    }
  });

  it('can tell where its parts stand, as if it had been read in one piece', () => {
    const { source } = read(fleetOf('[{"id":"a","supervisor":"s"},\n {"id":"b","supervisor":"s"}]'))!;
    expect(renderProblem(source.problem(['spec', 'clusters', 1, 'supervisor'], 'gone'))).toBe(
      'f.json:2:12: spec.clusters[1].supervisor: gone',
    );
    expect(source.locate(['kind'])).toEqual({ line: 1, column: 29 });
  });

  it('takes as an id of printable ASCII what the rule for names takes', () => {
    for (let code = 0; code < 0x80; code++) {
      const char = String.fromCharCode(code);
      for (const id of [char, `${char}x`, `x${char}`, char.repeat(200), char.repeat(201)]) {
        const clusters = clustersOf(fleetOf(`[{"id":${JSON.stringify(id)},"supervisor":"s"}]`));
        expect(clusters?.[0]?.id, JSON.stringify(id)).toBe(name.safeParse(id).data);
      }
    }
    expect(clustersOf(fleetOf('[{"id":"","supervisor":"s"}]'))).toBeUndefined();
  });
});

describe('what the ordinary reader must judge', () => {
  const ok = '{"id":"a","supervisor":"s"}';

  it.each<[string, string]>([
    ['YAML', 'apiVersion: lockstep/v1\nkind: FleetSnapshot\n'],
    [
      'YAML that opens with a bracket',
      `{"spec": {"clusters": [${ok}]}, apiVersion: lockstep/v1, kind: FleetSnapshot, metadata: {name: a}}`,
    ],
    ['another kind', fleetOf(`[${ok}]`).replace('FleetSnapshot', 'UpgradeGoal')],
    ['a byte order mark', `\uFEFF${fleetOf(`[${ok}]`)}`],
    ['a list of documents', `[${fleetOf(`[${ok}]`)}]`],
    ['a document behind it', `${fleetOf(`[${ok}]`)}\n---\n${fleetOf(`[${ok}]`)}`],
    ['nothing', ''],
    ['a fleet without clusters', fleetOf('[]').replace(',"clusters":[]', '')],
    ['clusters that are a map', fleetOf(ok)],
    ['a comma too many', fleetOf(`[${ok},]`)],
    ['a comma too few', fleetOf(`[${ok}${ok}]`)],
    ['a comma too many in a cluster', fleetOf('[{"id":"a","supervisor":"s",}]')],
    ['a cluster that is a text', fleetOf(`["a"]`)],
    ['a cluster without an id', fleetOf('[{"supervisor":"s"}]')],
    ['a second cluster without an id', fleetOf(`[${ok},{"supervisor":"s"}]`)],
    ['a cluster without a Supervisor', fleetOf('[{"id":"a"}]')],
    ['a second cluster without a Supervisor', fleetOf(`[${ok},{"id":"b"}]`)],
    ['two ids', fleetOf('[{"id":"a","supervisor":"s","id":"b"}]')],
    ['two ids, one in disguise', fleetOf('[{"id":"a","supervisor":"s","\\u0069d":"b"}]')],
    ['an id without a colon', fleetOf('[{"id" "a","supervisor":"s"}]')],
    ['an id with another sign than a colon', fleetOf('[{"id";"a","supervisor":"s"}]')],
    ['an id that is a number', fleetOf('[{"id":1,"supervisor":"s"}]')],
    ['an id with a space in front', fleetOf('[{"id":" a","supervisor":"s"}]')],
    ['an id with an escape that JSON does not know', fleetOf('[{"id":"\\x41","supervisor":"s"}]')],
    ['a field twice', fleetOf('[{"id":"a","supervisor":"s","cni":"antrea","cni":"antrea"}]')],
    ['a field twice with other values', fleetOf('[{"id":"a","supervisor":"s","cni":"antrea","cni":"calico"}]')],
    ['an unknown field', fleetOf('[{"id":"a","supervisor":"s","note":"x"}]')],
    ['a field of every map', fleetOf('[{"id":"a","supervisor":"s","constructor":"x"}]')],
    ['__proto__', fleetOf('[{"id":"a","supervisor":"s","__proto__":{"cni":"other"}}]')],
    ['__proto__ in a map', fleetOf('[{"id":"a","supervisor":"s","labels":{"__proto__":"x"}}]')],
    ['a label twice', fleetOf('[{"id":"a","supervisor":"s","labels":{"x":"1","\\u0078":"1"}}]')],
    ['a number out of range', fleetOf('[{"id":"a","supervisor":"s","nodes":{"controlPlane":1e999,"workers":1}}]')],
    ['a number that JSON does not know', fleetOf('[{"id":"a","supervisor":"s","nodes":{"controlPlane":01,"workers":1}}]')],
    ['a bracket of the wrong kind', fleetOf('[{"id":"a","supervisor":"s","labels":{"x":"1"]}]')],
    ['a cluster that ends with the wrong bracket', fleetOf('[{"id":"a","supervisor":"s"]]')],
    ['a cluster that never ends', `${HEAD}[{"id":"a","supervisor":"s"`],
    ['a text that never ends', `${HEAD}[{"id":"a","supervisor":"s`],
    ['a list that never ends', `${HEAD}[${ok}`],
    ['clusters twice', fleetOf(`[${ok}]`, `,"clusters":[]}}`)],
    ['a spec twice', fleetOf(`[${ok}]`, '},"spec":{}}')],
    ['a mistake in the rest', fleetOf(`[${ok}]`, ',"vcenters":[{"id":"v"}]}}')],
  ])('%s is declined', (_what, text) => expect(read(text)).toBeNull());

  it('bytes that are no UTF-8 are declined, wherever they stand', () => {
    const text = fleetOf('[{"id":"aXa","supervisor":"sXs"}]').replace('"name":"a"', '"name":"aXa"');
    for (let at = text.indexOf('X'); at !== -1; at = text.indexOf('X', at + 1)) {
      const bytes = Buffer.from(text);
      expect(read(bytes)).not.toBeNull();
      bytes[at] = 0xff;
      expect(read(bytes)).toBeNull();
    }
  });

  it('a cluster longer than a window looks ahead is declined, if it is not the last', () =>
    expect(read(fleetOf(`[${`{"id":"a","supervisor":"s","labels":{${' '.repeat(400_000)}}},`.repeat(2)}${ok}]`))).toBeNull());

  it('is judged there: its problems are told with their places, its documents are all returned', () => {
    const sources = [
      fleetOf('[{"id":"a","supervisor":7}]'),
      'apiVersion: lockstep/v1\nkind: FleetSnapshot\nmetadata: {name: y}\nspec: {}\n',
    ].map((text, index) => ({ file: `f${index}`, pieces: [...text].map((char) => Buffer.from(char)) }));
    const { documents, problems } = readDocuments([...sources, { file: 'bad', pieces: [Buffer.from([0x61, 0xff])] }]);
    expect(documents.FleetSnapshot.map(({ document }) => document.metadata.name)).toEqual(['y']);
    expect(problems.map(renderProblem)).toEqual([
      'bad:1:2: a document is UTF-8; found byte 0xff at offset 1',
      'f0:1:133: spec.clusters[0].supervisor: Invalid input: expected string, received number; found 7',
    ]);
  });
});

it('who gives a file is told when it is no longer read', () => {
  let open = 0;
  const pieces = {
    *[Symbol.iterator]() {
      open++;
      try {
        for (;;) yield Buffer.alloc(1000, '{"a":"b",');
      } finally {
        open--;
      }
    },
  };
  expect(
    readFleetBytes({
      file: 'f',
      pieces: {
        *[Symbol.iterator]() {
          yield Buffer.from('- ');
          yield* pieces;
        },
      },
    }),
  ).toBeNull();
  expect(open).toBe(0);
});

it('a large fleet is read with pauses, and is the same', () => {
  const clusters = Array.from({ length: 5_000 }, (_, index) => `{"id":"c-${index}","supervisor":"s"}`);
  const json = fleetOf(`[${clusters.join(',')}]`);
  const reading = readFleetBytesInTurns({ file: 'f.json', pieces: [Buffer.from(json)] });
  let pauses = 0;
  let turn = reading.next();
  for (; !turn.done; turn = reading.next()) pauses += 1;
  expect(pauses).toBe(2);
  expect(turn.value?.document).toEqual(read(json)?.document);
});
