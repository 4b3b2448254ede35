import { describe, expect, it } from 'vitest';
import { consistencyProof, inclusionProof } from './merkle-proofs.js';
import { MerkleFrontier, perfectNodes } from './merkle-tree.js';

/** Entries and roots of the reference tests of Certificate Transparency (RFC 6962). */
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the tree', () => {
  it('has the roots of the reference tests while it grows', () => {
    const frontier = MerkleFrontier.empty();
    expect(frontier.root().toString('hex')).toBe(roots[0]);
    for (const [index, entry] of entries.entries()) {
      frontier.append(Buffer.from(entry, 'hex'));
      expect(frontier.root().toString('hex')).toBe(roots[index + 1]);
    }
  });

  it('refuses bytes that are not the right edge of a tree of that size', () => {
    expect(() => MerkleFrontier.of(3, Buffer.alloc(32))).toThrow('merkle frontier of 3; bytes; must be 2 hashes of 32; found 32');
  });

  it('splits a range into the largest perfect subtrees', () => {
    expect(perfectNodes(0, 7)).toEqual([
      { level: 2, index: 0 },
      { level: 1, index: 2 },
      { level: 0, index: 6 },
    ]);
    expect(perfectNodes(6, 6)).toEqual([]);
  });
});

describe('proofs, with the examples of RFC 9162, section 2.1.5', () => {
  const named = (proof: readonly (readonly { level: number; index: number }[])[]) =>
    proof.map((element) => element.map(({ level, index }) => `${index * 2 ** level}+${2 ** level}`));
  it.each([
    [0, [['1+1'], ['2+2'], ['4+2', '6+1']]],
    [3, [['2+1'], ['0+2'], ['4+2', '6+1']]],
    [4, [['5+1'], ['6+1'], ['0+4']]],
    [6, [['4+2'], ['0+4']]],
  ])('name the subtrees beside entry %i of 7', (index, expected) => {
    expect(named(inclusionProof(index, 7))).toEqual(expected);
  });
  it.each([
    [3, [['2+1'], ['3+1'], ['0+2'], ['4+2', '6+1']]],
    [4, [['4+2', '6+1']]],
    [6, [['4+2'], ['6+1'], ['0+4']]],
    [7, []],
  ])('name the subtrees between sizes %i and 7', (first, expected) => {
    expect(named(consistencyProof(first, 7))).toEqual(expected);
  });
  it('are refused for what is not in the tree', () => {
    expect(() => inclusionProof(7, 7)).toThrow('index; must be from 0 and below the tree size 7; found 7');
    expect(() => consistencyProof(8, 7)).toThrow('first size; must be from 1 to 7; found 8');
  });
});
