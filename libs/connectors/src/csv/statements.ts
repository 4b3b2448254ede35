import {
  API_VERSION,
  type CompatibilityMatrix,
  type Evidence,
  EVIDENCE,
  type MatrixSpec,
  type Problem,
  readValue,
  STATUSES,
  type StatementEntry,
} from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import { CsvError, parse } from 'csv-parse/sync';
import { guardCell, renderRecord, unguardCell } from './cells.js';

/** Columns of pairings, all of them and in this order. Of `a` and `b` each range stands behind its component; sources one to a line. */
const STATEMENT_COLUMNS = ['id', 'a', 'a_range', 'b', 'b_range', 'status', 'evidence', 'expires', 'note', 'sources'] as const;
type Column = (typeof STATEMENT_COLUMNS)[number];

/** The statements of a matrix as RFC 4180 with a heading, in the order of ids. Tombstones are no pairings. */
export function renderStatements(statements: readonly StatementEntry[]): string {
  const records = statements
    .filter(({ removed }) => !removed)
    .toSorted((x, y) => compareTexts(x.id, y.id))
    .map(({ id, between = {}, status = '', evidence = '', expires = '', note = '', sources }) => {
      const [[a, aRange] = ['', ''], [b, bRange] = ['', '']] = Object.entries(between).toSorted(([x], [y]) => compareTexts(x, y));
      return [id, a, aRange, b, bRange, status, evidence, expires, note, sources.join('\n')].map(guardCell);
    });
  return [[...STATEMENT_COLUMNS], ...records].map(renderRecord).join('');
}

export interface CsvOptions {
  /** Of the document. */
  readonly name: string;
  /** Title of a source for the rows that name none; absent: they get none. */
  readonly source?: string;
}

export type CsvOutcome =
  | { readonly outcome: 'imported'; readonly document: CompatibilityMatrix }
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

type Row = { readonly record: Readonly<Record<Column, string>>; readonly info: { readonly lines: number } };

/** Reads what {@link renderStatements} writes, and what people write in a spreadsheet, as an overlay. `evidence` may be left out: it is `operator` then. */
export function importStatements(
  { file, text }: { readonly file: string; readonly text: string },
  { name, source }: CsvOptions,
): CsvOutcome {
  const refuse = (line: number, path: string, message: string): Problem => ({ file, line, column: 1, path, message });
  const read = readRows(text, refuse);
  if ('problems' in read) return { outcome: 'refused', problems: read.problems };
  const problems = read.rows.flatMap(({ record, info }) => rowProblems(record).map(([column, why]) => refuse(info.lines, column, why)));
  const spec: MatrixSpec = {
    components: [],
    relations: [],
    releases: [],
    statements: read.rows.map(({ record }) => statementOf(record, source)),
    hops: [],
    sources: source === undefined ? [] : [{ id: source, title: source, confidence: strongestOf(read.rows) }],
  };
  const document = { apiVersion: API_VERSION, kind: 'CompatibilityMatrix', metadata: { name }, spec };
  const located = problems.length > 0 ? [] : readValue('CompatibilityMatrix', document, file);
  if (!Array.isArray(located)) return { outcome: 'imported', document: located.document };
  const placed = located.map((problem) => ({
    ...problem,
    line: read.rows[Number(/statements\[(\d+)\]/.exec(problem.path)?.[1])]?.info.lines ?? 1,
  }));
  return { outcome: 'refused', problems: [...problems, ...placed] };
}

function readRows(
  text: string,
  refuse: (line: number, path: string, message: string) => Problem,
): { readonly rows: readonly Row[] } | { readonly problems: readonly Problem[] } {
  try {
    const records = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    const heading = records[0]?.record ?? [];
    if (heading.join(',') !== STATEMENT_COLUMNS.join(','))
      return {
        problems: [
          refuse(1, '', `the first line must be ${STATEMENT_COLUMNS.join(',')}; found ${JSON.stringify(heading.join(',').slice(0, 200))}`),
        ],
      };
    const rows = records.slice(1);
    const uneven = rows.filter(({ record }) => record.length !== heading.length);
    if (uneven.length > 0)
      return {
        problems: uneven.map(({ record, info }) => refuse(info.lines, '', `a line has ${heading.length} cells; found ${record.length}`)),
      };
    const named = (cells: readonly string[]) =>
      Object.fromEntries(STATEMENT_COLUMNS.map((column, index) => [column, unguardCell(cells[index]!)])) as Record<Column, string>;
    return { rows: rows.map(({ record, info }) => ({ record: named(record), info })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { problems: [refuse(Number((error as { lines?: number }).lines ?? 1), '', `not CSV: ${error.message}`)] };
  }
}

function rowProblems({ a, b, status, evidence }: Row['record']): [Column, string][] {
  const problems: [Column, string][] = [];
  if (a === b) problems.push(['b', `must be another component than a; found ${JSON.stringify(b)}`]);
  if (!(STATUSES as readonly string[]).includes(status))
    problems.push(['status', `must be one of ${STATUSES.join(', ')}; found ${JSON.stringify(status)}`]);
  if (evidence !== '' && !(EVIDENCE as readonly string[]).includes(evidence))
    problems.push(['evidence', `must be one of ${EVIDENCE.join(', ')}, or empty; found ${JSON.stringify(evidence)}`]);
  return problems;
}

function statementOf(
  { id, a, a_range, b, b_range, status, evidence, expires, note, sources }: Row['record'],
  source?: string,
): StatementEntry {
  const named = sources === '' ? (source === undefined ? [] : [source]) : sources.split(/\r?\n/);
  return {
    id,
    between: { [a]: a_range, [b]: b_range },
    status: status as StatementEntry['status'],
    evidence: (evidence === '' ? 'operator' : evidence) as Evidence,
    ...(expires !== '' && { expires }),
    ...(note !== '' && { note }),
    sources: named,
  };
}

/** Evidence cannot be stronger than its source: the source is as strong as the strongest row that leans on it. */
const strongestOf = (rows: readonly Row[]): Evidence =>
  EVIDENCE.find((evidence) => rows.some(({ record }) => record.sources === '' && (record.evidence || 'operator') === evidence)) ??
  'operator';
