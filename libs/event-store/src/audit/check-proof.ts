import { type Parsed, parsed, unparsable } from '@lockstep/kernel';
import { type Checkpoint, parseCheckpoint } from './checkpoint.js';
import { nameEvent } from './finding.js';
import { verifyInclusion } from './merkle-proofs.js';
import { leafHash } from './merkle-tree.js';
import { hexChainStart, rawChainHash, rawContentHash, type RawEvent, sealedEntry } from './raw-event.js';
import { type NoteKey, verifyNote } from './signed-note.js';

export interface KeptProof {
  readonly event: RawEvent;
  readonly index: number;
  readonly path: readonly Buffer[];
  /** The signed note. */
  readonly checkpoint: string;
}

/** That the event stood in the record when the checkpoint was signed, by the proof alone. */
export function checkEventProof({ event, index, path, checkpoint }: KeptProof, keys: readonly NoteKey[]): Parsed<Checkpoint> {
  const subject = `event ${nameEvent(event)}`;
  const verdict = verifyNote(checkpoint, keys);
  if (verdict.outcome !== 'signed') return unparsable(`proof; checkpoint; must be signed by a known key; found ${verdict.outcome}`);
  const signed = parseCheckpoint(verdict.text);
  if (!signed.ok) return unparsable(`proof; checkpoint; ${signed.problem}`);
  if (rawContentHash(event) !== event.contentHash) return unparsable(`${subject}; data; must have its content hash; found other data`);
  if (rawChainHash(event.previousChainHash ?? hexChainStart, event) !== event.chainHash)
    return unparsable(`${subject}; envelope; must have its chain hash; found another`);
  const { size, root } = signed.value;
  if (!verifyInclusion(leafHash(sealedEntry(event)), index, size, path, root))
    return unparsable(`${subject}; its path must lead from place ${index} to the root over ${size} events; found another root`);
  return parsed(signed.value);
}
