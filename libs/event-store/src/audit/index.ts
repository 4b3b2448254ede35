export { checkEventProof, type KeptProof } from './check-proof.js';
export { type Checkpoint, parseCheckpoint, renderCheckpoint } from './checkpoint.js';
export { consistencyProof, inclusionProof, type TreeHead, verifyConsistency, verifyInclusion } from './merkle-proofs.js';
export { foldHashes, leafHash, MerkleFrontier, type PerfectNode } from './merkle-tree.js';
export { type EventKey, firstKey, hexChainStart, rawChainHash, type RawEvent, sealedEntry } from './raw-event.js';
export type { LostHead } from './missing-events.js';
export { parsePrivateKey } from './private-key.js';
export { keyNamedBy, type Seal } from './seal.js';
export {
  type NoteKey,
  noteKeyOf,
  type NoteSigner,
  noteSignerOf,
  parseNoteKey,
  renderNoteKey,
  signNote,
  verifyNote,
} from './signed-note.js';
export { type Finding, type FoundEvent, type Layer, layers } from './finding.js';
export { type RecordSource, type VerificationReport, type VerifyOptions, verifyRecord } from './verify-record.js';
export { ExportError, ExportSource } from './export/read-export.js';
export { type ExportOptions, writeExport } from './export/write-export.js';
export { type Manifest } from './export/manifest.js';
export { type EventForm, eventForm, readEvent, readSeal, renderEvent, renderSeal, type SealForm, sealForm } from './wire-forms.js';
