const INDENT = '  ';
/** Small enough to be no burden, large enough that the number of pieces is none either. */
const PIECE = 64 * 1024;

/** The very text of `JSON.stringify(value, null, 2)` for plain data, in pieces: a plan of a million clusters never stands in memory as one text. */
export function* jsonPieces(value: unknown): Generator<string> {
  let piece = '';
  for (const part of parts(value, '\n')) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* parts(value: unknown, line: string): Generator<string> {
  if (typeof value !== 'object' || value === null) yield JSON.stringify(value);
  else if (Array.isArray(value)) yield* listed(value as readonly unknown[], '[', ']', line, (item) => parts(item ?? null, line + INDENT));
  else
    yield* listed(
      Object.entries(value).filter(([, inner]) => inner !== undefined),
      '{',
      '}',
      line,
      entryParts(line + INDENT),
    );
}

const entryParts = (line: string) =>
  function* ([key, inner]: readonly [string, unknown]): Generator<string> {
    yield `${JSON.stringify(key)}: `;
    yield* parts(inner, line);
  };

function* listed<T>(
  items: readonly T[],
  open: string,
  close: string,
  line: string,
  write: (item: T) => Iterable<string>,
): Generator<string> {
  if (items.length === 0) return yield open + close;
  let before = open;
  for (const item of items) {
    yield before + line + INDENT;
    yield* write(item);
    before = ',';
  }
  yield line + close;
}
