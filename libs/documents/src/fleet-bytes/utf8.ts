// One of each: to make them costs more than to code the short texts of a cluster.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Decodes bytes that begin and end between two characters; `null` when they are no UTF-8. A byte order mark is a character here. */
export function decodePiece(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

export const encodePiece = (text: string): Uint8Array => encoder.encode(text);
