import type { EventKey } from './raw-event.js';
import { type NoteKey, noteKeyOf } from './signed-note.js';

/** One signed state of the record: a checkpoint, and what the tree grew by since the seal before. */
export interface Seal {
  readonly treeSize: number;
  /** Size of the seal before, 0 for the first. */
  readonly previousSize: number;
  /** Key of the last sealed event. Not signed: it only tells a reader where to look. */
  readonly last: EventKey;
  /** RFC 3339; when it was written. */
  readonly sealedAt: string;
  /** The signed checkpoint. */
  readonly note: string;
  /** Of the key that signed, 32 bytes. Not to be trusted by itself. */
  readonly publicKey: Buffer;
  /** `entryLength` bytes for each event since the seal before. */
  readonly entries: Buffer;
}

/** The key that a seal says it was signed with. */
export const keyNamedBy = ({ note, publicKey }: Pick<Seal, 'note' | 'publicKey'>): NoteKey =>
  noteKeyOf(/^\u2014 ([^\s+\p{Cc}\p{Cs}]{1,200}) /mu.exec(note)?.[1] ?? 'unnamed', publicKey);
