import fc from 'fast-check';
import { canonicalJson, digestOf } from '@lockstep/kernel';
import { propertyRuns } from '@lockstep/testing/problems';
import { describe, expect, it } from 'vitest';
import { fleetDigest } from './fleet-digest.js';
import type { FleetSnapshot } from './fleet-snapshot.js';
import { FleetTexts } from './fleet-texts.js';
import { readDocuments } from './read-documents.js';

const text = fc.oneof(fc.string(), fc.constantFrom(',{"adapter":', '"spec":{"clusters":[', 'ü', '😀', '\\"', '},{'));
const cluster = fc.record({
  id: fc.nat(99).map((number) => `c${number}`),
  supervisor: fc.constantFrom('s1', 's2'),
  cni: fc.constantFrom('antrea', 'calico'),
  adapter: fc.constantFrom('enabled', 'disabled'),
  versions: fc.dictionary(fc.constantFrom('vkr', 'antrea'), fc.constantFrom('1.2', 'unknown'), { noNullPrototype: true }),
  labels: fc.dictionary(fc.constantFrom('env', 'a b'), text, { noNullPrototype: true }),
});
const metadata = fc.record(
  { name: fc.constant('f'), description: text, takenAt: fc.constantFrom('2026-11-20T06:00:00Z', '2026-11-21T06:00:00Z') },
  { requiredKeys: ['name'], noNullPrototype: true },
);
const supervisors = fc.array(
  fc.constantFrom('s1', 's2', 's3').map((id) => ({ id, nsxManager: 'n', versions: {}, labels: {} })),
  { maxLength: 2 },
);
const clusters = fc.array(cluster, { maxLength: 12 });
type Cluster = FleetSnapshot['spec']['clusters'][number];

/** What becomes of a fleet from one reading to the next. */
const change = fc.oneof(
  fc
    .record({ from: fc.nat(12), removed: fc.nat(3), added: fc.array(cluster, { maxLength: 3 }) })
    .map(({ from, removed, added }) => (list: Cluster[]) => [...list.slice(0, from), ...added, ...list.slice(from + removed)]),
  clusters.map((list) => () => list),
  fc.constant((list: Cluster[]) => list),
);
const history = fc.array(fc.tuple(change, metadata, supervisors), { minLength: 1, maxLength: 6 });

function readWhole(json: string): FleetSnapshot {
  const { documents, problems } = readDocuments([{ file: 'f.json', text: json }]);
  if (problems.length > 0) throw new Error(problems[0]!.message);
  return documents.FleetSnapshot[0]!.document;
}

function* textsOf(first: Cluster[], changes: readonly [(list: Cluster[]) => Cluster[], object, object[]][]): Generator<string> {
  let list = first;
  for (const [change, metadata, supervisors] of changes) {
    list = change(list);
    const spec = { nsxManagers: [{ id: 'n', versions: {}, labels: {} }], vcenters: [], supervisors, clusters: list, ipBlocks: [] };
    yield canonicalJson({ apiVersion: 'lockstep/v1', kind: 'FleetSnapshot', metadata, spec });
  }
}

const outcomeOf = (read: () => FleetSnapshot): unknown => {
  try {
    const fleet = read();
    const { metadata, spec } = fleet;
    expect(fleetDigest(fleet)).toBe(digestOf({ takenAt: metadata.takenAt ?? null, spec }));
    return fleet;
  } catch (error) {
    if (error instanceof Error && error.name === 'AssertionError') throw error;
    return null;
  }
};

describe('fleets that are read one after the other', () => {
  it('are what the ordinary reader makes of each, with the same digests', () =>
    fc.assert(
      fc.property(clusters, history, (first, changes) => {
        const texts = new FleetTexts(readWhole);
        for (const json of textsOf(first as Cluster[], changes as never)) {
          const fleet = outcomeOf(() => texts.read(json));
          expect(fleet).toEqual(readWhole(json));
          expect(canonicalJson(fleet)).toBe(json);
        }
      }),
      { numRuns: propertyRuns(400) },
    ));

  it('are refused, or read, as the ordinary reader does it when their text was damaged', () => {
    const token = fc.constantFrom('', ',', '{', '}', '[', ']', '"', ' ', '{},', ',{"adapter":"enabled"}', '\\', '"id":"x",');
    const damage = fc.record({ at: fc.nat(), isAtEdge: fc.boolean(), removed: fc.constantFrom(0, 0, 1, 2, 9), added: token });
    fc.assert(
      fc.property(clusters, history, damage, (first, changes, { at, isAtEdge, removed, added }) => {
        const texts = new FleetTexts(readWhole);
        for (const json of textsOf(first as Cluster[], changes as never)) {
          expect(outcomeOf(() => texts.read(json))).not.toBeNull();
          let offset = at % (json.length + 1);
          if (isAtEdge) while (offset < json.length && !',]'.includes(json[offset]!)) offset++;
          const damaged = json.slice(0, offset) + added + json.slice(offset + removed);
          expect(outcomeOf(() => texts.read(damaged))).toEqual(outcomeOf(() => readWhole(damaged)));
        }
      }),
      { numRuns: propertyRuns(400) },
    );
  });
});
