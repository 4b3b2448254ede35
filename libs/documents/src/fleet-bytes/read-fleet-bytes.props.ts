import { digestOf } from '@lockstep/kernel';
import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fleetDigest } from '../fleet-digest.js';
import { fleetCluster, type FleetSnapshot } from '../fleet-snapshot.js';
import { readDocuments } from '../read-documents.js';
import { readFleetBytes } from './read-fleet-bytes.js';

const name = fc.oneof(
  fc.stringMatching(/^[!-~][ -~]{0,12}$/),
  fc.constantFrom('fra/payments', 'Zürich', '東京 1', '😀', '[{"', 'a\\', 'id', 'x'.repeat(200)),
);
const text = fc.oneof(fc.stringMatching(/^[ -~]{0,8}$/), fc.constantFrom('', 'prod', 'ü', '"},{"', '\\"', '\t\n', '\u2028'));
const versions = fc.dictionary(fc.constantFrom('vkr', 'antrea', 'nsx', 'constructor', 'id'), fc.constantFrom('1.2', 'unknown', 'ü"\\'), {
  noNullPrototype: true,
});
const labels = fc.dictionary(fc.constantFrom('env', 'tier', ' ', '"', '10', '9', 'ü'), text, { noNullPrototype: true });
const count = fc.constantFrom(0, 3, 2 ** 40);
const cluster = fc.record(
  {
    id: name,
    supervisor: name,
    project: name,
    vpc: name,
    cni: fc.constantFrom('antrea', 'calico', 'cilium', 'other'),
    adapter: fc.constantFrom('enabled', 'disabled'),
    versions,
    nodes: fc.record({ controlPlane: count, workers: count }),
    labels,
  },
  { requiredKeys: ['id', 'supervisor'], noNullPrototype: true },
);
const node = fc.record({ id: name, versions, labels }, { requiredKeys: ['id'], noNullPrototype: true });
const fleet = fc.record(
  {
    apiVersion: fc.constant('lockstep/v1'),
    kind: fc.constant('FleetSnapshot'),
    metadata: fc.record(
      { name, description: text, takenAt: fc.constant('2026-11-20T06:00:00Z') },
      { requiredKeys: ['name'], noNullPrototype: true },
    ),
    spec: fc.record(
      { nsxManagers: fc.array(node), clusters: fc.array(cluster), ipBlocks: fc.constant([]) },
      { requiredKeys: ['clusters'], noNullPrototype: true },
    ),
  },
  { noNullPrototype: true },
);

/** The same value in another spelling: other order of keys, other spaces, escapes where none are needed. */
const written = fc.tuple(fleet, fc.constantFrom(0, 1, '\r\n\t'), fc.boolean(), fc.boolean()).map(([value, indent, isTurned, isEscaped]) => {
  const json = JSON.stringify(isTurned ? turned(value) : value, null, indent);
  return isEscaped ? json.replace(/[\u007f-\uffff]|\//g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`) : json;
});

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, turned(inner)])
      .reverse(),
  );
}

/** Pieces in one buffer that is used again, as who reads a file does it. */
const piecesOf = (bytes: Uint8Array, size: number): Iterable<Uint8Array> => ({
  *[Symbol.iterator]() {
    const buffer = new Uint8Array(size);
    for (let at = 0; at < bytes.length; at += size) {
      buffer.set(bytes.subarray(at, at + size));
      yield buffer.subarray(0, Math.min(size, bytes.length - at));
    }
  },
});

const readInPieces = (bytes: Uint8Array, size = 1000) => readFleetBytes({ file: 'f.json', pieces: piecesOf(bytes, size) });

/** `null` when the ordinary reader refuses the text. */
function readWhole(bytes: Uint8Array): FleetSnapshot | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  const { documents, problems } = readDocuments([{ file: 'f.json', text }]);
  return problems.length === 0 ? documents.FleetSnapshot[0]!.document : null;
}

