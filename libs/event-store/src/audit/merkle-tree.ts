import { hash } from 'node:crypto';

/** Hashes of RFC 9162, section 2.1.1 (the same as in RFC 6962). */
export const leafHash = (entry: Uint8Array): Buffer => Buffer.from(leafText(entry), 'latin1');
export const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  Buffer.from(nodeText(left.toString('latin1'), right.toString('latin1')), 'latin1');

/** Inside, hashes are texts of 32 characters of one byte: each is made for every entry, and costs a fraction of a buffer. */
type HashText = string;

function leafText(entry: Uint8Array): HashText {
  const bytes = Buffer.allocUnsafe(entry.length + 1);
  bytes[0] = 0;
  bytes.set(entry, 1);
  return hash('sha256', bytes, 'binary');
}

const pair = Buffer.alloc(65, 1);
function nodeText(left: HashText, right: HashText): HashText {
  pair.write(left, 1, 'latin1');
  pair.write(right, 33, 'latin1');
  return hash('sha256', pair, 'binary');
}

/** A tree over 2^level entries, the `index`-th of its level. Never changes once the log has grown over it. */
export interface PerfectNode {
  readonly level: number;
  readonly index: number;
}

/** The right edge of a growing tree: its perfect subtrees from the largest to the smallest, one for each binary digit of its size. All that is
 *  needed to go on, and to compute the root. */
export class MerkleFrontier {
  private constructor(
    private entries: number,
    private readonly hashes: HashText[],
  ) {}

  static empty(): MerkleFrontier {
    return new MerkleFrontier(0, []);
  }

  /** From what `toBytes` gave. */
  static of(size: number, bytes: Uint8Array): MerkleFrontier {
    const expected = perfectNodes(0, size).length;
    if (bytes.length !== expected * 32)
      throw new Error(`merkle frontier of ${size}; bytes; must be ${expected} hashes of 32; found ${bytes.length}`);
    return new MerkleFrontier(
      size,
      Array.from({ length: expected }, (_, index) => Buffer.from(bytes.subarray(index * 32, index * 32 + 32)).toString('latin1')),
    );
  }

  get size(): number {
    return this.entries;
  }

  /** `onNode` is told every perfect subtree that this entry completes, the entry's own leaf first. */
  append(entry: Uint8Array, onNode?: (node: PerfectNode, hash: Buffer) => void): void {
    let complete = leafText(entry);
    let [level, index] = [0, this.entries];
    onNode?.({ level, index }, Buffer.from(complete, 'latin1'));
    while (index % 2 === 1) {
      complete = nodeText(this.hashes.pop()!, complete);
      [level, index] = [level + 1, (index - 1) / 2];
      onNode?.({ level, index }, Buffer.from(complete, 'latin1'));
    }
    this.hashes.push(complete);
    this.entries += 1;
  }

  root(): Buffer {
    return this.entries === 0 ? hash('sha256', '', 'buffer') : Buffer.from(foldTexts(this.hashes), 'latin1');
  }

  toBytes(): Buffer {
    return Buffer.from(this.hashes.join(''), 'latin1');
  }
}

/** The root over neighbouring perfect subtrees, each smaller than the one before. */
export const foldHashes = (hashes: readonly Buffer[]): Buffer =>
  Buffer.from(foldTexts(hashes.map((hash) => hash.toString('latin1'))), 'latin1');

const foldTexts = (hashes: readonly HashText[]): HashText => hashes.reduceRight((right, left) => nodeText(left, right));

/** The largest perfect subtrees that make up the entries from `begin` to before `end`, left to right. */
export function perfectNodes(begin: number, end: number): PerfectNode[] {
  const nodes: PerfectNode[] = [];
  for (let at = begin; at < end;) {
    let [level, width] = [0, 1];
    while (at % (width * 2) === 0 && at + width * 2 <= end) [level, width] = [level + 1, width * 2];
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}
