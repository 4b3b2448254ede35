import { describe, expect, it } from 'vitest';
import { type FleetNode, HEALTH_LAYERS, type LayerHealth, unknownNode } from '../fleet-node.js';
import { healthOf } from '../health-of.js';
import { judgeHealth } from './judge-health.js';
import { type SignalName, SIGNALS, type SignalState } from './signal.js';

const ALL = HEALTH_LAYERS.flatMap((layer): readonly SignalName[] => SIGNALS[layer]);
const fresh = { at: '2026-11-20T06:30:00Z', maxAge: 3_600, confirmed: {} };

/** All that a scan tells of a healthy cluster, but for some signals; null takes one away. */
function cluster(
  changed: Partial<Record<SignalName, SignalState | null>> = {},
  { observedAt = '2026-11-20T06:00:00.000000Z', ...more }: Partial<FleetNode> = {},
): FleetNode {
  const signals = ALL.flatMap((name) => {
    const state = changed[name] === undefined ? 'ok' : changed[name];
    return state === null ? [] : [{ name, state, detail: state === 'ok' ? null : `${name} is ${state}` }];
  });
  return {
    ...unknownNode('cluster', 'c'),
    cni: { cni: 'antrea', adapter: 'enabled' },
    signals: { 'sv-1': { signals, observedAt } },
    ...more,
  };
}
const statesOf = (node: FleetNode, freshness = fresh) => judgeHealth(node, freshness).layers.map(({ state }) => state);
const report = (verdict: LayerHealth['verdict'], minute: number): LayerHealth => ({
  verdict,
  evidence: ['3 of 4 ready'],
  observedAt: `2026-11-20T06:${String(minute).padStart(2, '0')}:00.000000Z`,
});

