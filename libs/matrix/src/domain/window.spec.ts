import { describe, expect, it } from 'vitest';
import { LENIENT, matrixOf, versionOf } from '../../fixtures/compile-texts.js';
import { gridOf, renderWindow, windowOf } from './window.js';

const matrix = matrixOf(`
  components:
    - {id: adapter, scope: cluster, versioning: semver}
    - {id: nsx, scope: nsxManager, versioning: dotted}
  relations: [{between: [adapter, nsx]}]
  releases:
    - {component: adapter, version: 1.4.0}
    - {component: adapter, version: 1.3.0}
    - {component: nsx, version: 9.1.0.0}
    - {component: nsx, version: 4.2.1.0}
    - {component: nsx, version: 4.2.4.0}
    - {component: nsx, version: 4.2.3.3}
    - {component: nsx, version: 9.0.2.0}
  statements:
    - {id: old, between: {adapter: "1.3", nsx: "4.2"}, status: validated, evidence: vendor}
    - {id: bad, between: {adapter: "1.3", nsx: "4.2.3.3"}, status: rejected, evidence: vendor}
    - {id: next, between: {adapter: "1.3", nsx: "9.1"}, status: transitional, evidence: vendor}
    - {id: new, between: {adapter: "1.4", nsx: "9"}, status: untested, evidence: vendor}
`);
const of = (adapter: string | null, judging = LENIENT) =>
  windowOf(matrix, judging, 'adapter', adapter === null ? null : versionOf(matrix, 'adapter', adapter), 'nsx');
const accepting = { ...LENIENT, policy: { ...LENIENT.policy, acceptUntested: true } };

describe('the window of a version', () => {
  it('is every release of the other component, oldest first, with its verdict', () =>
    expect(of('1.3.0').map(({ release, verdict }) => [release.version.text, verdict.verdict, verdict.inside])).toEqual([
      ['4.2.1.0', 'validated', true],
      ['4.2.3.3', 'rejected', false],
      ['4.2.4.0', 'validated', true],
      ['9.0.2.0', 'unknown', false],
      ['9.1.0.0', 'transitional', true],
    ]));

  it('may be asked from either side', () =>
    expect(
      windowOf(matrix, LENIENT, 'nsx', versionOf(matrix, 'nsx', '4.2.1.0'), 'adapter').map(({ release, verdict }) => [
        release.version.text,
        verdict.inside,
      ]),
    ).toEqual([
      ['1.3.0', true],
      ['1.4.0', false],
    ]));

  it('is judged for a version that no release lists', () => expect(renderWindow(of('1.3.7'))).toBe('4.2.1.0, 4.2.4.0, 9.1.0.0'));
  it('of a version that could not be observed is empty', () => expect(renderWindow(of(null))).toBe('none'));
});

describe('renderWindow', () => {
  it('names single releases where a hole follows', () => expect(renderWindow(of('1.3.0'))).toBe('4.2.1.0, 4.2.4.0, 9.1.0.0'));
  it('joins neighbours into first … last', () => expect(renderWindow(of('1.4.0', accepting))).toBe('9.0.2.0 … 9.1.0.0'));
  it('says none when nothing is inside', () => expect(renderWindow(of('1.4.0'))).toBe('none'));
  it('says none for no releases at all', () => expect(renderWindow([])).toBe('none'));
});

describe('the grid of two components', () => {
  it('has a row for each release of the first and a cell for each of the second, both oldest first', () => {
    const grid = gridOf(matrix, LENIENT, 'adapter', 'nsx');
    expect(grid.map(({ row, cells }) => [row.version.text, ...cells.map(({ verdict }) => verdict.verdict)])).toEqual([
      ['1.3.0', 'validated', 'rejected', 'validated', 'unknown', 'transitional'],
      ['1.4.0', 'unknown', 'unknown', 'unknown', 'untested', 'untested'],
    ]);
  });

  it('turned round has the same cells', () => {
    const verdicts = (a: string, b: string) =>
      gridOf(matrix, LENIENT, a, b).map(({ cells }) => cells.map(({ verdict }) => verdict.verdict));
    const [across, down] = [verdicts('adapter', 'nsx'), verdicts('nsx', 'adapter')];
    expect(down).toEqual(across[0]!.map((_, i) => across.map((row) => row[i])));
  });
});
