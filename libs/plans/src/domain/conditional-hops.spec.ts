import type { PlanStep } from '@lockstep/documents';
import { matrix } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { hopsBlockedBy } from './conditional-hops.js';

const hops = [
  {
    id: 'policy-only',
    component: 'nsx',
    from: '<9',
    to: '>=9',
    status: 'blocked' as const,
    when: [{ component: 'nsx-manager-api', range: '*' }],
  },
];
const releases = { nsx: ['4.2.1.0', '4.2.2.0', '9.0.1.0'], vkr: ['v1.33.1'], 'nsx-manager-api': ['1'] };
const step = (from: string, to: string): PlanStep => ({
  id: 's1',
  component: 'nsx',
  subjects: ['fra', 'ber'],
  after: [],
  moves: [{ component: 'nsx', from, to }],
  premises: [],
  reversible: true,
});
const components = [{ id: 'nsx-manager-api', scope: 'nsxManager', versioning: 'dotted' }] as const;
const found = (of: Parameters<typeof matrix>[0], ...steps: PlanStep[]) => hopsBlockedBy('nsx-manager-api', { steps }, matrix(of).matrix);

describe('hops that a component would block', () => {
  it('are those that a rule of the matrix blocks under it, with the nodes that they move', () => {
    expect(found({ components, releases, hops }, step('4.2.1.0', '9.0.1.0'))).toEqual([
      { step: 's1', component: 'nsx', from: '4.2.1.0', to: '9.0.1.0', subjects: ['fra', 'ber'], rule: 'policy-only' },
    ]);
  });

  it('are none that stay below, and none by a matrix that does not know the component', () => {
    expect(found({ components, releases, hops }, step('4.2.1.0', '4.2.2.0'))).toEqual([]);
    expect(found({ releases: { nsx: releases.nsx } }, step('4.2.1.0', '9.0.1.0'))).toEqual([]);
  });
});
