import { expect, it } from 'vitest';
import type { PlanStanding } from '../application/judge-freshness.use-case.js';
import type { ReadPlans } from '../application/read-plans.use-case.js';
import type { EvidenceAge } from '../domain/index.js';
import { PlansOfTheRecord } from './plans-of-the-record.js';

const fresh: EvidenceAge = { age: 'fresh', oldest: null, maxAge: 3600 };
const oldest = (observedAt: string | null) => ({ node: { kind: 'cluster', id: 'c1' } as const, observedAt });
const stands: PlanStanding = { plan: 'p', status: 'computed', digest: 'sha256:a', standing: 'stands', fallen: [], evidence: fresh };
/** Asked for by a, after one by b, one by c and one by a again. */
const plans = {
  find: async () => ({ request: { requestedBy: 'token:a' } }),
  listBefore: async () => ['b', 'c', 'a', 'c'].map((by) => ({ requestedBy: `token:${by}` })),
} as unknown as ReadPlans;
const judge = (standing: PlanStanding | undefined) => new PlansOfTheRecord(plans, { execute: async () => standing }).judge('p');

it.each<[string, PlanStanding, object]>([
  ['stands on fresh evidence', stands, { standing: 'stands', because: [] }],
  [
    'is stale when a node was seen too long ago',
    { ...stands, evidence: { age: 'stale', oldest: oldest('2026-01-01T00:00:00Z'), maxAge: 3600 } },
    { standing: 'stale', because: ['cluster c1 was last seen at 2026-01-01T00:00:00Z; evidence counts for 3600 s'] },
  ],
  [
    'is stale when nobody knows when a node was seen',
    { ...stands, evidence: { age: 'unknown', oldest: oldest(null), maxAge: 3600 } },
    { standing: 'stale', because: ['cluster c1 was never seen; evidence counts for 3600 s'] },
  ],
  ['is stale when its evidence was not judged', { ...stands, evidence: null }, { standing: 'stale' }],
  ['is void with a fallen premise, however fresh', { ...stands, standing: 'void' }, { standing: 'void' }],
  [
    'can not be decided on when it was withdrawn',
    { ...stands, standing: 'not-decidable', status: 'withdrawn' },
    { standing: 'undecidable', because: ['the plan is withdrawn, and nothing that can be carried out'] },
  ],
])('a plan %s', async (_, standing, expected) => {
  expect(await judge(standing)).toMatchObject({ digest: 'sha256:a', requestedBy: 'token:a', ...expected });
});

it('a plan names all who asked for those in whose place it came', async () => {
  expect(await judge(stands)).toMatchObject({ requestedBy: 'token:a', requestedBefore: ['token:b', 'token:c'] });
});

it('no plan is no plan', async () => {
  expect(await judge(undefined)).toBeUndefined();
});
