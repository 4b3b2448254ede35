import { askOf } from '@lockstep/simulation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectInsideWindows } from './expect-carried-out.js';
import { Journey, type PlanSeen, toExecute } from './journey.js';
import { type BuiltApps, buildApps } from './lockstep-under-test.js';
import { rejectingMatrix, unrelatedMatrix } from './small-world.js';

let built: BuiltApps;
let journey: Journey;
beforeAll(async () => {
  built = await buildApps();
  journey = await Journey.begin(built);
}, 240_000);
afterAll(async () => {
  await journey?.end();
  await built?.remove();
});

/** What the world does meanwhile. One world for all of it, from one test to the next; what holds the jobs decides nothing of it. */
describe('a plan that is signed, and a world that goes on', () => {
  let plan: PlanSeen;
  const take = (of: PlanSeen, index: number) => journey.executor().take(toExecute(of), of.plan.spec.steps[index]!);

  it('stands when the matrix says more about other things, labels change and another domain comes', async () => {
    plan = await journey.requestPlan();
    await journey.signOff(plan);
    const before = await journey.gate(plan.id, '?step=s1');
    expect(before).toMatchObject({ verdict: 'go', digest: plan.digest });
    await journey.publish(unrelatedMatrix);
    journey.world.replace('cluster', 'shop/checkout', 'is labelled anew', (node) => ({
      ...node,
      labels: { ...node.labels, owner: 'ada' },
    }));
    await journey.tell([
      ['nsx-manager-elsewhere', 'nsx-manager.registered', {}],
      ['nsx-manager-elsewhere', 'nsx-manager.version-observed', { component: 'nsx', version: '9.0.2.0' }],
      ['supervisor-sup-9', 'supervisor.registered', { placement: { nsxManager: 'elsewhere' } }],
      ['cluster-sup-9/shop/new', 'cluster.registered', { placement: { supervisor: 'sup-9' } }],
    ]);
    await journey.scanned.observe();
    const changes = await journey.events('cluster-sup-1/shop/checkout');
    expect(changes.at(-1)).toBe('LabelsChanged');
    expect(await journey.gate(plan.id, '?step=s1&subject=sup-1/shop/batch')).toEqual(before);
    expect(await journey.plan(plan.id)).toMatchObject({ status: 'signed-off', digest: plan.digest, fallen: [] });
  });

  it('is void by a revision that rejects a pairing of it, half way, with its signatures; another is proposed with what it does otherwise', async () => {
    expect(await take(plan, 0)).toEqual({ outcome: 'done' });
    await journey.publish(rejectingMatrix);
    const told = await journey.gate(plan.id, '?step=s2&acknowledgeNoReturn=true');
    expect(told).toMatchObject({ verdict: 'void', reasons: [{ reason: 'void' }] });
    const [{ fallen }] = told.reasons as unknown as [{ fallen: string[] }];
    expect(fallen).toContainEqual(
      expect.stringMatching(/antrea-nsx-adapter 1\.3\.0.*nsx 9\.0\.2\.0.*rejected.*MatrixRevisionPublished at position \d+/),
    );
    expect(await take(plan, 1)).toMatchObject({ outcome: 'held', step: 's2', verdict: 'void' });

    await journey.until(
      'the sign-offs are void',
      () => journey.events(`approval-${plan.id}`),
      (types) => types.includes('SignoffVoided'),
    );
    const { supersededBy } = await journey.until(
      'another plan takes its place',
      () => journey.plan(plan.id),
      (seen) => seen.supersededBy !== null,
    );
    const next = await journey.computed(supersededBy!);
    expect(next).toMatchObject({ parent: plan.id, status: 'computed', outcome: 'planned' });
    const { body: diff } = await askOf(journey.lockstep.admin, { method: 'GET', path: `/v1/plans/${plan.id}/diff?to=${next.id}` });
    const nsx = (from: string, to: string) => expect.objectContaining({ moves: [{ component: 'nsx', from, to }] });
    expect(diff).toMatchObject({
      removed: expect.arrayContaining([nsx('4.2.1.0', '9.0.2.0'), nsx('9.0.2.0', '9.1.1.0')]),
      added: expect.arrayContaining([nsx('4.2.1.0', '9.0.1.0'), nsx('9.0.1.0', '9.1.1.0')]),
    });
    expect(await journey.gate(next.id, '?acknowledgeNoReturn=true')).toMatchObject({
      verdict: 'hold',
      reasons: [{ reason: 'missing-signoff' }],
    });
    plan = next;
  });

  it('holds while a cluster was upgraded by hand, names it, and is gone on from by another plan from there', async () => {
    await journey.signOff(plan);
    expect(await take(plan, 0)).toEqual({ outcome: 'done' });
    journey.upgradeByHand('shop/checkout', 'vkr', 'v1.34.2+vmware.2-vkr.2');
    await journey.scanned.observe();
    const { reasons } = await journey.gate(plan.id, '?step=s2&subject=sup-1/shop/batch');
    expect(reasons).toContainEqual(
      expect.objectContaining({
        reason: 'drift',
        node: { kind: 'cluster', id: 'sup-1/shop/checkout' },
        component: 'vkr',
        observed: 'v1.34.2+vmware.2-vkr.2',
        predicted: 'v1.33.6+vmware.1-fips-vkr.2',
      }),
    );
    expect(await take(plan, 1)).toMatchObject({ outcome: 'held', verdict: 'hold' });
    expect((await journey.execution(plan.id)).drift).toContainEqual(
      expect.objectContaining({ node: { kind: 'cluster', id: 'sup-1/shop/checkout' }, component: 'vkr' }),
    );

    const next = await journey.replan(plan);
    expect(next).toMatchObject({ parent: plan.id, status: 'computed', outcome: 'planned' });
    expect(next.plan.spec.steps.map(({ component, subjects }) => [component, ...subjects])).toEqual([
      ['vkr', 'sup-1/shop/batch'],
      ['nsx', 'nsx-1'],
    ]);
    await journey.until(
      'it takes the place of the one before',
      () => journey.plan(plan.id),
      ({ status }) => status === 'superseded',
    );
    await journey.signOff(next);
    expect(await journey.executor().execute(next.id)).toEqual({ outcome: 'done' });
    expect(await journey.execution(next.id)).toMatchObject({ status: 'finished', drift: [] });
    expect((await journey.requestPlan()).outcome).toBe('nothing-to-do');
    expectInsideWindows(journey);
    expect(journey.lockstep.logged(50)).toEqual([]);
  }, 240_000);
});
