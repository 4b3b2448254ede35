import { describe, expect, it } from 'vitest';
import { LENIENT, matrixOf } from '../../fixtures/compile-texts.js';
import { leaningOf } from './leaning.js';
import type { Judging } from './verdict.js';

const matrix = matrixOf(`
  components:
    - {id: a, scope: cluster, versioning: dotted}
    - {id: b, scope: nsxManager, versioning: dotted}
  relations: [{between: [a, b]}]
  statements:
    - {id: strong, between: {a: "*", b: "*"}, status: validated, evidence: vendor}
    - {id: lab-2, between: {a: "*", b: "*"}, status: validated, evidence: observed}
    - {id: lab-1, between: {a: "*", b: "*"}, status: validated, evidence: observed}
    - {id: guess, between: {a: "*", b: "*"}, status: validated, evidence: assumed}
`);
const waiving = (...ids: string[]): Judging => ({
  ...LENIENT,
  policy: {
    ...LENIENT.policy,
    evidence: 'operator',
    waivers: ids.map((statement) => ({ statement, reason: 'soak test', by: 'board', expires: '2027-03-31' })),
  },
});

describe('what a conclusion leans on', () => {
  it('is as weak as the weakest statement, and names all that are as weak as that in text order', () =>
    expect(leaningOf(matrix, LENIENT, ['lab-2', 'strong', 'lab-1', 'lab-2'])).toEqual({
      evidenceFloor: 'observed',
      weakest: ['lab-1', 'lab-2'],
      waived: [],
    }));

  it('names waived statements, and neither those that need no waiver nor those that nobody named', () =>
    expect(leaningOf(matrix, waiving('strong', 'lab-1', 'guess'), ['lab-1', 'strong'])).toEqual({
      evidenceFloor: 'observed',
      weakest: ['lab-1'],
      waived: ['lab-1'],
    }));

  it('is nothing when there is no statement', () =>
    expect(leaningOf(matrix, waiving('guess'), [])).toEqual({ evidenceFloor: null, weakest: [], waived: [] }));
});
