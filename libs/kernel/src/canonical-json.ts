/** Enough text at once that handing it on costs little, and little enough to be short-lived. */
const PIECE = 1 << 15;

/** RFC 8785 canonical JSON. Throws on what has none, such as NaN, infinity, a cycle or a function: a broken invariant, not bad input. */
export function canonicalJson(value: unknown): string {
  let text = '';
  writeCanonicalJson(value, (piece) => (text += piece));
  return text;
}

/** The same in pieces: the text of a large document need not stand in memory. */
export function writeCanonicalJson(value: unknown, write: (piece: string) => void): void {
  let piece = '';
  const put = (value: unknown): void => {
    if (typeof value === 'string') piece += JSON.stringify(value);
    else if (typeof value !== 'object' || value === null) piece += atom(value);
    else if (hasOwnForm(value)) put(value.toJSON());
    else if (Array.isArray(value)) putList(value);
    else putMap(value as Readonly<Record<string, unknown>>);
  };
  const flush = (): void => {
    if (piece.length <= PIECE) return;
    write(piece);
    piece = '';
  };
  const putList = (list: readonly unknown[]): void => {
    // The long lists are those of ids, and a list of texts has one form only.
    const text = textOfTexts(list);
    if (text !== null) {
      piece += text;
      return flush();
    }
    let before = '[';
    for (const item of list) {
      piece += before;
      put(isLeftOut(item) ? null : item);
      before = ',';
      flush();
    }
    piece += ']';
  };
  const putMap = (map: Readonly<Record<string, unknown>>): void => {
    let before = '{';
    // Sorted by UTF-16 code unit, as RFC 8785 asks.
    for (const key of Object.keys(map).sort()) {
      const inner = map[key];
      if (isLeftOut(inner)) continue;
      piece += before + nameOf(key);
      put(inner);
      before = ',';
    }
    piece += before === '{' ? '{}' : '}';
  };
  put(value);
  write(piece);
}

/** Members as they are written. The same few names stand in most documents; the bound is for those that have ids for names. */
const names = new Map<string, string>();
const NAMES = 4_096;

function nameOf(key: string): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  if (names.size >= NAMES) names.clear();
  const name = `${JSON.stringify(key)}:`;
  names.set(key, name);
  return name;
}

/** Of frozen lists of texts, which say the same forever. */
const frozenTexts = new WeakMap<readonly unknown[], string>();

/** The one form of a list of texts; `null` for any other. */
function textOfTexts(list: readonly unknown[]): string | null {
  const known = frozenTexts.get(list);
  if (known !== undefined) return known;
  if (!list.every((item) => typeof item === 'string')) return null;
  const text = JSON.stringify(list);
  if (Object.isFrozen(list)) frozenTexts.set(list, text);
  return text;
}

/** As JSON does with members of a map; in a list they become `null`. */
const isLeftOut = (value: unknown): boolean => value === undefined || typeof value === 'symbol';

const hasOwnForm = (value: object): value is { toJSON(): unknown } => 'toJSON' in value && typeof value.toJSON === 'function';

function atom(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`canonical JSON; a number; it must be finite; found ${value}`);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new Error(`canonical JSON; a value; it must have a JSON form; found ${typeof value}`);
  return text;
}
