import { expect, it } from 'vitest';
import { importStatements, renderStatements } from './statements.js';

const heading = 'id,a,a_range,b,b_range,status,evidence,expires,note,sources';
const read = (...lines: string[]) =>
  importStatements({ file: 'x.csv', text: [heading, ...lines].join('\n') }, { name: 'lab', source: 'Own soak tests' });
const problems = (...lines: string[]) => {
  const outcome = read(...lines);
  return outcome.outcome === 'refused' ? outcome.problems.map(({ line, path, message }) => `${line} ${path} ${message}`) : [];
};

it('writes a pairing on one line, formulas disarmed', () => {
  const statement = {
    id: 's',
    between: { nsx: '>=9', 'antrea-nsx-adapter': '=1.4' },
    status: 'validated',
    evidence: 'operator',
    sources: ['lab', 'kb'],
  } as const;
  expect(renderStatements([{ ...statement, note: 'a, "b"', sources: [...statement.sources] }])).toBe(
    `${heading}\r\ns,antrea-nsx-adapter,'=1.4,nsx,>=9,validated,operator,,"a, ""b""","lab\nkb"\r\n`,
  );
});

it('reads what a person has typed: ranges as they are, without evidence and sources', () => {
  expect(read('s,nsx,=9.0.2.0,antrea-nsx-adapter,1.4.*,validated,,,,')).toMatchObject({
    outcome: 'imported',
    document: {
      spec: {
        statements: [
          { id: 's', between: { nsx: '=9.0.2.0', 'antrea-nsx-adapter': '1.4.*' }, evidence: 'operator', sources: ['Own soak tests'] },
        ],
        sources: [{ title: 'Own soak tests', confidence: 'operator' }],
      },
    },
  });
});

it.each([
  ['a line that is too short', ['s,nsx'], '2  a line has 10 cells; found 2'],
  ['an unknown status', ['s,nsx,=1,vkr,=1,fine,,,,'], '2 status must be one of validated, untested, transitional, rejected; found "fine"'],
  ['an unknown evidence', ['s,nsx,=1,vkr,=1,validated,sure,,,'], '2 evidence must be one of'],
  ['one component twice', ['s,nsx,=1,nsx,=1,validated,,,,'], '2 b must be another component than a; found "nsx"'],
  ['a day that is none', ['s,nsx,=1,vkr,=1,validated,,,,', 't,nsx,=1,vkr,=1,validated,,31.3.2027,,'], '3 spec.statements[1].expires'],
  ['a quote that never closes', ['s,"nsx'], 'not CSV'],
])('refuses %s, with its line', (_what, lines, expected) => expect(problems(...lines).join('\n')).toContain(expected));

it('refuses other columns', () => {
  expect(importStatements({ file: 'x.csv', text: 'a;b;c\n' }, { name: 'x' })).toMatchObject({
    outcome: 'refused',
    problems: [{ line: 1, message: expect.stringContaining('the first line must be id,a,a_range') }],
  });
});
