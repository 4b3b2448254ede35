import { describe, expect, it } from 'vitest';
import { evolveNode, type FleetNode, observeSnapshot, renderSnapshot, unknownNode } from './index.js';

const observed = (...names: readonly string[]): FleetNode =>
  evolveNode(unknownNode('nsx-manager', 'nsx-1'), {
    change: 'ManagerApiConsumersObserved',
    data: { consumers: names.map((name) => ({ name, kind: 'script', lastSeen: null })) },
    observedAt: '2026-11-20T06:00:00Z',
  });
const versionsOf = (node: FleetNode) => renderSnapshot('test', undefined, [node]).spec.nsxManagers[0]!.versions;

describe('an NSX Manager API', () => {
  it('is shown by documents while somebody uses it, and not otherwise', () => {
    expect(versionsOf(observed('report'))).toEqual({ 'nsx-manager-api': '1' });
    expect(versionsOf(observed())).toEqual({});
    expect(versionsOf(unknownNode('nsx-manager', 'nsx-1'))).toEqual({});
  });

  it('is never observed by reading a document back, so that it goes when its consumers have gone', () => {
    const [read] = observeSnapshot(renderSnapshot('test', undefined, [observed('report')]));
    expect(read!.versions).toEqual({});
  });
});
