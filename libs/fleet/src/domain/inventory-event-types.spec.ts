import { describe, expect, it } from 'vitest';
import { agreesWithNode, findInventoryEventType, inventoryEventTypes, NODE_KINDS, nodeStream, publicTypeOf } from './index.js';

const read = (publicType: string, data: unknown) => findInventoryEventType(`dev.lockstep.${publicType}.v1`)!.schema.safeParse(data);

describe('inventory event types', () => {
  it('are named by kind and change, each once', () => {
    const names = inventoryEventTypes.map(({ publicType }) => publicType);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('dev.lockstep.cluster.version-observed.v1');
    expect(names).toContain('dev.lockstep.nsx-manager.lost-sight.v1');
    expect(names).not.toContain('dev.lockstep.nsx-manager.moved.v1');
    expect(names).toContain('dev.lockstep.supervisor.mixed-versions-observed.v1');
    expect(names).not.toContain('dev.lockstep.supervisor.addresses-observed.v1');
    expect(names.filter((name) => name.includes('manager-api'))).toEqual(['dev.lockstep.nsx-manager.manager-api-consumers-observed.v1']);
    expect(findInventoryEventType('dev.lockstep.cluster.version-observed.v2')).toBeUndefined();
  });

  it('are found again from what is stored', () => {
    for (const { publicType, kind, storedType, schemaVersion } of inventoryEventTypes)
      expect(publicTypeOf(nodeStream(kind, 'a/b'), storedType, schemaVersion)).toBe(publicType);
    expect(publicTypeOf('scan-1', 'ScanCompleted', 1)).toBeUndefined();
    expect(publicTypeOf('cluster-a', 'SupervisorMoved', 1)).toBeUndefined();
  });

  it('fill in what was left out, so that equal reports are stored as equal bytes', () => {
    expect(read('cluster.registered', { placement: { supervisor: 'sup' } }).data).toEqual({
      placement: { nsxManager: null, vcenter: null, supervisor: 'sup', project: null, vpc: null },
      networking: null,
      cni: null,
    });
  });

  it.each([
    ['cluster.registered', { placement: { supervisor: 'sup', vcenter: 'vc' } }],
    ['supervisor.registered', { placement: { vcenter: 'vc', nsxManager: 'nsx' } }],
    ['supervisor.registered', { placement: {} }],
    ['cluster.version-observed', { component: 'vkr', version: 'v1', colour: 'red' }],
    ['cluster.version-observed', { component: 'vkr', version: 'v1 beta' }],
    ['cluster.health-observed', { layer: 'moon', verdict: 'healthy' }],
    ['cluster.health-observed', { layer: 'adapter', verdict: 'failing', evidence: ['a\u0000b'] }],
    ['cluster.labels-changed', { labels: { env: 'a\u0007' } }],
    ['cluster.labels-changed', { labels: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`l${i}`, ''])) }],
    ['cluster.lost-sight', { source: 'collector', misses: 0 }],
    ['supervisor.identity-observed', { uid: 'u', nsxClusterId: 'n' }],
    ['cluster.signals-observed', { source: 'c', signals: [{ name: 'moon', state: 'ok' }] }],
    ['cluster.signals-observed', { source: 'c', signals: [{ name: 'agents', state: 'fine' }] }],
    [
      'cluster.signals-observed',
      {
        source: 'c',
        signals: [
          { name: 'agents', state: 'ok' },
          { name: 'agents', state: 'failed' },
        ],
      },
    ],
    ['nsx-manager.mixed-versions-observed', { component: 'nsx', parts: [{ part: 'MP', version: '9.0', nodes: -1 }] }],
    ['nsx-manager.manager-api-consumers-observed', { consumers: [{ name: 'a', kind: 'script' }, { name: 'a', kind: 'script', lastSeen: null }] }], // prettier-ignore
    ['cluster.addresses-observed', { subnets: [{ id: '/s', cidr: '10.0.0.0/99' }] }],
  ])('refuse %s with %j', (type, data) => expect(read(type, data).success).toBe(false));

  it('know when data is about another node than the subject', () => {
    expect(NODE_KINDS.map(() => agreesWithNode('a', {}))).toEqual([true, true, true, true]);
    expect(agreesWithNode('a', { id: 'b' })).toBe(false);
    expect(agreesWithNode('a', { ipBlocks: [{ nsxManager: 'b' }] })).toBe(false);
  });
});
