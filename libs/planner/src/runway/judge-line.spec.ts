import { matrix, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { expiriesOf, LineJudge, type LineNode } from './judge-line.js';

const revision = matrix({
  releases: {
    nsx: [
      { version: '4.2.1.0', released: '2024-10-09' },
      { version: '4.2.3.3', released: '2026-08-01' },
      { version: '9.0.1.0', released: '2025-09-01' },
      { version: '9.1.0.0', released: '2026-06-01' },
    ],
    vkr: [{ version: 'v1.33.1', endOfSupport: '2026-12-31', bundle: { 'antrea-nsx-adapter': '1.3.0' } }],
    antrea: [],
    'antrea-nsx-adapter': ['1.3.0'],
  },
  statements: [
    validated('antrea-nsx-adapter 1.3', 'nsx >=4.2 <9', { id: 'soak', expires: '2026-11-30' }),
    validated('antrea-nsx-adapter 1.3', 'nsx 9.1', { id: 'guess', evidence: 'assumed' }),
    { id: 'kb', between: { 'antrea-nsx-adapter': '1.3', nsx: '9.0' }, status: 'rejected', evidence: 'vendor' },
  ],
});
const judge = new LineJudge(revision.matrix, '2026-11-20');
const node = (scope: LineNode['scope'], versions: Record<string, string>): LineNode => ({ scope, versions, cni: null, adapter: null });
const cluster = node('cluster', { vkr: 'v1.33.1', antrea: '2.3.0' });
const under = (nsx: string, on = judge) => on.faults([cluster, node('nsxManager', { nsx })]);

describe('the judge of a line', () => {
  it('tells why a pairing is outside its window', () => {
    const verdict = (nsx: string, on = judge) =>
      under(nsx, on).map((fault) => fault.kind === 'exposure' && [fault.verdict, fault.statement]);
    expect(verdict('4.2.1.0')).toEqual([]);
    expect(verdict('4.2.1.0', new LineJudge(revision.matrix, '2026-12-01'))).toEqual([['expired', 'soak']]);
    expect(verdict('9.0.1.0')).toEqual([['rejected', 'kb']]);
    expect(verdict('9.1.0.0')).toEqual([['below-floor', 'guess']]);
    expect(verdict('9.2.0.0')).toEqual([['unknown', null]]);
    expect(verdict('unknown')).toEqual([['unobserved', null]]);
  });

  it('finds a release that the way onward is closed from, while it is open from an older one', () => {
    const ends = (nsx: string) => judge.faults([node('nsxManager', { nsx })]);
    expect(ends('4.2.3.3')).toMatchObject([{ kind: 'dead-end', version: '4.2.3.3', newest: '9.1.0.0' }]);
    expect(ends('4.2.1.0')).toEqual([]);
    expect(ends('9.1.0.0')).toEqual([]);
  });

  it('finds what no release lists, unless none of the component is listed', () => {
    expect(judge.faults([node('nsxManager', { nsx: '4.1.0' })])).toMatchObject([
      { kind: 'unknown-release', version: '4.1.0', readable: true },
    ]);
    expect(judge.faults([node('cluster', { vkr: 'v1.33.1', antrea: '9.9.9' })])).toEqual([]);
  });

  it('takes what it can not read for a version that could not be observed', () => {
    const faults = judge.faults([
      node('cluster', { vkr: 'v1.33.1', 'antrea-nsx-adapter': 'latest!' }),
      node('nsxManager', { nsx: '4.2.1.0' }),
    ]);
    expect(faults).toMatchObject([
      { kind: 'unknown-release', component: 'antrea-nsx-adapter', version: 'latest!', readable: false },
      { kind: 'unknown-version', component: 'antrea' },
      { kind: 'unknown-version', component: 'antrea-nsx-adapter' },
      { kind: 'exposure', verdict: 'unobserved' },
    ]);
    expect(judge.faults([node('supervisor', { vkr: 'v1.33.1' })])).toMatchObject([
      { kind: 'unknown-release', component: 'vkr', readable: false },
    ]);
  });

  it('gives the very same object for the same fault', () => {
    expect(under('9.0.1.0')[0]).toBe(judge.faults([{ ...cluster }, node('nsxManager', { nsx: '9.0.1.0' })])[0]);
  });

  it('names the releases that run, and the statements that hold', () => {
    expect(judge.releasesOf(cluster).find(({ component }) => component === 'vkr')).toMatchObject({ endOfSupport: '2026-12-31' });
    expect(judge.heldBy([cluster, node('nsxManager', { nsx: '4.2.1.0' })])).toMatchObject([{ statement: 'soak', expires: '2026-11-30' }]);
    expect(expiriesOf(revision)).toEqual(['2026-11-30']);
  });
});