describe('judging health', () => {
  it('is healthy where every expected signal is there and ok', () => {
    expect(judgeHealth(cluster(), fresh)).toMatchObject({ verdict: 'healthy', problem: null });
  });

  it('blames the adapter, and not the layers below that fail as well', () => {
    const { verdict, problem, layers } = judgeHealth(cluster({ 'ccp-session': 'failed', 'realized-state': 'failed' }), fresh);
    expect(verdict).toBe('failing');
    expect(problem).toEqual({
      layer: 'adapter',
      state: 'failing',
      text: 'Antrea and its adapter fail: ccp-session (ccp-session is failed, told by sv-1). NSX may no longer learn about its pods.',
    });
    expect(layers.map(({ layer, state, blamed }) => [layer, state, blamed])).toEqual([
      ['adapter', 'failing', true],
      ['realization', 'failing', false],
      ['addresses', 'healthy', false],
    ]);
  });

  it('blames a layer that fails before one above it that is only degraded', () => {
    const { verdict, problem } = judgeHealth(cluster({ 'antrea-agents': 'degraded', subnets: 'failed' }), fresh);
    expect([verdict, problem?.layer]).toEqual(['failing', 'addresses']);
  });

  it('says which layers above the problem are not known', () => {
    expect(judgeHealth(cluster({ agents: null, network: 'failed' }), fresh).problem?.text).toMatch(/Not known, and above it: adapter\.$/);
  });

  it('names three reasons and counts the rest', () => {
    const many = cluster({
      'mp-adapter': 'failed',
      'ccp-adapter': 'failed',
      controller: 'failed',
      agents: 'failed',
      'ccp-session': 'failed',
    });
    expect(judgeHealth(many, fresh).problem?.text).toMatch(/mp-adapter .*ccp-adapter .*controller .* and 2 more\./);
  });

  it.each<[string, Partial<Record<SignalName, SignalState | null>>]>([
    ['missing', { 'mp-connection': null }],
    ['unknown', { 'mp-connection': 'unknown' }],
  ])('is unknown, not healthy, where one signal is %s', (_, changed) => {
    expect(judgeHealth(cluster(changed), fresh)).toMatchObject({ verdict: 'unknown', problem: null });
    expect(statesOf(cluster(changed))).toEqual(['unknown', 'healthy', 'healthy']);
  });

  it('tells which signals are missing', () => {
    const [adapter] = judgeHealth(cluster({ 'mp-connection': null, agents: 'unknown' }), fresh).layers;
    expect(adapter!.missing).toEqual(['mp-connection']);
  });

  it('is unknown where signals are older than the age that counts, unless their source has confirmed them since', () => {
    const late = { ...fresh, at: '2026-11-20T07:00:01Z' };
    expect(statesOf(cluster(), late)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(statesOf(cluster({ agents: 'failed' }), late)).toEqual(['unknown', 'unknown', 'unknown']);
    const confirmed = { 'sv-1': '2026-11-20T06:30:00Z', other: '2026-11-20T06:59:00Z' };
    expect(statesOf(cluster(), { ...late, confirmed })).toEqual(['healthy', 'healthy', 'healthy']);
    expect(judgeHealth(cluster(), late).layers[0]!.signals[0]).toMatchObject({ name: 'antrea-controller', standing: 'stale' });
  });

  it('counts of one signal that two sources tell the worst that is known', () => {
    const two = (state: SignalState) =>
      cluster(
        {},
        {
          signals: {
            ...cluster().signals,
            nsx: { signals: [{ name: 'mp-adapter', state, detail: null }], observedAt: '2026-11-20T06:20:00.000000Z' },
          },
        },
      );
    expect([two('failed'), two('unknown'), two('ok')].map((node) => statesOf(node)[0])).toEqual(['failing', 'healthy', 'healthy']);
  });

  it('expects only Antrea of a cluster without adapter, and has no adapter layer where there is no Antrea', () => {
    const told = { 'mp-adapter': 'failed', network: 'failed', agents: null } as const;
    expect(statesOf(cluster(told, { cni: { cni: 'antrea', adapter: 'disabled' } }))).toEqual(['healthy', 'healthy', 'healthy']);
    expect(statesOf(cluster({ ...told, 'antrea-agents': 'failed' }, { cni: { cni: 'antrea', adapter: 'disabled' } }))[0]).toBe('failing');
    const calico = judgeHealth(cluster({ 'antrea-agents': 'failed' }, { cni: { cni: 'calico', adapter: 'disabled' } }), fresh);
    expect(calico.layers[0]).toMatchObject({ state: 'not-applicable', missing: [], by: null });
    expect(calico.verdict).toBe('healthy');
  });

  it.each<[string, LayerHealth, string[]]>([
    ['a newer report over older signals', report('failing', 10), ['failing', 'report']],
    ['a newer report, also one that does not know', report('unknown', 10), ['unknown', 'report']],
    ['newer signals over an older report', { ...report('failing', 0), observedAt: '2026-11-20T05:59:00.000000Z' }, ['healthy', 'signals']],
    ['signals over a report of the same time', report('failing', 0), ['healthy', 'signals']],
  ])('takes %s', (_, adapter, expected) => {
    const [layer] = judgeHealth(cluster({}, { health: { adapter } }), fresh).layers;
    expect([layer!.state, layer!.by]).toEqual(expected);
  });

  it('does not believe a report that is too old', () => {
    const node = { ...cluster(), signals: {}, health: { adapter: report('healthy', 0) } };
    expect(statesOf(node, { ...fresh, at: '2026-11-20T08:00:00Z' })[0]).toBe('unknown');
  });

  it('knows nothing of a cluster of which nothing was told, and asks nothing of a node above', () => {
    expect(judgeHealth({ ...cluster(), signals: {} }, fresh)).toMatchObject({ verdict: 'unknown', problem: null });
    expect(statesOf({ ...cluster({ subnets: 'degraded' }), kind: 'nsx-manager', cni: null })).toEqual(['healthy', 'healthy', 'degraded']);
    expect(statesOf(unknownNode('nsx-manager', 'n'))).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
    expect(judgeHealth(unknownNode('nsx-manager', 'n'), fresh).verdict).toBe('unknown');
  });
});

describe('health in short', () => {
  it('shows the layers of which something was observed, with what is not in order', () => {
    const node = cluster({ 'ccp-session': 'failed', agents: 'degraded', subnets: null, 'ip-block': null });
    expect(healthOf(node)).toEqual({
      verdict: 'failing',
      layer: 'adapter',
      layers: [
        {
          layer: 'adapter',
          verdict: 'failing',
          evidence: ['agents degraded: agents is degraded', 'ccp-session failed: ccp-session is failed'],
          observedAt: '2026-11-20T06:00:00.000000Z',
        },
        { layer: 'realization', verdict: 'healthy', evidence: [], observedAt: '2026-11-20T06:00:00.000000Z' },
      ],
    });
  });
});
