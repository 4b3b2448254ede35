import { readFileSync } from 'node:fs';
import { type FleetSnapshot, readDocuments, subjectsOf } from '@lockstep/documents';
import { compileMatrix } from '@lockstep/matrix/domain';
import { computePlan } from '@lockstep/planner';
import { describe, expect, it } from 'vitest';
import { readDataTexts } from './data-texts.js';

const TIMEOUT = 30_000;

/** Plans one example, as `lockstep plan -f data/matrix -f data/matrix/overlays -f data/fleets/… -f data/goals/…` does. */
function plan(fleetName: string, goalName: string, withOverlay = true, alter: (fleet: FleetSnapshot) => FleetSnapshot = (fleet) => fleet) {
  const { base, overlays } = readDataTexts('data');
  const files = [`data/fleets/${fleetName}.yaml`, `data/goals/${goalName}.yaml`].map((file) => ({
    file,
    text: readFileSync(file, 'utf8'),
  }));
  const { documents, problems } = readDocuments([...base, ...(withOverlay ? overlays : []), ...files]);
  const matrix = compileMatrix(documents.CompatibilityMatrix);
  if (problems.length > 0 || 'problems' in matrix) throw new Error('data; data/; must be readable; run npm run data:check');
  return computePlan({ matrix, fleet: alter(documents.FleetSnapshot[0]!.document), goal: documents.UpgradeGoal[0]!.document }).spec;
}

type Spec = ReturnType<typeof plan>;
const stepOf = (spec: Spec, subject: string, component: string, to: RegExp) =>
  spec.steps.findIndex(
    (step) => subjectsOf(spec, step).includes(subject) && step.moves.some((move) => move.component === component && to.test(move.to)),
  );

describe('example stories', () => {
  it('takes tiny to NSX 9.1 over 9.0, with every adapter rolled before the NSX it fits', { timeout: TIMEOUT }, () => {
    const spec = plan('tiny', 'tiny-nsx-9-1');
    expect(spec.outcome).toBe('planned');
    expect(spec.objective).toEqual({ sharedHops: 7, clusterRollouts: 3, addonHops: 0 });
    const order = [
      stepOf(spec, 'sup-1', 'vks', /^3\.[56]/),
      stepOf(spec, 'shop/batch', 'antrea-nsx-adapter', /^1\.3\.0$/),
      stepOf(spec, 'nsx-1', 'nsx', /^9\.0\.2\.0$/),
      stepOf(spec, 'shop/checkout', 'antrea-nsx-adapter', /^1\.4/),
      stepOf(spec, 'nsx-1', 'nsx', /^9\.1\.1\.0$/),
    ];
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('cannot start tiny without the overlay, because no public row pairs an adapter with an NSX', { timeout: TIMEOUT }, () => {
    const spec = plan('tiny', 'tiny-nsx-9-1', false);
    expect(['infeasible', 'invalid-start']).toContain(spec.outcome);
  });

  it('takes no NSX to 9 while somebody uses its Manager API, and says that it is Policy API only', { timeout: TIMEOUT }, () => {
    const inUse = (fleet: FleetSnapshot): FleetSnapshot => ({
      ...fleet,
      spec: {
        ...fleet.spec,
        nsxManagers: fleet.spec.nsxManagers.map((node) => ({ ...node, versions: { ...node.versions, 'nsx-manager-api': '1' } })),
      },
    });
    const spec = plan('tiny', 'tiny-nsx-9-1', true, inUse);
    expect(spec.outcome).toBe('infeasible');
    const obstacles = spec.explanation!.causes!.flatMap((cause) => cause.obstacles);
    expect(obstacles).toContainEqual(
      expect.objectContaining({
        kind: 'hop',
        component: 'nsx',
        reason: 'blocked',
        rule: 'nsx-9-policy-api-only',
        note: expect.stringMatching(/^Policy API only/),
      }),
    );
  });

  it('brings raced-ahead back by moving NSX up to the adapter that ran ahead', { timeout: TIMEOUT }, () => {
    const spec = plan('raced-ahead', 'raced-ahead-recover');
    expect(spec.outcome).toBe('planned');
    expect(spec.exposures.map(({ nodes, endedBy }) => [nodes, spec.steps.find((step) => step.id === endedBy)?.component])).toEqual([
      [['edge/video', 'nsx-lab'], 'nsx'],
    ]);
  });

  it('finds no way to NSX 9.0 for stuck, which sits on the trap release 4.2.3.3', { timeout: TIMEOUT }, () => {
    expect(plan('stuck', 'stuck-nsx-9').outcome).toBe('infeasible');
  });

  it('rolls shop/batch on a statement of the lab that the board waived', { timeout: TIMEOUT }, () => {
    const spec = plan('tiny', 'tiny-waived');
    expect(spec).toMatchObject({ outcome: 'planned', waived: ['example-adapter-1.3.0-nsx'] });
    expect(stepOf(spec, 'sup-1', 'vks', /^3\./)).toBeLessThan(stepOf(spec, 'shop/batch', 'vkr', /^v1\.33/));
  });

  it('moves VKS past KB 432638 for the cluster with an adapter only, and vCenter once for all Supervisors', { timeout: TIMEOUT }, () => {
    const spec = plan('shared-vcenter', 'shared-vcenter-9-1');
    expect(spec.outcome).toBe('planned');
    expect(spec.steps.filter((step) => step.component === 'vcenter')).toHaveLength(1);
    const fixed = stepOf(spec, 'sup-mid', 'vks', /^3\.(6\.[23]|7)/);
    expect(stepOf(spec, 'mid/search', 'vkr', /^v1\.35/)).toBeGreaterThan(fixed);
    expect(stepOf(spec, 'mid/search-test', 'vkr', /^v1\.35/)).toBeGreaterThanOrEqual(0);
  });

  it(
    'takes both sites to NSX 9.1: the 1.1 adapters go before NSX, the newest one after it, the frozen cluster not at all',
    { timeout: TIMEOUT },
    () => {
      const spec = plan('two-sites', 'two-sites-nsx-9-1');
      expect(spec.outcome).toBe('planned');
      expect(stepOf(spec, 'fra/retail-offers', 'antrea-nsx-adapter', /^1\.3\.0$/)).toBeLessThan(stepOf(spec, 'nsx-fra', 'nsx', /^9\.0/));
      expect(stepOf(spec, 'muc/analytics-lake', 'antrea-nsx-adapter', /^1\.6\.0$/)).toBeGreaterThan(
        stepOf(spec, 'nsx-muc', 'nsx', /^9\.1/),
      );
      expect(spec.steps.flatMap((step) => subjectsOf(spec, step))).not.toContain('muc/retail-prices');
    },
  );
});
