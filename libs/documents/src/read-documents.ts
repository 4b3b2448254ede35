import { z } from 'zod';
import { compatibilityMatrix, type CompatibilityMatrix } from './compatibility-matrix.js';
import { fleetSnapshot, type FleetSnapshot } from './fleet-snapshot.js';
import { compareProblems, type Path, type Problem, renderPath } from './problem.js';
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
  const documents = { CompatibilityMatrix: [], FleetSnapshot: [], UpgradeGoal: [], UpgradePlan: [] } as { [K in Kind]: Located<DocumentOfKind[K]>[] };
  const problems: Problem[] = [];
  for (const text of texts) {
    const raw = readSourceText(text);
    problems.push(...raw.problems);
    for (const source of raw.documents) {
      const kind = kindOf(source, problems);
      if (kind === null) continue;
      const result = validate(kind, source);
      if (Array.isArray(result)) problems.push(...result);
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
    problems.push(source.problem(['apiVersion'], `apiVersion must be ${API_VERSION}; found ${JSON.stringify(value.apiVersion) ?? 'nothing'}`));
    return null;
  }
  if (KINDS.includes(value.kind as Kind)) return value.kind as Kind;
  problems.push(source.problem(['kind'], `kind must be one of ${KINDS.join(', ')}; found ${JSON.stringify(value.kind) ?? 'nothing'}`));
  return null;
}

function validate<K extends Kind>(kind: K, source: RawDocument): Located<DocumentOfKind[K]> | Problem[] {
  const result = schemas[kind].safeParse(source.value);
  if (result.success) return { document: result.data, source };
  return result.error.issues.flatMap((issue) => issueProblems(source, issue));
}

function issueProblems(source: RawDocument, issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path as (string | number)[];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => source.problem([...path, key], `unknown field ${JSON.stringify(key)}`));
  return [source.problem(path, `${issue.message}${found(source.value, path)}`)];
}

function found(value: unknown, path: Path): string {
  let current = value;
  for (const key of path) current = (current as Record<string | number, unknown> | null | undefined)?.[key];
  if (current === undefined) return '; found nothing';
  return typeof current === 'object' ? `; found ${typeName(current)}` : `; found ${JSON.stringify(current).slice(0, 120)}`;
}

const typeName = (value: unknown): string => (value === null ? 'nothing' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : `a ${typeof value}`);
