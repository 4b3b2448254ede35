import type { Judging } from '@lockstep/matrix/domain';
import { goal, matrix, rejected, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { outsideWindows, type RunningNode } from './outside-windows.js';

const { matrix: windows } = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.2.0'], antrea: ['2.2.0', '2.3.1'], 'antrea-nsx-adapter': ['1.1.0', '1.3.0', '1.4.0'] },
  statements: [
    validated('antrea-nsx-adapter =1.1.0', 'nsx 4.2.*'),
    validated('antrea-nsx-adapter =1.3.0', 'nsx *'),
    validated('antrea-nsx-adapter =1.1.0', 'antrea =2.2.0'),
    validated('antrea-nsx-adapter =1.3.0', 'antrea =2.3.1'),
    rejected('antrea-nsx-adapter =1.4.0', 'antrea =2.2.0'),
    validated('antrea-nsx-adapter =1.4.0', 'antrea =2.3.1'),
    validated('antrea-nsx-adapter =1.4.0', 'nsx *'),
  ],
});
const judging: Judging = { policy: goal({ targets: [] }).spec.policy, day: '2026-11-20' };

const nsx = (...versions: string[]): RunningNode => ({ key: 'nsx-manager a', above: null, running: { nsx: versions }, rolling: [] });
const cluster = (adapter: string[], antrea: string[], above = 'nsx-manager a'): RunningNode => ({
  key: 'cluster c',
  above,
  running: { 'antrea-nsx-adapter': adapter, antrea },
  rolling: antrea.length > 1 ? ['antrea', 'antrea-nsx-adapter'] : [],
});
const found = (...nodes: RunningNode[]) =>
  outsideWindows(windows, judging, nodes).map(({ between, versions }) => [...between, ...versions].join(' '));

describe('outsideWindows', () => {
  it('finds nothing where every pairing is validated', () => {
    expect(found(nsx('4.2.1.0'), cluster(['1.1.0'], ['2.2.0']))).toEqual([]);
  });

  it('names an adapter whose NSX went on without it', () => {
    expect(found(nsx('9.0.2.0'), cluster(['1.1.0'], ['2.2.0']))).toEqual(['antrea-nsx-adapter nsx 1.1.0 9.0.2.0']);
  });

  it('asks both versions of an NSX that rolls to fit', () => {
    expect(found(nsx('4.2.1.0', '9.0.2.0'), cluster(['1.1.0'], ['2.2.0']))).toEqual(['antrea-nsx-adapter nsx 1.1.0 9.0.2.0']);
    expect(found(nsx('4.2.1.0', '9.0.2.0'), cluster(['1.3.0'], ['2.3.1']))).toEqual([]);
  });

  it('lets old meet new where both roll together on one node, unless that is rejected', () => {
    expect(found(nsx('4.2.1.0'), cluster(['1.1.0', '1.3.0'], ['2.2.0', '2.3.1']))).toEqual([]);
    expect(found(nsx('4.2.1.0'), cluster(['1.3.0'], ['2.2.0', '2.3.1']))).toEqual([]);
    expect(found(nsx('4.2.1.0'), cluster(['1.1.0', '1.4.0'], ['2.2.0', '2.3.1']))).toEqual(['antrea antrea-nsx-adapter 2.2.0 1.4.0']);
  });

  it('takes a version that nobody could observe as outside', () => {
    expect(found(nsx('unknown'), cluster(['1.3.0'], ['2.3.1']))).toEqual(['antrea-nsx-adapter nsx 1.3.0 unknown']);
  });

  it('compares with what stands above, however far, and with nothing else', () => {
    const supervisor: RunningNode = { key: 'supervisor s', above: 'nsx-manager a', running: {}, rolling: [] };
    expect(found(nsx('9.0.2.0'), supervisor, cluster(['1.1.0'], ['2.2.0'], 'supervisor s'))).toEqual([
      'antrea-nsx-adapter nsx 1.1.0 9.0.2.0',
    ]);
    expect(found(nsx('9.0.2.0'), cluster(['1.1.0'], ['2.2.0'], 'nsx-manager b'))).toEqual([]);
  });
});
