import { EVIDENCE, type StatementEntry, STATUSES } from '@lockstep/documents';
import { propertyRuns } from '@lockstep/testing/problems';
import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardCell, renderRecord, unguardCell } from './cells.js';
import { importStatements, renderStatements } from './statements.js';

const hostile = fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\n', '\r', '\t', ' ', 'x', 'ü', '1', '|', '＝');
const words = (least: number) => fc.array(hostile, { minLength: least, maxLength: 8 }).map((parts) => parts.join(''));
const name = words(1)
  .map((text) => text.replace(/[\n\r\t]/g, '').trimStart())
  .filter((text) => text !== '');
const note = words(1).filter((text) => text !== '');
const range = fc.constantFrom('=1.2.3', '>=4.2 <9.1', '*', '1.3.*', '=1 || =2', '<=3');
const statements: fc.Arbitrary<StatementEntry[]> = fc.uniqueArray(
  fc.record(
    {
      id: name,
      between: fc.record({ nsx: range, vkr: range }),
      status: fc.constantFrom(...STATUSES),
      evidence: fc.constantFrom(...EVIDENCE),
      expires: fc.constant('2027-03-31'),
      note,
      sources: fc.array(name, { maxLength: 3 }),
    },
    { requiredKeys: ['id', 'between', 'status', 'evidence', 'sources'] },
  ),
  { selector: ({ id }) => id, maxLength: 8 },
);

describe('pairings as CSV', () => {
  it('come back as they were written, whatever their texts hold', () => {
    fc.assert(
      fc.property(statements, (list) => {
        const text = renderStatements(list);
        const read = importStatements({ file: 'x.csv', text }, { name: 'x' });
        if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
        const inOrder = list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(read.document.spec.statements).toEqual(inOrder);
        expect(renderStatements(read.document.spec.statements)).toBe(text);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('take back what guards them, whatever they hold', () => {
    fc.assert(
      fc.property(words(0), (text) => {
        expect(unguardCell(guardCell(text))).toBe(text);
      }),
    );
  });
});

const asRead = (delimiter: string): Reader => [
  `the library at ${JSON.stringify(delimiter)}`,
  (text) => (parse(text, { delimiter, relax_quotes: true, relax_column_count: true }) as string[][]).flat(),
];
const asCut = (delimiter: string): Reader => [
  `a reader that knows no quotes at ${JSON.stringify(delimiter)}`,
  (text) => text.split(/\r\n|\r|\n/).flatMap((line) => line.split(delimiter)),
];
type Reader = readonly [string, (text: string) => string[]];

it.each([asRead(','), asRead(';'), asRead('\t'), asCut(';'), asCut('\t')])('%s finds no cell in a record that it would run', (_, read) => {
  fc.assert(
    fc.property(fc.array(words(0), { minLength: 1, maxLength: 4 }), (cells) => {
      let found: string[];
      try {
        found = read(renderRecord(cells.map(guardCell)));
      } catch (error) {
        if (error instanceof CsvError) return;
        throw error;
      }
      for (const cell of found) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝]/);
    }),
    { numRuns: propertyRuns(1_000) },
  );
});
