import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  Lexer,
  Parser,
  type ParsedNode,
  visit,
  type YAMLError,
} from 'yaml';
import type { Path } from './problem.js';

/** Aliases are counted as they expand; beyond this many a document is a decompression bomb, not a fleet. */
const MAX_ALIASES = 100;
/** The four documents nest to about eight levels; the composer recurses once a level, and a stack overflow is no error message. */
const MAX_DEPTH = 64;
/** Garbage has about as many faults as it has characters; nobody reads them all. */
const MAX_FAULTS = 100;

export interface YamlFault {
  readonly offset: number;
  readonly path: Path;
  readonly message: string;
}

/** One document of a stream: its value, or why it has none. */
export interface YamlDocument {
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  offsetOf(path: Path): number;
}

/** Reads a YAML 1.2 stream with the core schema: no dates, no `yes`, no merge keys. Documents without any content (`---` alone) are left out. */
export function readYaml(text: string): YamlDocument[] {
  const tokens = readTokens(text);
  if ('fault' in tokens) return [broken([tokens.fault])];
  const reported: YamlFault[] = [];
  try {
    return [...boundedComposer(reported).compose(tokens.all)]
      .filter((document) => document.errors.length > 0 || !isEmpty(document.contents))
      .map(toDocument);
  } catch (error) {
    if (!(error instanceof TooManyFaults)) throw error;
    return [broken([...reported, tooMany(reported.at(-1)!.offset, [])])];
  }
}

/** The concrete syntax, read no deeper than it may nest: what nests a million levels would cost gigabytes to hold. */
function readTokens(text: string): { readonly all: readonly CST.Token[] } | { readonly fault: YamlFault } {
  const all: CST.Token[] = [];
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) all.push(token);
    if (parser.stack.length <= MAX_DEPTH) continue;
    const collections = parser.stack.filter((token) => 'items' in token);
    if (collections.length > MAX_DEPTH)
      return {
        fault: { offset: collections.at(-1)!.offset, path: [], message: `nested deeper than ${MAX_DEPTH} levels; found another here` },
      };
  }
  for (const token of parser.end()) all.push(token);
  return { all };
}

class TooManyFaults extends Error {}

const tooMany = (offset: number, path: Path): YamlFault => ({
  offset,
  path,
  message: `at most ${MAX_FAULTS} faults of a text are told; found more`,
});

type ErrorHandler = (source: number | readonly number[] | { offset: number }, code: string, message: string, warning?: boolean) => void;

/** A composer that gives up on garbage. Its error handler is a plain field, though not a published one. */
function boundedComposer(reported: YamlFault[]): Composer {
  // Unique keys are checked below: the composer compares every key with every other, which takes minutes on a large map.
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    logLevel: 'silent',
    uniqueKeys: false,
    prettyErrors: false,
  });
  const handler = composer as unknown as { onError: ErrorHandler };
  const report = handler.onError;
  handler.onError = (source, code, message, warning) => {
    if (reported.length === MAX_FAULTS) throw new TooManyFaults();
    const offset = typeof source === 'number' ? source : 'offset' in source ? source.offset : source[0]!;
    reported.push({ offset, path: [], message: `${warning ? UNREAD : SYNTAX}: ${message}` });
    report(source, code, message, warning);
  };
  return composer;
}

const SYNTAX = 'not YAML';
const UNREAD = 'YAML that is not read here';

/** Nothing between two `---`; an explicit `null` is something. */
const isEmpty = (contents: unknown): boolean =>
  contents === null || (isScalar(contents) && contents.value === null && contents.source === '');

