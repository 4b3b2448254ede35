import { type Checkpoint, parseCheckpoint } from './checkpoint.js';
import type { Finding } from './finding.js';
import { MerkleFrontier } from './merkle-tree.js';
import { entryLength, positionOfEntry } from './raw-event.js';
import { keyNamedBy, type Seal } from './seal.js';
import { type NoteKey, renderNoteKey, verifyNote } from './signed-note.js';

export interface SealChecking {
  /** Whose signatures count. Empty: that of the first seal, as the record itself names it. */
  readonly keys: readonly NoteKey[];
  /** Checkpoints that were kept elsewhere. */
  readonly anchors: readonly Checkpoint[];
  /** The tree before the first seal, for a part of the record. */
  readonly start?: MerkleFrontier;
}

/** Follows the seals of a record, oldest first: one line, each root signed, each anchor met. */
export class SealChecker {
  private readonly tree: MerkleFrontier;
  private readonly keys: NoteKey[];
  private readonly anchors: readonly Checkpoint[];
  /** After a gap or a wrong root nothing more can be said of roots. */
  private lost = false;
  private origin: string | undefined;
  private readonly firstIndex: number;
  /** Events whose seals and signatures are as they must be, and among them those that an anchor covers. */
  sealedSize = 0;
  anchoredSize = 0;
  readonly usedKeys = new Set<string>();

  constructor({ keys, anchors, start = MerkleFrontier.empty() }: SealChecking) {
    this.tree = start;
    this.firstIndex = start.size;
    this.keys = [...keys];
    this.anchors = anchors.toSorted((a, b) => a.size - b.size);
    this.origin = anchors[0]?.origin;
  }

  check(seal: Seal): Finding[] {
    const findings: Finding[] = [];
    const subject = `seal of ${seal.treeSize} events`;
    const find = (layer: Finding['layer'], kind: Finding['kind'], message: string) =>
      findings.push({ layer, kind, index: seal.previousSize, event: firstOf(seal), message });
    if (!this.lost && seal.previousSize !== this.tree.size) {
      this.lost = true;
      find(
        'seal',
        'removed',
        `${subject}; must go on from the seal of ${this.tree.size} events; found that it goes on from ${seal.previousSize}`,
      );
    }
    this.extend(seal, findings);
    const verdict = this.verifySignature(seal);
    if (verdict.outcome !== 'signed') {
      find('signature', 'forged', `${subject}; must be signed by ${this.keyNames()}; found ${verdict.found}`);
      return findings;
    }
    const { checkpoint } = verdict;
    this.origin ??= checkpoint.origin;
    if (checkpoint.origin !== this.origin)
      find('signature', 'forged', `${subject}; must be of the record ${this.origin}; found one of ${checkpoint.origin}`);
    else if (checkpoint.size !== seal.treeSize)
      find('signature', 'forged', `${subject}; its signed size must be the same; found ${checkpoint.size}`);
    else if (!this.lost && !checkpoint.root.equals(this.tree.root())) {
      this.lost = true;
      const range = `events ${seal.previousSize + 1} to ${seal.treeSize}`;
      find('seal', 'changed', `${subject}; what it holds of ${range} must give the signed root; found another root`);
    } else if (!this.lost) this.sealedSize = seal.treeSize;
    return findings;
  }

  /** What the record no longer reaches. `events` is how many there are. */
  finish(events: number): Finding[] {
    return this.anchors
      .filter(({ size }) => size > this.tree.size && !this.lost)
      .slice(0, 1)
      .map(({ size }) => ({
        layer: 'anchor',
        kind: 'removed',
        index: Math.min(events, this.tree.size),
        event: null,
        message: `checkpoint of ${size} events kept elsewhere; the record must have a seal of as many; found ${this.tree.size} sealed events`,
      }));
  }

  /** Adds the entries, and compares each anchor when the tree has its size. */
  private extend(seal: Seal, findings: Finding[]): void {
    for (let at = 0; at < seal.entries.length && !this.lost; at += entryLength) {
      this.tree.append(seal.entries.subarray(at, at + entryLength));
      for (const anchor of this.anchors) if (anchor.size === this.tree.size) this.meet(anchor, findings);
    }
  }

  private meet({ size, root }: Checkpoint, findings: Finding[]): void {
    if (root.equals(this.tree.root())) {
      this.anchoredSize = size;
      return;
    }
    const from = Math.max(this.anchoredSize, this.firstIndex);
    const message = `checkpoint of ${size} events kept elsewhere; the record must have its root; found another, by events ${from + 1} to ${size}`;
    findings.push({ layer: 'anchor', kind: 'changed', index: from, event: null, message });
  }

  private verifySignature(seal: Seal): { outcome: 'signed'; checkpoint: Checkpoint } | { outcome: 'not-signed'; found: string } {
    if (this.keys.length === 0) this.keys.push(keyNamedBy(seal));
    const verdict = verifyNote(seal.note, this.keys);
    if (verdict.outcome === 'unknown-key') return { outcome: 'not-signed', found: `the key ${verdict.keys.join(', ')}` };
    if (verdict.outcome !== 'signed')
      return { outcome: 'not-signed', found: verdict.outcome === 'malformed' ? 'no signed note' : 'a wrong signature' };
    const checkpoint = parseCheckpoint(verdict.text);
    if (!checkpoint.ok) return { outcome: 'not-signed', found: 'no checkpoint' };
    this.usedKeys.add(renderNoteKey(verdict.key));
    return { outcome: 'signed', checkpoint: checkpoint.value };
  }

  private keyNames(): string {
    return this.keys.map(({ name, id }) => `${name}+${id}`).join(' or ') || 'some key';
  }
}

/** What an attacker left of a seal may hold no entry. */
const firstOf = ({ entries }: Seal): Finding['event'] =>
  entries.length < entryLength ? null : { stream: null, version: null, position: positionOfEntry(entries), id: null };
