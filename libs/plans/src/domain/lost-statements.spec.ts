import { computePlan } from '@lockstep/planner';
import { fleet, goal, hop, matrix, type MatrixSketch, transitional, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { lostStatements, type PlanBasis } from './lost-statements.js';

const old = validated('vkr >=1.33 <1.34', 'nsx 4.2', { id: 'old' });
const bridge = (more: object = {}) => validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'bridge', ...more });
const sketch: MatrixSketch = { releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] }, statements: [old, bridge()] };
const world = fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { ledger: { vkr: 'v1.33.1' } } });

function basisOf(changed: Partial<MatrixSketch> = {}, policy: Parameters<typeof goal>[0]['policy'] = {}): PlanBasis {
  const wanted = goal({ targets: ['nsx 9.0.1.0'], policy });
  const revision = matrix({ ...sketch, ...changed });
  const plan = computePlan({ matrix: revision, fleet: world, goal: wanted });
  expect(plan.spec.outcome).toBe('planned');
  return { plan, goal: wanted, fleet: world, matrix: revision };
}
const kindsOf = (basis: PlanBasis, changed: Partial<MatrixSketch>, today = '2026-11-20') =>
  lostStatements(basis, matrix({ ...sketch, ...changed }), today).map(({ premise }) => premise.kind);

describe('what a plan leans on in the matrix', () => {
  it('holds under another edition that says more about other things, or the same in other words', () => {
    const basis = basisOf();
    expect(kindsOf(basis, {})).toEqual([]);
    expect(kindsOf(basis, { releases: { ...sketch.releases, nsx: ['4.2.1.0', '9.0.1.0', '9.1.0.0'] } })).toEqual([]);
    expect(kindsOf(basis, { statements: [old, bridge({ id: 'anew' })] })).toEqual([]);
    expect(kindsOf(basis, { statements: [old, bridge({ note: 'seen in the lab' })] })).toEqual([]);
  });

  it('falls pairing by pairing with the statement that allowed them', () => {
    expect(kindsOf(basisOf(), { statements: [old] })).toEqual(['pairing', 'pairing']);
  });

  it('falls with the rule that allowed a hop', () => {
    expect(kindsOf(basisOf(), { hops: [hop('nsx')] })).toEqual(['hop']);
  });

  it('falls where nodes would come to rest on what is good for passing through only', () => {
    const statements = [old, transitional('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'bridge' })];
    expect(kindsOf(basisOf(), { statements })).toEqual(['proof']);
  });

  it('stands where nodes only pass through what is good for passing through', () => {
    const lasting = validated('vkr >=1.34 <1.35', 'nsx >=9.0 <9.1', { id: 'lasting' });
    const basis = basisOf({ statements: [old, validated('vkr >=1.34 <1.35', 'nsx 4.2', { id: 'bridge' }), lasting] });
    expect(kindsOf(basis, { statements: [old, transitional('vkr >=1.34 <1.35', 'nsx 4.2', { id: 'bridge' }), lasting] })).toEqual([]);
  });

  it('falls with a new condition of a hop that nobody meets', () => {
    const asks = hop('nsx', '*', '*', { requires: [{ component: 'vkr', range: '>=1.35' }] });
    expect(kindsOf(basisOf(), { hops: [asks, hop('vkr')] })).not.toEqual([]);
  });

  it('falls on the day after a statement or a waiver has ended, and not before', () => {
    const ending = basisOf({ statements: [old, bridge({ expires: '2026-12-31' })] });
    const on = (basis: PlanBasis, day: string) => lostStatements(basis, basis.matrix, day).map(({ premise }) => premise.kind);
    expect(on(ending, '2026-12-31')).toEqual([]);
    expect(on(ending, '2027-01-01')).toEqual(['pairing', 'pairing']);
    const waivers = [{ statement: 'bridge', reason: 'our own soak test', by: 'ops', expires: '2026-12-31' }];
    const waived = basisOf({ statements: [old, bridge({ evidence: 'observed' })] }, { waivers });
    expect(on(waived, '2026-12-31')).toEqual([]);
    expect(on(waived, '2027-01-01')).toEqual(['pairing', 'pairing']);
  });
});
