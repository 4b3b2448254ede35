/** Decodes bytes that begin and end between two characters; `null` when they are no UTF-8. A byte order mark is a character here. */
export function decodePiece(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
