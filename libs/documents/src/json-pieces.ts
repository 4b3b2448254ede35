const INDENT = '  ';
/** Characters. Small enough to be no burden, large enough that the number of pieces is none either. */
const PIECE = 64 * 1024;
/** What holds fewer values than this, `JSON.stringify` writes at once: it is much faster than any walk. */
const SMALL = 500;

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

/** `line` is the line break and the indentation in front of the value. */
function* parts(value: unknown, line: string): Generator<string> {
  if (isSmall(value)) yield written(value, line);
  else if (Array.isArray(value)) yield* listParts(value as readonly unknown[], line);
  else yield* mapParts(value as object, line);
}

function* listParts(list: readonly unknown[], line: string): Generator<string> {
  let before = '[';
  for (let index = 0; index < list.length; index += SMALL / 2) {
    const some = list.slice(index, index + SMALL / 2);
    if (isIndentable(line) && some.every((item) => typeof item === 'string')) {
      yield before + JSON.stringify(some, null, line.slice(1) + INDENT).slice(1, -2);
      before = ',';
    } else if (isSmall(some)) {
      yield before + written(some, line).slice(1, -line.length - 1);
      before = ',';
    } else
      for (const item of some) {
        yield before + line + INDENT;
        yield* parts(item, line + INDENT);
        before = ',';
      }
  }
  yield `${line}]`;
}

function* mapParts(map: object, line: string): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(map)) {
    if (value === undefined) continue;
    yield `${before}${line}${INDENT}${JSON.stringify(key)}: `;
    yield* parts(value, line + INDENT);
    before = ',';
  }
  yield `${line}}`;
}

/** `JSON.stringify` indents by no more than ten characters. */
const isIndentable = (line: string): boolean => line.length - 1 + INDENT.length <= 10;

const written = (value: unknown, line: string): string => (JSON.stringify(value, null, INDENT) ?? 'null').replaceAll('\n', line);

/** Counts no further than it must. */
function isSmall(root: unknown): boolean {
  let count = 0;
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (++count > SMALL) return false;
    if (typeof value !== 'object' || value === null) continue;
    const inner = Array.isArray(value) ? value : Object.values(value);
    if (count + open.length + inner.length > SMALL) return false;
    for (const one of inner) open.push(one);
  }
  return true;
}
