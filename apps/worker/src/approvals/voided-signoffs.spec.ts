import type { PremiseFall } from '@lockstep/plans';
import { expect, it } from 'vitest';
import { VoidedSignoffs } from './voided-signoffs.js';

it('tells sign-offs which premise fell, and by which event', async () => {
  const told: unknown[] = [];
  const voids = new VoidedSignoffs({ execute: async (...order) => (told.push(order), 'voided' as const) });
  const premise = { kind: 'node', node: { kind: 'cluster', id: 'c1' }, fact: 'version', component: 'vkr' } as const;
  const by = { kind: 'event', stream: 'cluster-c1', position: 7, id: 'e1', type: 'ClusterVersionObserved' } as const;
  const falls: PremiseFall[] = [
    { premise, before: 'v1.33.1', after: 'v1.34.1', by },
    { premise, before: 'v1.33.1', after: null, by: { kind: 'unknown' } },
  ];
  await voids.voided('p1', 'sha256:a', falls);
  const { kind: _, ...event } = by;
  expect(told).toEqual([
    [
      'p1',
      'sha256:a',
      [
        { premise: expect.stringContaining('c1'), event },
        { premise: expect.stringContaining('c1'), event: null },
      ],
    ],
  ]);
});
