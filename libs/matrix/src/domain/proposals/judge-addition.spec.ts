import { describe, expect, it } from 'vitest';
import { proposalMatrix } from '../../../fixtures/proposal-matrix.js';
import { compileMatrix } from '../compile-matrix.js';
import { judgeAddition } from './judge-addition.js';
import { additionOf, type LearnedFact, proposalId, type ProposedAddition } from './proposed-addition.js';

const compiled = compileMatrix([proposalMatrix()]);
if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
const judge = (addition: ProposedAddition) => {
  const judged = judgeAddition(compiled.matrix, addition, '2026-11-23');
  return 'detail' in judged ? `${judged.standing}: ${judged.detail}` : judged.standing;
};
const release = (version: string, bundle: Record<string, string>, component = 'vkr'): ProposedAddition => ({
  addition: 'release',
  component,
  version,
  bundle,
});
const pair = (adapter: string, nsx: string): ProposedAddition => ({
  addition: 'running-pair',
  versions: { 'antrea-nsx-adapter': adapter, nsx },
});
const constraint = (antrea: string, range: string): ProposedAddition => ({
  addition: 'constraint',
  of: { component: 'antrea', version: antrea },
  needs: { component: 'vkr', range },
});

describe('a release', () => {
  it.each([
    ['is new when the matrix does not list it', release('v1.35.0+vmware.1-vkr.1', { antrea: '2.4.0' }), 'new'],
    ['is new when nobody wrote down what it bundles', release('v1.34.1+vmware.1-vkr.2', { antrea: '2.4.0' }), 'new'],
    ['is said when its bundle is on record, in whatever spelling', release('v1.33.1---vmware.1-vkr.2', { antrea: 'v2.3.0' }), 'said'],
    ['is said when it is listed and tells of no bundle', release('v1.34.1+vmware.1-vkr.2', {}), 'said'],
    [
      'is in conflict when the matrix says that it bundles something else',
      release('v1.33.1+vmware.1-vkr.2', { antrea: '2.4.0' }),
      'conflict: the matrix says that vkr v1.33.1+vmware.1-vkr.2 bundles antrea 2.3.0',
    ],
    [
      'is unreadable when the matrix has no such component',
      release('1', {}, 'windows'),
      'unreadable: no component of the matrix has the id "windows"',
    ],
  ])('%s', (_what, addition, expected) => expect(judge(addition)).toBe(expected));

  it('is unreadable when its version is in no scheme', () => expect(judge(release('nonsense', {}))).toContain('unreadable: vkr; '));
});

describe('a running pair', () => {
  it.each([
    ['is new when nobody has said anything', pair('1.4.0', '9.0.2.0'), 'new'],
    ['is said when it was validated', pair('1.3.0', '4.2.1.0'), 'said'],
    ['is said when it was listed for upgrades only, which running does not lift', pair('1.3.0', '9.0.0.0'), 'said'],
    ['is in conflict when it was rejected', pair('1.3.0', '9.1.0.0'), 'conflict: statement bad rejects the pair'],
    [
      'is said when the two never constrain each other',
      { addition: 'running-pair', versions: { antrea: '2.3.0', nsx: '4.2.1.0' } } as const,
      'said',
    ],
    [
      'is unreadable when it is none',
      { addition: 'running-pair', versions: { nsx: '4.2.1.0' } } as const,
      'unreadable: a pair is of two components; found 1',
    ],
  ])('%s', (_what, addition, expected) => expect(judge(addition)).toBe(expected));
});

describe('a constraint', () => {
  it.each([
    ['is new when a release inside of it was never spoken of', constraint('2.3.0', '>=1.33 <1.35'), 'new'],
    ['is said when every listed release inside of it was', constraint('2.3.0', '>=1.33 <1.34'), 'said'],
    ['is new when no release inside of it is listed', constraint('2.3.0', '>=1.36'), 'new'],
  ])('%s', (_what, addition, expected) => expect(judge(addition)).toBe(expected));

  it('is unreadable when its range is no range', () => expect(judge(constraint('2.3.0', '~1.33'))).toContain('carets, tildes'));
});

it('is the same proposal whoever saw it, and in whatever order the parts were told', () => {
  const fact = (place: string, bundle: Record<string, string>): LearnedFact => ({
    fact: 'release',
    component: 'vkr',
    version: 'v1',
    bundle,
    place,
  });
  const ids = [fact('a', { antrea: '1', x: '2' }), fact('b', { x: '2', antrea: '1' })].map((one) => proposalId(additionOf(one)));
  expect(ids[0]).toBe(ids[1]);
  expect(proposalId(additionOf(fact('a', { antrea: '1' })))).not.toBe(ids[0]);
});
