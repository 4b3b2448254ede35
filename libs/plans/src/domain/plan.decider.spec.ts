import { goal } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import type { PremiseFall } from './fallen-premise.js';
import { type PlanCommand, planDecider, type PlanState } from './plan.decider.js';
import { isExecutable, type PlanEvent, type PlanFailure, type PlanRequest, type PlanResult } from './plan.events.js';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const request: PlanRequest = {
  goal: goal({ targets: ['nsx =9.1.0.0'] }),
  goalDigest: digest('a'),
  domain: 'nsx-fra',
  matrix: digest('b'),
  fleet: { position: 7, digest: digest('c') },
  requestedBy: 'token:planner',
  hypothetical: false,
  parent: null,
};
const inputs = { matrix: request.matrix, fleet: request.fleet.digest, goal: request.goalDigest };
const result: PlanResult = {
  digest: digest('d'),
  inputs: { ...inputs, planner: '1.0.0' },
  outcome: 'planned',
  objective: { sharedHops: 1, clusterRollouts: 2, addonHops: 0 },
  steps: 3,
};
const failure: PlanFailure = { reason: 'the search ran out of memory', inputs };

const requested: PlanEvent = { type: 'PlanRequested', schemaVersion: 3, data: request };
const computed: PlanEvent = { type: 'PlanComputed', data: result };
const failed: PlanEvent = { type: 'PlanFailed', data: failure };
const withdrawn: PlanEvent = { type: 'PlanWithdrawn', data: { reason: 'another way was found' } };

const stateAfter = (events: readonly PlanEvent[]): PlanState => events.reduce(planDecider.evolve, planDecider.initialState);
const given = (...events: PlanEvent[]) => ({
  when: (command: PlanCommand) => {
    const decision = planDecider.decide(command, stateAfter(events));
    return decision.outcome === 'accepted' ? decision.events : decision.refusal;
  },
});

const ask: PlanCommand = { type: 'request', request };
const record: PlanCommand = { type: 'record-result', result };
const fail: PlanCommand = { type: 'record-failure', failure };
const withdraw: PlanCommand = { type: 'withdraw', reason: 'another way was found' };

describe('requesting a plan', () => {
  it('over assumed facts under the id of a real one, or over others, is refused', () => {
    const assumed = { statements: [], releases: [], hops: [], versions: [{ node: 'c', component: 'vkr', version: 'v1.34.1' }] };
    const over = { matrix: digest('b'), fleet: digest('c') };
    const whatIf: PlanRequest = { ...request, hypothetical: { assumed, over } };
    const others: PlanRequest = { ...request, hypothetical: { assumed: { ...assumed, versions: [] }, over } };
    const refusal = { rule: 'requested-otherwise' };
    expect(given(requested).when({ type: 'request', request: whatIf })).toEqual(refusal);
    expect(given({ type: 'PlanRequested', schemaVersion: 3, data: whatIf }).when(ask)).toEqual(refusal);
    expect(given({ type: 'PlanRequested', schemaVersion: 3, data: whatIf }).when({ type: 'request', request: others })).toEqual(refusal);
    expect(given({ type: 'PlanRequested', schemaVersion: 3, data: whatIf }).when({ type: 'request', request: whatIf })).toEqual([]);
  });

  it('is executable, unless facts are assumed', () => {
    const hypothetical = {
      assumed: { statements: [], releases: [], hops: [], versions: [] },
      over: { matrix: digest('b'), fleet: digest('c') },
    };
    expect([isExecutable(request), isExecutable({ ...request, hypothetical })]).toEqual([true, false]);
  });

  it('freezes everything that decides the result', () => {
    expect(given().when(ask)).toEqual([requested]);
  });

  it('asked again is one plan, although fleet and matrix have moved on', () => {
    const later = { ...request, matrix: digest('e'), fleet: { position: 9, digest: digest('f') } };
    expect(given(requested).when({ type: 'request', request: later })).toEqual([]);
    expect(given(requested, computed).when({ type: 'request', request: later })).toEqual([]);
  });

  it.each([
    ['goal', { goalDigest: digest('0') }],
    ['domain', { domain: null }],
    ['name', { goal: { ...request.goal, metadata: { name: 'other' } } }],
  ])('refuses to reuse the id for another %s', (_, change) => {
    expect(given(requested).when({ type: 'request', request: { ...request, ...change } })).toEqual({ rule: 'requested-otherwise' });
  });
});

describe('recording what the planner found', () => {
  it('records the result of a requested plan', () => {
    expect(given(requested).when(record)).toEqual([computed]);
  });

  it('records a result once, however often the job is taken', () => {
    expect(given(requested, computed).when(record)).toEqual([]);
  });

  it('refuses a second, different result of the same inputs', () => {
    expect(given(requested, computed).when({ type: 'record-result', result: { ...result, digest: digest('9') } })).toEqual({
      rule: 'computed-otherwise',
      recorded: digest('d'),
      found: digest('9'),
    });
  });

  it.each([
    ['failed', failed],
    ['withdrawn', withdrawn],
  ] as const)('refuses a result that comes after the plan has %s', (status, event) => {
    expect(given(requested, event).when(record)).toEqual({ rule: 'settled', status });
  });

  it('refuses a result of a plan that nobody asked for', () => {
    expect(given().when(record)).toEqual({ rule: 'absent' });
  });

  it('records a failure once, and none after a result', () => {
    expect(given(requested).when(fail)).toEqual([failed]);
    expect(given(requested, failed).when(fail)).toEqual([]);
    expect(given(requested, computed).when(fail)).toEqual({ rule: 'settled', status: 'computed' });
  });
});

