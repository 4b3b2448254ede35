import { describe, expect, it } from 'vitest';
import { checkData } from './check-data.js';
import { readDataTexts } from './data-texts.js';
import { renderFindings } from './findings.js';

const matrix = (spec: string, name = 'm') =>
  `apiVersion: lockstep/v1\nkind: CompatibilityMatrix\nmetadata: {name: ${name}}\nspec:\n${spec}`;

const COMPONENTS = `  components:
    - {id: nsx, scope: nsxManager, versioning: dotted}
    - {id: vcenter, scope: vcenter, versioning: vsphere}
  relations:
    - {between: [nsx, vcenter]}
  sources:
    - {id: kb, title: KB 1, confidence: third-party}
`;

const RELEASES = `  releases:
    - {component: nsx, version: 9.0.1.0, released: 2025-09-29, endOfSupport: 2027-11-12, sources: [kb]}
    - {component: vcenter, version: 9.0.1.0, sources: [kb]}
`;

const PAIR = `    - {id: pair, between: {nsx: "=9.0.1.0", vcenter: "=9.0.1.0"}, status: validated, evidence: third-party, sources: [kb]}\n`;

const check = (base: string, overlays: { file: string; text: string }[] = [], examples: { file: string; text: string }[] = []) =>
  renderFindings(checkData({ base: [{ file: 'base.yaml', text: matrix(base) }], overlays, examples })).map((line) =>
    line.replace(/^[^:]+:\d+:\d+: /, ''),
  );

describe('data check', () => {
  it('has nothing to say about a sourced, paired matrix', () => {
    expect(check(`${COMPONENTS}${RELEASES}  statements:\n${PAIR}`)).toEqual([]);
  });

  it('refuses a fact without a source', () => {
    expect(
      check(
        `${COMPONENTS}${RELEASES.replace('endOfSupport: 2027-11-12, sources: [kb]', 'endOfSupport: 2027-11-12')}  statements:\n${PAIR}`,
      ),
    ).toEqual(['spec.releases[0].sources: error: every fact names a source; found none']);
  });

  it('refuses a source that is not there and one that nothing names', () => {
    const base = `${COMPONENTS.replace('id: kb', 'id: unused')}${RELEASES}  statements:\n${PAIR}`;
    const lines = check(base);
    expect(lines).toContain('spec.sources[0].id: error: source unused is named by no fact');
    expect(lines.filter((line) => line.includes('no source has this id; found "kb"'))).toHaveLength(3);
  });

  it('refuses evidence that is stronger than every source of the statement', () => {
    expect(check(`${COMPONENTS}${RELEASES}  statements:\n${PAIR.replace('evidence: third-party', 'evidence: vendor')}`)).toEqual([
      'spec.statements[0].evidence: error: evidence is no stronger than the best source (third-party); found vendor',
    ]);
  });

  it('refuses one id for a statement and a hop rule, because an overlay takes things back by id', () => {
    const hop = '  hops:\n    - {id: pair, component: nsx, from: "*", to: "=9.0.1.0", status: supported, sources: [kb]}\n';
    expect(check(`${COMPONENTS}${RELEASES}  statements:\n${PAIR}${hop}`)).toEqual([
      'spec.hops[0].id: error: id pair is taken by another statement or hop rule',
    ]);
  });

  it('refuses a support end that is not after the release day', () => {
    expect(check(`${COMPONENTS}${RELEASES.replace('2027-11-12', '2025-09-29')}  statements:\n${PAIR}`)).toEqual([
      'spec.releases[0].endOfSupport: error: support ends after the release day 2025-09-29; found 2025-09-29',
    ]);
  });

  it('refuses validated and rejected on one pair until both say why', () => {
    const rejected = PAIR.replace('id: pair', 'id: zz-not').replace('status: validated', 'status: rejected');
    expect(check(`${COMPONENTS}${RELEASES}  statements:\n${PAIR}${rejected}`)).toEqual([
      'spec.statements[1]: error: pair (validated) and zz-not (rejected) contradict each other on nsx 9.0.1.0 × vcenter 9.0.1.0; say why in a note of both',
    ]);
    const explained = `${PAIR}${rejected}`.replaceAll('sources: [kb]', 'note: KB 1 was corrected, sources: [kb]');
    expect(check(`${COMPONENTS}${RELEASES}  statements:\n${explained}`)).toEqual([]);
  });

  it('lets an overlay take a contradicting statement back by a tombstone', () => {
    const overlay =
      '  statements:\n    - {id: pair, removed: true, note: soak failed, sources: [kb]}\n    - {id: not, between: {nsx: "9.0.*", vcenter: "=9.0.1.0"}, status: rejected, evidence: third-party, sources: [kb]}\n';
    expect(check(`${COMPONENTS}${RELEASES}  statements:\n${PAIR}`, [{ file: 'overlay.yaml', text: matrix(overlay, 'o') }])).toEqual([]);
  });

  it('warns of an alternative of a range that no listed release matches', () => {
    expect(
      check(`${COMPONENTS}${RELEASES}  statements:\n${PAIR.replace('"=9.0.1.0", vcenter', '"=9.0.1.0 || =9.0.9.0", vcenter')}`),
    ).toEqual(['spec.statements[0].between.nsx: warning: no listed nsx release matches =9.0.9.0']);
  });

  it('notes a release that nothing pairs with and no hop reaches', () => {
    const lonely = `${RELEASES}    - {component: nsx, version: 9.0.2.0, sources: [kb]}\n`;
    expect(check(`${COMPONENTS}${lonely}  statements:\n${PAIR}`)).toEqual([
      'spec.releases[2]: info: nsx 9.0.2.0: no statement pairs it, no bundle carries it and no hop leads to it or from it',
    ]);
  });

  it('refuses an example overlay whose rows do not say that they are examples', () => {
    const overlay =
      '  statements:\n    - {id: soak, between: {nsx: "=9.0.1.0", vcenter: "=9.0.1.0"}, status: validated, evidence: third-party, sources: [kb]}\n';
    const base = `${COMPONENTS}${RELEASES}  statements:\n${PAIR}`;
    expect(check(base, [{ file: 'overlays/example-x.yaml', text: matrix(overlay, 'o') }])).toEqual([
      'spec.statements[0].note: error: an example says so in its note: "example, replace with your own soak tests"',
    ]);
    expect(check(base, [{ file: 'overlays/lab.yaml', text: matrix(overlay, 'o') }])).toEqual([]);
  });

  it('refuses an example fleet that names a node that is not there, and warns of a version the matrix does not list', () => {
    const fleet = `apiVersion: lockstep/v1\nkind: FleetSnapshot\nmetadata: {name: f}\nspec:\n  nsxManagers:\n    - {id: n, versions: {nsx: 9.0.3.0}}\n  vcenters:\n    - {id: v, nsxManager: m, versions: {vcenter: 9.0.1.0}}\n`;
    expect(check(`${COMPONENTS}${RELEASES}  statements:\n${PAIR}`, [], [{ file: 'f.yaml', text: fleet }])).toEqual([
      'spec.vcenters[0].nsxManager: error: no nsxManager has the id "m"',
      'spec.nsxManagers[0].versions.nsx: warning: no release of the matrix is nsx 9.0.3.0',
    ]);
  });

  it('finds no error in the data of this repository', () => {
    const findings = checkData(readDataTexts('data'));
    expect(renderFindings(findings.filter(({ severity }) => severity === 'error'))).toEqual([]);
  });
});
