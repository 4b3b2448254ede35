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
  const tokens = [...new Parser().parse(text)];
  const deepest = deepestToken(tokens);
  if (deepest.depth > MAX_DEPTH)
    return [broken([{ offset: deepest.offset, path: [], message: `nested deeper than ${MAX_DEPTH} levels; found ${deepest.depth}` }])];
  // Unique keys are checked below: the composer compares every key with every other, which takes minutes on a large map.
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    logLevel: 'silent',
    uniqueKeys: false,
    prettyErrors: false,
  });
  return [...composer.compose(tokens)].filter((document) => document.errors.length > 0 || !isEmpty(document.contents)).map(toDocument);
}

/** Nothing between two `---`; an explicit `null` is something. */
const isEmpty = (contents: unknown): boolean =>
  contents === null || (isScalar(contents) && contents.value === null && contents.source === '');

function toDocument(document: Document.Parsed): YamlDocument {
  const fault = (rule: string) => (error: YAMLError) => ({ offset: error.pos[0], path: [], message: `${rule}: ${error.message}` });
  const faults = [...document.errors.map(fault('not YAML')), ...document.warnings.map(fault('YAML that is not read here'))];
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

/** Keys given twice, keys that are no plain text, and aliases that lead nowhere or into themselves. */
function findStructuralFaults(document: Document.Parsed): StructuralFault[] {
  const faults: StructuralFault[] = [];
  const anchors = new Map<string, unknown>();
  visit(document, {
    Node: (_key, node, ancestors) => {
      if (isAlias(node)) {
        const message = aliasFault(anchors.get(node.source), ancestors);
        if (message)
          faults.push({
            fatal: true,
            offset: rangeStart(node) ?? 0,
            path: pathOf(ancestors, node),
            message: `${message}; found *${node.source}`,
          });
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (!isMap(node)) return;
      const keys = new Set<string>();
      for (const pair of node.items) {
        const fault = keyFault(pair.key, keys);
        if (fault)
          faults.push({
            fatal: false,
            offset: rangeStart(pair.key) ?? rangeStart(node) ?? 0,
            path: pathOf([...ancestors, node], pair),
            message: fault,
          });
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

/** The deepest collection of a concrete syntax tree, found without recursion. */
function deepestToken(tokens: readonly CST.Token[]): { depth: number; offset: number } {
  let deepest = { depth: 0, offset: 0 };
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    if (depth >= deepest.depth) deepest = { depth: depth + 1, offset: token.offset };
    for (const { key, value } of token.items) {
      if (key) open.push({ token: key, depth: depth + 1 });
      if (value) open.push({ token: value, depth: depth + 1 });
    }
  }
  return deepest;
}
