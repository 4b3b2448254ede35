import type { Path } from './problem.js';

/** A fault of a JSON text at an offset. */
export interface JsonFault {
  readonly offset: number;
  readonly path: Path;
  readonly message: string;
}

export type ReadJson =
  | { readonly ok: true; readonly value: unknown; readonly duplicates: readonly JsonFault[] }
  | { readonly ok: false; readonly fault: JsonFault };

/**
 * Reads JSON with `JSON.parse`, which is the fast way, and asks for what it does not tell: keys given twice, of which it silently keeps the last, and
 * where a broken text breaks. Nothing here recurses, so depth is no danger.
 */
export function readJson(text: string): ReadJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, fault: findJsonFault(text) ?? { offset: 0, path: [], message: `not JSON: ${(error as Error).message}` } };
  }
  return { ok: true, value, duplicates: countKeysOfText(text) === countKeysOfValue(value) ? [] : findDuplicateKeys(text) };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Offset behind the string that begins at `start`; the length of the text when it never ends. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let slash = end - 1;
    while (text.charCodeAt(slash) === BACKSLASH) slash--;
    if ((end - slash) % 2 === 1) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

export function skipSpace(text: string, offset: number): number {
  let i = offset;
  for (let code = text.charCodeAt(i); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; code = text.charCodeAt(++i));
  return i;
}

/** Keys as written: strings with a colon behind them. Valid JSON only. */
function countKeysOfText(text: string): number {
  let count = 0;
  for (let i = text.indexOf('"'); i !== -1;) {
    const end = endOfString(text, i);
    if (text.charCodeAt(end) === COLON || text.charCodeAt(skipSpace(text, end)) === COLON) count++;
    i = text.indexOf('"', end);
  }
  return count;
}

/** Keys as kept. */
function countKeysOfValue(root: unknown): number {
  let count = 0;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const inner = Object.values(value);
    if (!Array.isArray(value)) count += inner.length;
    for (const child of inner) if (typeof child === 'object' && child !== null) open.push(child);
  }
  return count;
}

/** Walks valid JSON once and names each key that its map already has. */
function findDuplicateKeys(text: string): JsonFault[] {
  const faults: JsonFault[] = [];
  const open: { keys: Set<string> | null; step: string | number }[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const inside = open.at(-1);
    if (code === OPEN_MAP) open.push({ keys: new Set(), step: '' });
    else if (code === OPEN_LIST) open.push({ keys: null, step: 0 });
    else if (code === CLOSE_MAP || code === CLOSE_LIST) open.pop();
    else if (code === COMMA && inside && typeof inside.step === 'number') inside.step++;
    else if (code === QUOTE) {
      const end = endOfString(text, i);
      if (inside?.keys && text.charCodeAt(skipSpace(text, end)) === COLON) {
        inside.step = JSON.parse(text.slice(i, end)) as string;
        if (inside.keys.has(inside.step))
          faults.push({ offset: i, path: open.map(({ step }) => step), message: 'duplicate key: a map has each key once' });
        inside.keys.add(inside.step);
      }
      i = end - 1;
    }
  }
  return faults;
}

const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The first place at which a text stops being JSON (RFC 8259); `null` when it never does. */
export function findJsonFault(text: string): JsonFault | null {
  const open: number[] = [];
  const fault = (offset: number, expected: string): JsonFault => ({
    offset,
    path: [],
    message: `not JSON: expected ${expected}; found ${foundAt(text, offset)}`,
  });
  let expect: 'value' | 'value or ]' | 'key' | 'key or }' | 'next' = 'value';
  for (let i = skipSpace(text, 0); ; i = skipSpace(text, i)) {
    const code = text.charCodeAt(i);
    if (expect === 'next') {
      const container = open.at(-1);
      if (container === undefined) return i < text.length ? fault(i, 'the end of the text') : null;
      const close = container === OPEN_MAP ? CLOSE_MAP : CLOSE_LIST;
      if (code === close) open.pop();
      else if (code === COMMA) expect = container === OPEN_MAP ? 'key' : 'value';
      else return fault(i, `, or ${String.fromCharCode(close)}`);
      i++;
    } else if ((expect === 'value or ]' && code === CLOSE_LIST) || (expect === 'key or }' && code === CLOSE_MAP)) {
      open.pop();
      expect = 'next';
      i++;
    } else if (expect === 'key' || expect === 'key or }') {
      if (code !== QUOTE) return fault(i, expect === 'key' ? 'a key in quotes' : 'a key in quotes or }');
      const end = readString(text, i);
      if (typeof end !== 'number') return end;
      i = skipSpace(text, end);
      if (text.charCodeAt(i) !== COLON) return fault(i, ': behind a key');
      expect = 'value';
      i++;
    } else if (code === OPEN_MAP || code === OPEN_LIST) {
      open.push(code);
      expect = code === OPEN_MAP ? 'key or }' : 'value or ]';
      i++;
    } else if (code === QUOTE) {
      const end = readString(text, i);
      if (typeof end !== 'number') return end;
      expect = 'next';
      i = end;
    } else {
      LITERAL.lastIndex = i;
      if (!LITERAL.test(text)) return fault(i, 'a value');
      expect = 'next';
      i = LITERAL.lastIndex;
    }
  }
}

function readString(text: string, start: number): number | JsonFault {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i + 1;
    if (code < 0x20) return { offset: i, path: [], message: `not JSON: a string holds no control character; found ${foundAt(text, i)}` };
    if (code !== BACKSLASH) continue;
    ESCAPE.lastIndex = i;
    if (!ESCAPE.test(text))
      return {
        offset: i,
        path: [],
        message: `not JSON: a backslash begins no escape that JSON knows; found ${JSON.stringify(text.slice(i, i + 6))}`,
      };
    i = ESCAPE.lastIndex - 1;
  }
  return { offset: start, path: [], message: 'not JSON: a string that begins here never ends' };
}

const foundAt = (text: string, offset: number): string =>
  offset >= text.length ? 'the end of the text' : JSON.stringify(String.fromCodePoint(text.codePointAt(offset)!));
