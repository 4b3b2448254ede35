import type { z } from 'zod';
import { type DocumentOfKind, type Kind, schemas } from './kinds.js';
import { type Path, type Problem, renderPath, renderProblem } from './problem.js';
import { pathsOfReservedKey, RESERVED_KEY } from './reserved-key.js';
import type { RawDocument } from './source-text.js';

/** A valid document and where it came from, so that later rules can name the place they were broken at. */
export interface Located<T> {
  readonly document: T;
  readonly source: RawDocument;
}

/** A document that arrived as a value, such as a JSON body. Places are all 1:1; the paths tell. */
export function readValue<K extends Kind>(kind: K, value: unknown, file = 'body'): Located<DocumentOfKind[K]> | Problem[] {
  return validateDocument(kind, valueSource(value, file));
}

export function valueSource(value: unknown, file: string): RawDocument {
  const locate = () => ({ line: 1, column: 1 });
  return { file, value, locate, problem: (path, message) => ({ file, line: 1, column: 1, path: renderPath(path), message }) };
}

export function validateDocument<K extends Kind>(kind: K, source: RawDocument): Located<DocumentOfKind[K]> | Problem[] {
  const result = schemas[kind].safeParse(source.value);
  const reserved = pathsOfReservedKey(source.value).map((path) => source.problem(path, unknownField(RESERVED_KEY)));
  if (result.success && reserved.length === 0) return { document: result.data, source };
  const problems = [...reserved, ...(result.error?.issues ?? []).flatMap((issue) => issueProblems(source, issue))];
  return [...new Map(problems.map((problem) => [renderProblem(problem), problem])).values()];
}

const unknownField = (key: string): string => `unknown field ${rendered(key)}`;

function issueProblems(source: RawDocument, issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path as (string | number)[];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => source.problem([...path, key], unknownField(key)));
  if (issue.code === 'invalid_key')
    return [source.problem(path, `a key here is ${issue.issues.map(({ message }) => message).join(', ')}; found ${rendered(path.at(-1))}`)];
  const found = valueAt(source.value, path);
  if (found === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value'))
    return [source.problem(path, 'required; found nothing')];
  return [source.problem(path, `${issue.message}; found ${rendered(found)}`)];
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((current, key) => (current as Record<string | number, unknown> | null | undefined)?.[key], value);

/** A found value in few words, whatever its size. */
export function rendered(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object') return typeName(value);
  if (typeof value === 'string' && value.length > 100) return `${JSON.stringify(`${value.slice(0, 100)}…`)} (${value.length} characters)`;
  return JSON.stringify(value) ?? String(value);
}

export const typeName = (value: unknown): string =>
  value === null ? 'nothing' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : `a ${typeof value}`;