describe('withdrawing a plan', () => {
  it('is possible before and after it is computed', () => {
    expect(given(requested).when(withdraw)).toEqual([withdrawn]);
    expect(given(requested, computed).when(withdraw)).toEqual([withdrawn]);
    expect(given(requested, withdrawn).when(withdraw)).toEqual([]);
  });

  it('is refused for a plan that failed or never was', () => {
    expect(given(requested, failed).when(withdraw)).toEqual({ rule: 'settled', status: 'failed' });
    expect(given().when(withdraw)).toEqual({ rule: 'absent' });
  });

  it('keeps the result readable', () => {
    expect(stateAfter([requested, computed, withdrawn])).toMatchObject({
      status: 'withdrawn',
      request,
      result,
      reason: 'another way was found',
    });
    expect(stateAfter([requested, withdrawn])).toMatchObject({ status: 'withdrawn', result: null });
  });
});

it('leaves the state alone on an event of a later edition', () => {
  const unknown = { type: 'PlanSuperseded', data: {} } as unknown as PlanEvent;
  expect(stateAfter([requested, unknown])).toEqual(stateAfter([requested]));
});

describe('a plan whose premises fall', () => {
  const fall = (id: string): PremiseFall => ({
    premise: { kind: 'node', node: { kind: 'cluster', id }, fact: 'version', component: 'vkr' },
    before: 'v1.33.1',
    after: 'v1.34.1',
    by: { kind: 'event', stream: `cluster-${id}`, position: 41, id: 'e', type: 'ClusterVersionObserved' },
  });
  const fell = (id: string): PlanEvent => ({ type: 'PremiseFell', data: fall(id) });
  const lose = (...ids: string[]): PlanCommand => ({ type: 'record-falls', falls: ids.map(fall) });
  const superseded: PlanEvent = { type: 'PlanSuperseded', data: { by: 'next' } };
  const supersede: PlanCommand = { type: 'supersede', by: 'next' };

  it('is void from the first one on, and knows each of them once', () => {
    expect(given(requested, computed).when(lose('a', 'b', 'a'))).toEqual([fell('a'), fell('b')]);
    expect(given(requested, computed, fell('a')).when(lose('a'))).toEqual([]);
    expect(given(requested, computed, fell('a')).when(lose('a', 'b'))).toEqual([fell('b')]);
    expect(stateAfter([requested, computed, fell('a'), fell('b')])).toMatchObject({
      status: 'void',
      result,
      fallen: [fall('a'), fall('b')],
    });
  });

  it.each<[string, PlanEvent[]]>([
    ['requested', [requested]],
    ['failed', [requested, failed]],
    ['withdrawn', [requested, computed, withdrawn]],
    ['superseded', [requested, computed, superseded]],
  ])('is not followed while it is %s', (_, events) => {
    expect(given(...events).when(lose('a'))).toEqual([]);
  });

  it('stays void when its job is taken again, and when its result would be another one that is told', () => {
    expect(given(requested, computed, fell('a')).when(record)).toEqual([]);
    expect(given(requested, computed, fell('a')).when({ type: 'record-result', result: { ...result, digest: digest('e') } })).toMatchObject(
      {
        rule: 'computed-otherwise',
      },
    );
  });

  it('is superseded by one plan only, and not before it has a result', () => {
    expect(given(requested, computed, fell('a')).when(supersede)).toEqual([superseded]);
    expect(given(requested, computed).when(supersede)).toEqual([superseded]);
    expect(given(requested, computed, superseded).when(supersede)).toEqual([]);
    expect(given(requested, computed, superseded).when({ type: 'supersede', by: 'other' })).toEqual({
      rule: 'settled',
      status: 'superseded',
    });
    expect(given(requested).when(supersede)).toEqual({ rule: 'settled', status: 'requested' });
    expect(given(requested, computed, withdrawn).when(supersede)).toEqual({ rule: 'settled', status: 'withdrawn' });
    expect(stateAfter([requested, computed, fell('a'), superseded])).toMatchObject({
      status: 'superseded',
      by: 'next',
      fallen: [fall('a')],
    });
  });

  it('can be withdrawn while it is void, and not when another one took its place', () => {
    expect(given(requested, computed, fell('a')).when(withdraw)).toEqual([withdrawn]);
    expect(stateAfter([requested, computed, fell('a'), withdrawn])).toMatchObject({ status: 'withdrawn', result, fallen: [fall('a')] });
    expect(given(requested, computed, superseded).when(withdraw)).toEqual({ rule: 'settled', status: 'superseded' });
  });

  it('asked for in the place of another plan is another request', () => {
    expect(given(requested).when({ type: 'request', request: { ...request, parent: 'old' } })).toEqual({ rule: 'requested-otherwise' });
  });
});
