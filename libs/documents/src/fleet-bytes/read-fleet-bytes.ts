import { atOnce, DigestWriter } from '@lockstep/kernel';
import { BEFORE_CLUSTERS, canonicalAfterClusters, rememberDigest } from '../fleet-digest.js';
import type { FleetSnapshot } from '../fleet-snapshot.js';
import { readJson } from '../json-text.js';
import { decodeSource, joinPieces, type SourceBytes } from '../source-bytes.js';
import { type RawDocument, readSourceText } from '../source-text.js';
import { type Located, validateDocument, valueSource } from '../validate-document.js';
import { ByteWindow } from './byte-window.js';
import { endOfString, findValue, OPEN_LIST, OPEN_MAP, QUOTE, skipSpace } from './json-bytes.js';
import { readClusters } from './read-clusters.js';
import { decodePiece, encodePiece } from './utf8.js';

/**
 * Reads a JSON fleet without holding its text or a tree of it: the clusters one by one, each member that occurs many times once, and the rest of the
 * document in the ordinary way. Clusters with equal `versions`, `labels` or `nodes` share those objects, which are frozen, and the digest of the fleet is
 * worked out on the way.
 *
 * It accepts or declines: `null` says nothing about the bytes but that the ordinary reader must judge them. What it accepts the ordinary reader accepts as
 * well, and makes an equal document of it.
 */
export const readFleetBytes = (source: SourceBytes): Located<FleetSnapshot> | null => atOnce(readFleetBytesInTurns(source));

/** The same with pauses, so that whoever has others to serve can do so in between. */
export function* readFleetBytesInTurns(source: SourceBytes): Generator<void, Located<FleetSnapshot> | null> {
  const window = new ByteWindow(source.pieces);
  try {
    const list = findClusters(window);
    return list === -1 ? null : yield* readFleet(window, list, source);
  } finally {
    window.close();
  }
}

function* readFleet(window: ByteWindow, list: number, source: SourceBytes): Generator<void, Located<FleetSnapshot> | null> {
  const head = Buffer.from(window.bytes.subarray(0, list));
  const digest = new DigestWriter();
  const addText = (text: string) => digest.add(encodePiece(text));
  addText(BEFORE_CLUSTERS);
  const read = yield* readClusters(window, list, digest);
  if (!read) return null;
  const text = decodePiece(Buffer.concat([head, EMPTY_LIST, joinPieces(window.rest(read.end + 1))]));
  const json = text === null ? null : readJson(text);
  if (!json?.ok || json.duplicates.length > 0) return null;
  const valid = validateDocument('FleetSnapshot', valueSource(json.value, source.file));
  if (Array.isArray(valid)) return null;
  addText(canonicalAfterClusters(valid.document));
  const document = { ...valid.document, spec: { ...valid.document.spec, clusters: read.clusters } };
  rememberDigest(document, digest.finish());
  return { document, source: lateSource(source) };
}

const EMPTY_LIST = Buffer.from('[]');

/** Offset of the list of clusters in the window, or -1. */
function findClusters(window: ByteWindow): number {
  for (;;) {
    const { bytes } = window;
    if (bytes[skipSpace(bytes, 0)] !== OPEN_MAP || isOtherKind(bytes)) return -1;
    const list = findValue(bytes, ['spec', 'clusters']);
    if (list !== -1 && list < bytes.length) return bytes[list] === OPEN_LIST ? list : -1;
    if (window.isLast) return -1;
    window.widen();
  }
}

/** A guess that spares a reading in vain. */
function isOtherKind(bytes: Buffer): boolean {
  const kind = findValue(bytes, ['kind']);
  if (bytes[kind] !== QUOTE) return false;
  const end = endOfString(bytes, kind);
  return end < bytes.length && bytes.toString('latin1', kind, end) !== '"FleetSnapshot"';
}

/** Reads the text when it is asked for a place: only a document that fits nothing is. */
function lateSource(bytes: SourceBytes): RawDocument {
  let source: RawDocument | undefined;
  const read = (): RawDocument => {
    const text = source ? null : decodeSource(bytes);
    if (typeof text === 'string') source = readSourceText({ file: bytes.file, text }).documents[0];
    if (!source) throw new Error(`${bytes.file}; bytes; they were read as a fleet and do not change; found no document`);
    return source;
  };
  return {
    file: bytes.file,
    get value() {
      return read().value;
    },
    locate: (path) => read().locate(path),
    problem: (path, message) => read().problem(path, message),
  };
}
