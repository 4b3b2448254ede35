import {
  type DocumentOfKind,
  jsonPointer,
  type Kind,
  type Located,
  type Path,
  type Problem,
  readSourceText,
  readValue,
} from '@lockstep/documents';
import { problem, type Problem as HttpProblem, type ProblemPlace } from '@lockstep/platform';

/** As many as a person will read; a document of ten megabytes can be wrong a million times. */
const MOST_ERRORS = 1_000;

/** A fleet of 5 000 clusters has half as many. Reading and judging more than these would keep every other request waiting for longer than ten seconds. */
const MOST_VALUES = 250_000;
const MOST_DOCUMENTS = 100;

/** One document of a body: `file` is the pointer to it, so that problems of several documents can be told apart. */
interface BodyDocument {
  readonly pointer: string;
  readonly value: unknown;
  /** Line and column in a YAML text; JSON has pointers enough. */
  locate?(path: Path): { readonly line: number; readonly column: number };
}

/** Text of YAML, or what JSON was parsed to: one document, a list of them, or `{documents: […]}`. */
function splitBody(body: unknown): BodyDocument[] {
  if (typeof body === 'string' ? hasManyLines(body) : hasManyValues(body))
    throw problem('content-too-large', `body; must hold at most ${MOST_VALUES} values; found more`);
  const documents = cutBody(body);
  if (documents.length > MOST_DOCUMENTS)
    throw problem('invalid-request', `body; must hold at most ${MOST_DOCUMENTS} documents; found ${documents.length}`);
  return documents;
}

/** Every value of YAML follows a line break or a comma, but for the first one of a line. */
function hasManyLines(text: string): boolean {
  let separators = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code === 0x0a || code === 0x2c) && ++separators > MOST_VALUES) return true;
  }
  return false;
}

function hasManyValues(root: unknown): boolean {
  const waiting = [root];
  let values = 0;
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const inner = Object.values(value);
    values += inner.length;
    if (values > MOST_VALUES) return true;
    for (const child of inner) if (typeof child === 'object' && child !== null) waiting.push(child);
  }
  return false;
}

function cutBody(body: unknown): BodyDocument[] {
  if (typeof body === 'string') return splitYaml(body);
  if (Array.isArray(body)) return listed(body, '');
  const { documents } = (body ?? {}) as { documents?: unknown };
  return Array.isArray(documents) ? listed(documents, '/documents') : [{ pointer: '', value: body }];
}

const listed = (documents: readonly unknown[], prefix: string): BodyDocument[] =>
  documents.map((value, index) => ({ pointer: `${prefix}/${index}`, value }));

function splitYaml(text: string): BodyDocument[] {
  const { documents, problems } = readSourceText({ file: 'body', text });
  if (problems.length > 0)
    throw problem('malformed-request', 'body; must be YAML', {
      errors: problems.map(({ line, column, message }) => ({ pointer: '', detail: `line ${line}, column ${column}: ${message}` })),
    });
  return documents.map((document, index) => ({
    pointer: documents.length === 1 ? '' : `/${index}`,
    value: document.value,
    locate: (path) => document.locate(path),
  }));
}

/** Every document of the body, or a 400 with all that is wrong with all of them. An empty list is refused too. */
export function readDocumentBodies<K extends Kind>(kind: K, body: unknown): Located<DocumentOfKind[K]>[] {
  const documents = splitBody(body);
  const located: Located<DocumentOfKind[K]>[] = [];
  const problems: Problem[] = [];
  for (const document of documents) {
    const read = readValue(kind, document.value, document.pointer);
    if (Array.isArray(read)) problems.push(...read.map((found) => placed(document, pathOf(found.path), found)));
    else located.push({ document: read.document, source: sourceOf(document) });
  }
  if (documents.length === 0) throw problem('invalid-request', `body; must hold at least one ${kind}; found none`);
  if (problems.length > 0)
    throw problem('invalid-request', `body; must be ${kind}; ${countText(problems.length)}`, { errors: placesOf(problems) });
  return located;
}

/** A body of exactly one document. */
export function readDocumentBody<K extends Kind>(kind: K, body: unknown): Located<DocumentOfKind[K]> {
  const located = readDocumentBodies(kind, body);
  if (located.length !== 1) throw problem('invalid-request', `body; must hold one ${kind}; found ${located.length}`);
  return located[0]!;
}

/** A document that is well formed and makes no sense, with every rule it breaks: 422. */
export const unprocessableDocument = (kind: Kind, problems: readonly Problem[]): HttpProblem =>
  problem('unprocessable', `${kind}; ${countText(problems.length)}`, { errors: placesOf(problems) });

const countText = (count: number): string =>
  `${count} rule${count === 1 ? '' : 's'} broken${count > MOST_ERRORS ? ` (the first ${MOST_ERRORS} are listed)` : ''}`;

const placesOf = (problems: readonly Problem[]): ProblemPlace[] =>
  problems.slice(0, MOST_ERRORS).map(({ file, path, line, message }) => ({
    pointer: file + jsonPointer(pathOf(path)),
    detail: line > 0 ? `line ${line}: ${message}` : message,
  }));

function sourceOf(document: BodyDocument): Located<unknown>['source'] {
  const blank = { file: document.pointer, line: 0, column: 0 };
  return {
    file: document.pointer,
    value: document.value,
    locate: (path) => document.locate?.(path) ?? blank,
    problem: (path, message) => placed(document, path, { ...blank, path: dotted(path), message }),
  };
}

const placed = (document: BodyDocument, path: Path, found: Problem): Problem => ({
  ...found,
  file: document.pointer,
  line: 0,
  column: 0,
  ...document.locate?.(path),
});

const dotted = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return /^[\w-]+$/.test(key) ? `${text}${text === '' ? '' : '.'}${key}` : `${text}[${JSON.stringify(key)}]`;
  }, '');

/** Reads back what `renderPath` of @lockstep/documents wrote: `spec.hops[2].from`, `labels["a b"]`. */
function pathOf(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([\w-]+)/g)].map(([, index, quoted, plain]) =>
    index !== undefined ? Number(index) : quoted !== undefined ? (JSON.parse(quoted) as string) : plain!,
  );
}
