import { z } from 'zod';
import { compatibilityMatrix, type CompatibilityMatrix } from './compatibility-matrix.js';
import { fleetSnapshot, type FleetSnapshot } from './fleet-snapshot.js';
import { compareProblems, type Path, type Problem, renderPath, renderProblem } from './problem.js';
import { API_VERSION } from './shared-fields.js';
import { type RawDocument, readSourceText, type SourceText } from './source-text.js';
import { upgradeGoal, type UpgradeGoal } from './upgrade-goal.js';
import { upgradePlan, type UpgradePlan } from './upgrade-plan.js';

export const KINDS = ['CompatibilityMatrix', 'FleetSnapshot', 'UpgradeGoal', 'UpgradePlan'] as const;
export type Kind = (typeof KINDS)[number];

export interface DocumentOfKind {
  CompatibilityMatrix: CompatibilityMatrix;
  FleetSnapshot: FleetSnapshot;
  UpgradeGoal: UpgradeGoal;
  UpgradePlan: UpgradePlan;
}

export const schemas: { readonly [K in Kind]: z.ZodType<DocumentOfKind[K]> } = {
  CompatibilityMatrix: compatibilityMatrix,
  FleetSnapshot: fleetSnapshot,
  UpgradeGoal: upgradeGoal,
  UpgradePlan: upgradePlan,
};

/** A valid document and where it came from, so that later rules can name the place they were broken at. */
export interface Located<T> {
  readonly document: T;
  readonly source: RawDocument;
}

export type ReadDocuments = { readonly [K in Kind]: readonly Located<DocumentOfKind[K]>[] };

/** Reads every document of every text. All problems of all texts are returned, in the order of the places; nothing is half accepted by the caller unless it chooses so. */
export function readDocuments(texts: readonly SourceText[]): { documents: ReadDocuments; problems: Problem[] } {
  const documents = { CompatibilityMatrix: [], FleetSnapshot: [], UpgradeGoal: [], UpgradePlan: [] } as {
    [K in Kind]: Located<DocumentOfKind[K]>[];
  };
  const problems: Problem[] = [];
  // One by one: a large document may have more problems than a call may have arguments.
  const add = (found: readonly Problem[]) => found.forEach((problem) => problems.push(problem));
  for (const text of texts) {
    const raw = readSourceText(text);
    add(raw.problems);
    for (const source of raw.documents) {
      const kind = kindOf(source, problems);
      if (kind === null) continue;
      const result = validate(kind, source);
      if (Array.isArray(result)) add(result);
      else (documents[kind] as unknown[]).push(result);
    }
  }
  return { documents, problems: problems.sort(compareProblems) };
}

/** A document that arrived as a value, such as a JSON body. Places are all 1:1; the paths tell. */
export function readValue<K extends Kind>(kind: K, value: unknown, file = 'body'): Located<DocumentOfKind[K]> | Problem[] {
  return validate(kind, valueSource(value, file));
}

export function valueSource(value: unknown, file: string): RawDocument {
  const locate = () => ({ line: 1, column: 1 });
  return { file, value, locate, problem: (path, message) => ({ file, line: 1, column: 1, path: renderPath(path), message }) };
}

function kindOf(source: RawDocument, problems: Problem[]): Kind | null {
  const value = source.value as { apiVersion?: unknown; kind?: unknown } | null;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(source.problem([], `a document is a map with apiVersion, kind, metadata and spec; found ${typeName(value)}`));
    return null;
  }
  if (value.apiVersion !== API_VERSION) {
    problems.push(source.problem(['apiVersion'], `must be ${API_VERSION}; found ${rendered(value.apiVersion)}`));
    return null;
  }
  if (KINDS.includes(value.kind as Kind)) return value.kind as Kind;
  problems.push(source.problem(['kind'], `must be one of ${KINDS.join(', ')}; found ${rendered(value.kind)}`));
  return null;
}

function validate<K extends Kind>(kind: K, source: RawDocument): Located<DocumentOfKind[K]> | Problem[] {
  const result = schemas[kind].safeParse(source.value);
  const reserved = pathsOfReservedKey(source.value).map((path) => source.problem(path, unknownField(RESERVED_KEY)));
  if (result.success && reserved.length === 0) return { document: result.data, source };
  const problems = [...reserved, ...(result.error?.issues ?? []).flatMap((issue) => issueProblems(source, issue))];
  return [...new Map(problems.map((problem) => [renderProblem(problem), problem])).values()];
}

/** zod leaves this key out of open maps (labels, versions) without a word. Found without recursion: an unknown field may hold any depth. */
const RESERVED_KEY = '__proto__';

interface Place {
  readonly value: object;
  readonly parent: Place | null;
  readonly key: string | number;
}

function pathsOfReservedKey(root: unknown): Path[] {
  const found: Place[] = [];
  const open: Place[] = [];
  const enter = (value: unknown, parent: Place | null, key: string | number) => {
    if (typeof value === 'object' && value !== null) open.push({ value, parent, key });
  };
  enter(root, null, '');
  for (let place = open.pop(); place; place = open.pop()) {
    const { value } = place;
    if (Array.isArray(value)) for (let i = 0; i < value.length; i++) enter(value[i], place, i);
    else {
      if (Object.hasOwn(value, RESERVED_KEY)) found.push(place);
      for (const key of Object.keys(value)) enter((value as Record<string, unknown>)[key], place, key);
    }
  }
  return found.map((place) => {
    const path: (string | number)[] = [RESERVED_KEY];
    for (let at: Place = place; at.parent; at = at.parent) path.push(at.key);
    return path.reverse();
  });
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
function rendered(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object') return typeName(value);
  if (typeof value === 'string' && value.length > 100) return `${JSON.stringify(`${value.slice(0, 100)}…`)} (${value.length} characters)`;
  return JSON.stringify(value) ?? String(value);
}

const typeName = (value: unknown): string =>
  value === null ? 'nothing' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : `a ${typeof value}`;
