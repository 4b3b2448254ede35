import type { MatrixRevision, Statement, Verdict } from '@lockstep/matrix/domain';
import { type Judging, judgePair, type Matrix, type ObservedVersion } from '@lockstep/matrix/domain';
import type { Publication } from '@lockstep/matrix';
import { UNKNOWN_VERSION } from '@lockstep/documents';
import { problem } from '@lockstep/platform';
import type { z } from 'zod';
import type { JudgingQuery, revisionSummary, verdict } from './matrix.dto.js';

export const summaryOf = ({
  digest,
  name,
  number,
  parent,
  author,
  reason,
  publishedAt,
  position,
  parts,
}: Publication): z.output<typeof revisionSummary> => ({
  digest,
  name,
  number,
  parent,
  author,
  reason,
  publishedAt,
  position,
  parts: [...parts],
});

export const countsOf = ({ document: { spec } }: MatrixRevision) => ({
  components: spec.components.length,
  relations: spec.relations.length,
  releases: spec.releases.length,
  statements: spec.statements.length,
  hops: spec.hops.length,
  sources: spec.sources.length,
});

/** `today`: YYYY-MM-DD. */
export const judgingOf = ({ day, evidence, acceptUntested }: JudgingQuery, today: string): Judging & { readonly day: string } => ({
  day: day ?? today,
  policy: { evidence, acceptUntested: acceptUntested === 'true', mixedWindow: 'comoved', waivers: [] },
});

export const judgedOf = ({ digest }: MatrixRevision, { day, policy }: Judging & { readonly day: string }) => ({
  matrix: digest,
  day,
  evidence: policy.evidence,
  acceptUntested: policy.acceptUntested,
});

/** One side of a pairing as asked for in a query. */
export interface Side {
  readonly component: string;
  readonly version: ObservedVersion;
  readonly listed: boolean;
}

export const renderSide = ({ component, version, listed }: Side) => ({ component, version: version?.text ?? UNKNOWN_VERSION, listed });

/** Reads `component@version`; `parameter` is blamed for what the matrix does not know. */
export function readSide(matrix: Matrix, parameter: string, text: string): Side {
  const [component = '', version = ''] = text.split('@', 2);
  requireComponent(matrix, parameter, component);
  if (version === UNKNOWN_VERSION) return { component, version: null, listed: false };
  const read = matrix.readVersion(component, version);
  if (!read.ok) throw unprocessable(parameter, `${component}; ${read.problem}`);
  return { component, version: read.value, listed: matrix.findRelease(component, read.value) !== undefined };
}

export function requireComponent(matrix: Matrix, parameter: string, component: string): void {
  if (!matrix.components.has(component))
    throw unprocessable(parameter, `no component of the matrix has this id; found ${JSON.stringify(component)}`);
}

const unprocessable = (parameter: string, detail: string) =>
  problem('unprocessable', 'query; 1 rule broken', { errors: [{ pointer: `query:/${parameter}`, detail }] });

export function renderVerdict(
  revision: MatrixRevision,
  judging: Judging & { readonly day: string },
  a: Side,
  b: Side,
): z.output<typeof verdict> {
  const { matrix } = revision;
  const judged = judgePair(matrix, judging, a.component, a.version, b.component, b.version);
  const { relation } = judged;
  return {
    ...judgedOf(revision, judging),
    a: renderSide(a),
    b: renderSide(b),
    ...renderCell(judged),
    statements: judged.statements.map((statement) => renderStatement(matrix, statement)),
    relation: relation && { unknown: relation.unknown, enforce: relation.enforce },
  };
}

export const renderCell = ({ verdict, inside, statement }: Verdict) => ({ verdict, inside, statement: statement?.id ?? null });

const renderStatement = (matrix: Matrix, { id, ranges, status, evidence, expires, note, sources }: Statement) => ({
  id,
  between: Object.fromEntries(ranges.map(({ component, range }) => [component, range.text])),
  status,
  evidence,
  expires,
  note,
  sources: sources
    .flatMap((source) => matrix.sources.get(source) ?? [])
    .map(({ id, title, url, confidence }) => ({ id, title, url, confidence })),
});
