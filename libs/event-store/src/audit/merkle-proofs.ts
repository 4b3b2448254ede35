import { nodeHash, type PerfectNode, perfectNodes } from './merkle-tree.js';

/** One hash of a proof, as the perfect subtrees it is folded from. */
export type ProofElement = readonly PerfectNode[];

/** PATH of RFC 9162, section 2.1.3.1. */
export function inclusionProof(index: number, size: number): ProofElement[] {
  if (!(index >= 0 && index < size))
    throw new Error(`inclusion proof; index; must be from 0 and below the tree size ${size}; found ${index}`);
  const path: ProofElement[] = [];
  for (let [begin, end] = [0, size]; end - begin > 1;) {
    const middle = begin + largestPowerBelow(end - begin);
    if (index < middle) {
      path.push(perfectNodes(middle, end));
      end = middle;
    } else {
      path.push(perfectNodes(begin, middle));
      begin = middle;
    }
  }
  return path.reverse();
}

/** PROOF of RFC 9162, section 2.1.4.1. */
export function consistencyProof(first: number, second: number): ProofElement[] {
  if (!(first > 0 && first <= second)) throw new Error(`consistency proof; first size; must be from 1 to ${second}; found ${first}`);
  const path: ProofElement[] = [];
  let [begin, end] = [0, second];
  while (first < end) {
    const middle = begin + largestPowerBelow(end - begin);
    if (first <= middle) {
      path.push(perfectNodes(middle, end));
      end = middle;
    } else {
      path.push(perfectNodes(begin, middle));
      begin = middle;
    }
  }
  // The verifier knows the root of the whole first tree, and of no other.
  if (begin > 0) path.push(perfectNodes(begin, end));
  return path.reverse();
}

/** RFC 9162, section 2.1.3.2. `leaf` is the hash of the entry. */
export function verifyInclusion(leaf: Buffer, index: number, size: number, path: readonly Buffer[], root: Buffer): boolean {
  if (!(index >= 0 && index < size)) return false;
  let [at, last] = [index, size - 1];
  let computed = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      computed = nodeHash(sibling, computed);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else computed = nodeHash(computed, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && computed.equals(root);
}

export interface TreeHead {
  readonly size: number;
  readonly root: Buffer;
}

/** RFC 9162, section 2.1.4.2. */
export function verifyConsistency(first: TreeHead, second: TreeHead, path: readonly Buffer[]): boolean {
  if (first.size > second.size || first.size < 1) return false;
  if (first.size === second.size) return path.length === 0 && first.root.equals(second.root);
  const hashes = isPowerOfTwo(first.size) ? [first.root, ...path] : [...path];
  let [at, last] = [first.size - 1, second.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const start = hashes.shift();
  if (start === undefined) return false;
  let [older, newer] = [start, start];
  for (const sibling of hashes) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else newer = nodeHash(newer, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && older.equals(first.root) && newer.equals(second.root);
}

const half = (value: number): number => Math.floor(value / 2);
const isPowerOfTwo = (value: number): boolean => 2 ** Math.round(Math.log2(value)) === value;

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
