import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { consistencyProof, inclusionProof, type ProofElement, verifyConsistency, verifyInclusion } from './merkle-proofs.js';
import { foldHashes, leafHash, MerkleFrontier, nodeHash } from './merkle-tree.js';

/** MTH of RFC 9162, section 2.1.1, word by word. */
function definition(entries: readonly Buffer[]): Buffer {
  if (entries.length === 0) return hash('sha256', '', 'buffer');
  if (entries.length === 1) return leafHash(entries[0]!);
  let power = 1;
  while (power * 2 < entries.length) power *= 2;
  return nodeHash(definition(entries.slice(0, power)), definition(entries.slice(power)));
}

const entriesOf = (size: number): Buffer[] => Array.from({ length: size }, (_, index) => Buffer.from(`entry ${index}`));
const hashesOf = (proof: readonly ProofElement[], entries: readonly Buffer[]): Buffer[] =>
  proof.map((element) =>
    foldHashes(element.map(({ level, index }) => definition(entries.slice(index * 2 ** level, (index + 1) * 2 ** level)))),
  );
const flipped = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte, index) => (index === 7 ? byte ^ 4 : byte)));
const sizes = fc.integer({ min: 1, max: 300 });

describe('the tree', () => {
  it('has the root of the definition, however it was cut into seals', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (chunks) => {
        const all = entriesOf(chunks.reduce((sum, chunk) => sum + chunk, 0));
        let [kept, size]: [Buffer, number] = [Buffer.alloc(0), 0];
        for (const chunk of chunks) {
          const frontier = MerkleFrontier.of(size, kept);
          for (const entry of all.slice(size, size + chunk)) frontier.append(entry);
          [kept, size] = [frontier.toBytes(), frontier.size];
          expect(frontier.root()).toEqual(definition(all.slice(0, size)));
        }
      }),
    );
  });

  it('tells of each perfect subtree once, with its hash', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const all = entriesOf(size);
        const told = new Map<string, Buffer>();
        const frontier = MerkleFrontier.empty();
        for (const entry of all) frontier.append(entry, ({ level, index }, hash) => told.set(`${level}/${index}`, hash));
        let expected = 0;
        for (let width = 1; width <= size; width *= 2) expected += Math.floor(size / width);
        expect(told.size).toBe(expected);
        for (const [name, hash] of told) {
          const [level, index] = name.split('/').map(Number) as [number, number];
          expect(hash).toEqual(definition(all.slice(index * 2 ** level, (index + 1) * 2 ** level)));
        }
      }),
      { numRuns: propertyRuns(25) },
    );
  });
});

describe('an inclusion proof', () => {
  const cases = sizes.chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));
  it('is accepted for its entry, place, size and root, and for nothing else', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ([size, index], pick) => {
        const all = entriesOf(size);
        const [leaf, root] = [leafHash(all[index]!), definition(all)];
        const path = hashesOf(inclusionProof(index, size), all);
        expect(verifyInclusion(leaf, index, size, path, root)).toBe(true);
        expect(verifyInclusion(flipped(leaf), index, size, path, root)).toBe(false);
        expect(verifyInclusion(leaf, index, size, path, flipped(root))).toBe(false);
        expect(verifyInclusion(leaf, index, size, [...path, root], root)).toBe(false);
        if (size > 1) expect(verifyInclusion(leaf, (index + 1) % size, size, path, root)).toBe(false);
        if (path.length === 0) return;
        const at = pick % path.length;
        expect(verifyInclusion(leaf, index, size, path.with(at, flipped(path[at]!)), root)).toBe(false);
        expect(verifyInclusion(leaf, index, size, path.toSpliced(at, 1), root)).toBe(false);
      }),
    );
  });
});

describe('a consistency proof', () => {
  const cases = sizes.chain((second) => fc.tuple(fc.integer({ min: 1, max: second }), fc.constant(second)));
  it('is accepted for its two trees, and for nothing else', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ([first, second], pick) => {
        const all = entriesOf(second);
        const older = { size: first, root: definition(all.slice(0, first)) };
        const newer = { size: second, root: definition(all) };
        const path = hashesOf(consistencyProof(first, second), all);
        expect(verifyConsistency(older, newer, path)).toBe(true);
        expect(verifyConsistency({ ...older, root: flipped(older.root) }, newer, path)).toBe(false);
        expect(verifyConsistency(older, { ...newer, root: flipped(newer.root) }, path)).toBe(false);
        expect(verifyConsistency(older, newer, [...path, newer.root])).toBe(false);
        // The first of them was another tree: one entry of it differs.
        const other = definition(all.slice(0, first).with(pick % first, Buffer.from('other')));
        expect(verifyConsistency({ size: first, root: other }, newer, path)).toBe(false);
        if (path.length === 0) return;
        const at = pick % path.length;
        expect(verifyConsistency(older, newer, path.with(at, flipped(path[at]!)))).toBe(false);
        expect(verifyConsistency(older, newer, path.toSpliced(at, 1))).toBe(false);
      }),
    );
  });
});
