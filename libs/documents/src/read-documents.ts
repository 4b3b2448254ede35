import { readFleetBytes } from './fleet-bytes/read-fleet-bytes.js';
import { type DocumentOfKind, type Kind, KINDS } from './kinds.js';
import { compareProblems, type Problem } from './problem.js';
import { API_VERSION } from './shared-fields.js';
import { decodeSource, type SourceBytes } from './source-bytes.js';
import { type RawDocument, readSourceText, type SourceText } from './source-text.js';
import { type Located, rendered, typeName, validateDocument } from './validate-document.js';

export type ReadDocuments = { readonly [K in Kind]: readonly Located<DocumentOfKind[K]>[] };

/**
 * Reads every document of every text. All problems of all texts are returned, in the order of the places; nothing is half accepted by the caller unless it
 * chooses so. Give a large fleet as bytes: in JSON it is then read in pieces, and its clusters share what they have alike.
 */
export function readDocuments(sources: readonly (SourceText | SourceBytes)[]): { documents: ReadDocuments; problems: Problem[] } {
  const documents = { CompatibilityMatrix: [], FleetSnapshot: [], UpgradeGoal: [], UpgradePlan: [] } as {
    [K in Kind]: Located<DocumentOfKind[K]>[];
  };
  const problems: Problem[] = [];
  // One by one: a large document may have more problems than a call may have arguments.
  const add = (found: readonly Problem[]) => found.forEach((problem) => problems.push(problem));
  for (const source of sources) {
    const fleet = 'pieces' in source ? readFleetBytes(source) : null;
    if (fleet) {
      documents.FleetSnapshot.push(fleet);
      continue;
    }
    const text = 'pieces' in source ? decodeSource(source) : source.text;
    if (typeof text !== 'string') {
      problems.push(text);
      continue;
    }
    const raw = readSourceText({ file: source.file, text });
    add(raw.problems);
    for (const document of raw.documents) {
      const kind = kindOf(document, problems);
      if (kind === null) continue;
      const result = validateDocument(kind, document);
      if (Array.isArray(result)) add(result);
      else (documents[kind] as unknown[]).push(result);
    }
  }
  return { documents, problems: problems.sort(compareProblems) };
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
