import { describe, expect, it } from 'vitest';
import type { FleetNode } from '../model/fleet-tree.js';
import type { Unit } from '../search/walk-back.js';
import { UnitQueue } from './unit-queue.js';

const unit = (scope: FleetNode['scope'], component: string, to: number, ...after: Unit[]): Unit => ({
  nodes: [{ scope } as FleetNode],
  changes: [{ component, from: 1, to }],
  after: new Set(after),
});

/** What is taken step by step, as `component:to` with the steps it comes after. */
function taken(units: readonly Unit[], ends: (unit: Unit) => boolean = () => false): string[] {
  const queue = new UnitQueue(units);
  const steps: string[] = [];
  for (let ready = queue.take(0, ends); ready; ready = queue.take(steps.length, ends))
    steps.push(`${ready.units.length} ${ready.moves[0]!.component}:${ready.moves[0]!.to} after ${[...ready.after].join()}`);
  return steps;
}

describe('units that wait for each other', () => {
  it('go from the clusters upwards, equal moves at once, and tell the steps they come after', () => {
    const first = [unit('cluster', 'vkr', 2), unit('cluster', 'vkr', 2)];
    const nsx = unit('nsxManager', 'nsx', 2, ...first);
    const last = first.map((earlier) => unit('cluster', 'vkr', 3, earlier, nsx));
    expect(taken([...last, nsx, ...first, unit('supervisor', 'vks', 2)])).toEqual([
      '2 vkr:2 after ',
      '1 vks:2 after ',
      '1 nsx:2 after 0',
      '2 vkr:3 after 0,2',
    ]);
  });

  it('do not wait for others of their move that are not ready', () => {
    const shared = unit('supervisor', 'vks', 2);
    expect(taken([unit('cluster', 'vkr', 2), shared, unit('cluster', 'vkr', 2, shared)])).toEqual([
      '1 vkr:2 after ',
      '1 vks:2 after ',
      '1 vkr:2 after 1',
    ]);
  });

  it('go first when they end an exposure', () => {
    const nsx = unit('nsxManager', 'nsx', 2);
    expect(taken([unit('cluster', 'vkr', 2), nsx], (candidate) => candidate === nsx)).toEqual(['1 nsx:2 after ', '1 vkr:2 after ']);
  });

  it('can not wait for each other in a circle', () => {
    const a = unit('cluster', 'vkr', 2);
    const b = unit('cluster', 'vkr', 3, a);
    (a.after as Set<Unit>).add(b);
    expect(() => taken([a, b])).toThrow('their order is acyclic; found a cycle');
  });
});