function toDocument(document: Document.Parsed): YamlDocument {
  const fault = (rule: string) => (error: YAMLError) => ({ offset: error.pos[0], path: [], message: `${rule}: ${error.message}` });
  const faults = [...document.errors.map(fault(SYNTAX)), ...document.warnings.map(fault(UNREAD))];
  if (faults.length > 0) return broken(faults);
  const contents = document.contents!;
  const structural = findStructuralFaults(document);
  if (structural.some(({ fatal }) => fatal)) return broken(structural);
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), faults: structural, offsetOf: (path) => offsetOf(document, path) };
  } catch (error) {
    const offset = rangeStart(findFirstAlias(document)) ?? contents.range[0];
    if (!(error instanceof ReferenceError)) throw error;
    return broken([...structural, { offset, path: [], message: `aliases expand to at most ${MAX_ALIASES} nodes in all; found more` }]);
  }
}

const broken = (faults: readonly YamlFault[]): YamlDocument => ({ value: undefined, faults, offsetOf: () => faults[0]?.offset ?? 0 });

interface StructuralFault extends YamlFault {
  /** The document has no value at all. */
  readonly fatal: boolean;
}

/** Keys given twice, keys that are no plain text, and aliases that lead nowhere or into themselves. A document with too many has no value. */
function findStructuralFaults(document: Document.Parsed): StructuralFault[] {
  const faults: StructuralFault[] = [];
  const anchors = new Map<string, unknown>();
  const add = (fatal: boolean, message: string, node: unknown, parent: unknown, path: () => Path): void => {
    const offset = rangeStart(node) ?? rangeStart(parent) ?? 0;
    if (faults.length < MAX_FAULTS) faults.push({ fatal, offset, path: path(), message });
    else if (faults.length === MAX_FAULTS) faults.push({ ...tooMany(offset, []), fatal: true });
  };
  visit(document, {
    Node: (_key, node, ancestors) => {
      if (faults.length > MAX_FAULTS) return visit.BREAK;
      if (isAlias(node)) {
        const message = aliasFault(anchors.get(node.source), ancestors);
        if (message) add(true, `${message}; found *${node.source}`, node, null, () => pathOf(ancestors, node));
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (!isMap(node)) return;
      const keys = new Set<string>();
      for (const pair of node.items) {
        const message = keyFault(pair.key, keys);
        if (message) add(false, message, pair.key, node, () => pathOf([...ancestors, node], pair));
      }
    },
  });
  return faults;
}

function aliasFault(target: unknown, ancestors: readonly unknown[]): string | null {
  if (target === undefined) return 'an alias names an anchor that stands before it';
  return ancestors.includes(target) ? 'an alias must not lead into itself (a cycle)' : null;
}

function keyFault(key: unknown, earlier: Set<string>): string | null {
  if (isCollection(key) || isAlias(key)) return 'a key is a plain text';
  const text = String(isScalar(key) ? key.value : key);
  if (earlier.has(text)) return 'duplicate key: a map has each key once';
  earlier.add(text);
  return null;
}

/** The path to `last`, which lies in the last of its ancestors. */
function pathOf(ancestors: readonly unknown[], last: unknown): Path {
  const path: (string | number)[] = [];
  const chain = [...ancestors, last];
  chain.forEach((node, i) => {
    const parent = chain[i - 1];
    if (isPair(node)) path.push(String(isScalar(node.key) ? node.key.value : node.key));
    else if (isCollection(parent) && !isMap(parent)) path.push(parent.items.indexOf(node));
  });
  return path;
}

function findFirstAlias(document: Document): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias: (_key, alias) => {
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/** Offset of the deepest node of the path that exists; for a map entry, of its key. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      // The last of equal keys is the one whose value counts.
      const entry = node.items.findLast((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!entry) return offset;
      offset = rangeStart(entry.key) ?? offset;
      node = entry.value;
    } else {
      node = (node as { items?: unknown[] } | null)?.items?.[Number(key)];
      if (node === undefined) return offset;
      offset = rangeStart(node) ?? offset;
    }
  }
  return offset;
}

const rangeStart = (node: unknown): number | undefined => (node as ParsedNode | null | undefined)?.range?.[0];