describe('a valid fleet in JSON', () => {
  it('is accepted, however it is written and cut, and is what the ordinary reader makes of it', () =>
    fc.assert(
      fc.property(written, fc.integer({ min: 1, max: 300 }), (json, size) => {
        const bytes = Buffer.from(json);
        const read = readInPieces(bytes, size);
        expect(read).not.toBeNull();
        const ordinary = readWhole(bytes);
        expect(read!.document).toEqual(ordinary);
        expect(JSON.stringify(read!.document).length).toBe(JSON.stringify(ordinary).length);
        expect(read!.source.value).toEqual(JSON.parse(json));
      }),
      { numRuns: propertyRuns(500) },
    ));

  it('has the digest of its canonical JSON', () =>
    fc.assert(
      fc.property(written, (json) => {
        const { document } = readInPieces(Buffer.from(json))!;
        const { metadata, spec } = document;
        expect(fleetDigest(document)).toBe(digestOf({ takenAt: metadata.takenAt ?? null, spec }));
      }),
      { numRuns: propertyRuns(500) },
    ));

  it('keeps the values of every field that the schema has', () => {
    const given = new Set(fc.sample(cluster, 100).flatMap((value) => Object.keys(value)));
    expect([...given].sort()).toEqual(Object.keys(fleetCluster.shape).sort());
  });
});

describe('a text that was damaged', () => {
  const token = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      ' ',
      '\n',
      '\u0000',
      '\u0001',
      '\uFEFF',
      'é',
      '0',
      '-',
      '.',
      'e9',
      'null',
      'true',
      '""',
      '{}',
    ],
    ...[
      '"id"',
      '"id":"x"',
      '"id":"x",',
      '"\\u0069d":"x",',
      '"cni":"none",',
      '"cni":"antrea",',
      '"spec":{},',
      '"clusters":[],',
      '"clusters":',
    ],
    ...[
      '"__proto__":{},',
      '"__proto__":"x",',
      '"versions":{},',
      '"nodes":{"controlPlane":1e999,"workers":1},',
      '"labels":{"a":"1","a":"2"},',
    ],
    ...['{"id":"x","supervisor":"s"},', ',{"id":"x","supervisor":"s"}', '"vpc":"\\ud800",', '"project":" x",', '"x":1,', '---', '// x\n'],
  );
  const bytes = fc.constantFrom(...[[0xff], [0x80], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82]].map((list) => Buffer.from(list)));
  const damage = fc.record({
    at: fc.nat(),
    isAtToken: fc.boolean(),
    removed: fc.constantFrom(0, 0, 0, 1, 2, 7),
    added: fc.oneof(
      { weight: 9, arbitrary: token.map((added) => Buffer.from(added)) },
      { weight: 1, arbitrary: bytes },
      { weight: 1, arbitrary: fc.constant(Buffer.alloc(0)) },
    ),
  });

  it('is accepted only if the ordinary reader accepts it, as the very same fleet', () => {
    let accepted = 0;
    fc.assert(
      fc.property(written, fc.array(damage, { minLength: 1, maxLength: 2 }), (json, damages) => {
        let text = Buffer.from(json);
        for (const { at, isAtToken, removed, added } of damages) {
          let offset = at % (text.length + 1);
          if (isAtToken) while (offset < text.length && !'{[,"'.includes(String.fromCharCode(text[offset]!))) offset++;
          if (isAtToken && offset < text.length) offset++;
          text = Buffer.concat([text.subarray(0, offset), added, text.subarray(offset + removed)]);
        }
        const read = readInPieces(text);
        if (!read) return;
        accepted++;
        const ordinary = readWhole(text);
        expect(ordinary).not.toBeNull();
        expect(read.document).toEqual(ordinary);
      }),
      { numRuns: propertyRuns(5000) },
    );
    expect(accepted).toBeGreaterThan(propertyRuns(5000) / 50);
  });
});
