import { describe, expect, it } from 'vitest';
import { freshnessOf, type SeenNode } from './freshness.js';

const seen = (id: string, observedAt: string): SeenNode => ({ kind: 'cluster', id, observedAt });
const now = '2026-11-20T12:00:00Z';

describe('the age of evidence', () => {
  it('is that of the node which was not seen for longest', () => {
    const nodes = [seen('a', '2026-11-20T11:00:00Z'), seen('b', '2026-11-20T10:59:59.5Z'), seen('c', '2026-11-20T11:30:00Z')];
    expect(freshnessOf(nodes, now, 3_600)).toMatchObject({ age: 'stale', oldest: { node: { id: 'b' } } });
    expect(freshnessOf(nodes, now, 3_601)).toMatchObject({ age: 'fresh', oldest: { node: { id: 'b' } } });
  });

  it('still counts at the very end', () => {
    expect(freshnessOf([seen('a', '2026-11-20T11:00:00.000000Z')], now, 3_600).age).toBe('fresh');
  });

  it('is unknown as soon as one node was never seen', () => {
    expect(freshnessOf([seen('a', now), seen('b', '')], now, 3_600)).toEqual({
      age: 'unknown',
      oldest: { node: { kind: 'cluster', id: 'b' }, observedAt: null },
      maxAge: 3_600,
    });
  });

  it('is no matter of a plan that leans on no node', () => {
    expect(freshnessOf([], now, 3_600)).toMatchObject({ age: 'fresh', oldest: null });
  });
});
