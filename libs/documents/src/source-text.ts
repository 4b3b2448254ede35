import { type Document, LineCounter, isAlias, isMap, isScalar, parseAllDocuments } from 'yaml';
import type { Path, Problem } from './problem.js';
import { renderPath } from './problem.js';

/** A text that holds documents: a file, standard input, a request body. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** A parsed but not yet validated document, which can tell where each of its paths stands in the text. */
export interface RawDocument {
  readonly file: string;
  readonly value: unknown;
  locate(path: Path): { readonly line: number; readonly column: number };
  problem(path: Path, message: string): Problem;
}

/** Aliases are expanded by reference count; beyond this many a document is a decompression bomb, not a fleet. */
const MAX_ALIASES = 100;
const MAX_DEPTH = 64;

/** Splits a text into its documents. JSON takes the fast path; the slower YAML reader is used for it only to find places. */
export function readSourceText(source: SourceText): { documents: RawDocument[]; problems: Problem[] } {
  if (/^\s*\{/.test(source.text)) {
    const value = parseJson(source.text);
    if (value !== undefined) return { documents: [rawDocument(source.file, value, () => placesOfJson(source))], problems: [] };
  }
  const { documents, lines, problem } = parseYaml(source);
  if (problem) return { documents: [], problems: [problem] };
  const raw: RawDocument[] = [];
  const problems: Problem[] = [];
  for (const document of documents) {
    for (const error of document.errors) problems.push(at(source.file, lines, error.pos[0], '', `not YAML: ${firstLine(error.message)}`));
    if (document.errors.length > 0 || document.contents === null) continue;
    try {
      raw.push(rawDocument(source.file, document.toJS({ maxAliasCount: MAX_ALIASES }), () => ({ document, lines })));
    } catch (error) {
      problems.push(at(source.file, lines, 0, '', `not a document: ${firstLine((error as Error).message)}`));
    }
  }
  return { documents: raw, problems };
}

/** Where the nodes of a parsed text stand. */
interface Places {
  readonly document: Document | undefined;
  readonly lines: LineCounter;
}

function placesOfJson(source: SourceText): Places {
  const { documents, lines } = parseYaml(source);
  return { document: documents[0], lines };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseYaml(source: SourceText): { documents: Document[]; lines: LineCounter; problem?: Problem } {
  const lines = new LineCounter();
  try {
    const tooDeep = deepestNesting(source.text);
    if (tooDeep > MAX_DEPTH) return { documents: [], lines, problem: at(source.file, lines, 0, '', `nested deeper than ${MAX_DEPTH} levels; found ${tooDeep}`) };
    const documents = parseAllDocuments(source.text, { lineCounter: lines, version: '1.2', schema: 'core', merge: false, logLevel: 'silent' });
    return { documents: Array.isArray(documents) ? (documents as Document[]) : [], lines };
  } catch (error) {
    return { documents: [], lines, problem: at(source.file, lines, 0, '', `not YAML: ${firstLine((error as Error).message)}`) };
  }
}

/** Upper bound of the flow nesting of a text, brackets in quotes included: the reader recurses once a level, and a stack overflow is no error message. */
function deepestNesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
  }
  return deepest;
}

function rawDocument(file: string, value: unknown, findPlaces: () => Places): RawDocument {
  let places: Places | undefined;
  const locate = (path: Path) => {
    places ??= findPlaces();
    return place(places.lines, places.document ? offsetOf(places.document, path) : 0);
  };
  return { file, value, locate, problem: (path, message) => ({ file, ...locate(path), path: renderPath(path), message }) };
}

/** Offset of the deepest node of the path that exists; for a map entry, of its key. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const entry = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
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

const rangeStart = (node: unknown): number | undefined => (node as { range?: [number, number, number] } | null)?.range?.[0];

function place(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

const at = (file: string, lines: LineCounter, offset: number, path: string, message: string): Problem => ({ file, ...place(lines, offset), path, message });

const firstLine = (text: string): string => text.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
