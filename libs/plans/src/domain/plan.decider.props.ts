import { goal } from '@lockstep/testing/builders';
import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PremiseFall, premiseKey } from './fallen-premise.js';
import { fallenOf, type PlanCommand, planDecider, type PlanState } from './plan.decider.js';
import type { PlanEvent, PlanRequest, PlanResult } from './plan.events.js';

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
const result = (digit: string): PlanResult => ({
  digest: digest(digit),
  inputs: { ...inputs, planner: '1.0.0' },
  outcome: 'planned',
  objective: { sharedHops: 1, clusterRollouts: 2, addonHops: 0 },
  steps: 3,
});
const fall = (id: string): PremiseFall => ({
  premise: { kind: 'node', node: { kind: 'cluster', id }, fact: 'version', component: 'vkr' },
  before: 'v1.33.1',
  after: 'v1.34.1',
  by: { kind: 'unknown' },
});

const commands: fc.Arbitrary<PlanCommand> = fc.oneof(
  fc.constant<PlanCommand>({ type: 'request', request }),
  fc.constantFrom('d', 'e').map((digit): PlanCommand => ({ type: 'record-result', result: result(digit) })),
  fc.constant<PlanCommand>({ type: 'record-failure', failure: { reason: 'the search ran out of memory', inputs } }),
  fc.subarray(['a', 'b', 'c'], { minLength: 1 }).map((ids): PlanCommand => ({ type: 'record-falls', falls: ids.map(fall) })),
  fc.constantFrom('next', 'other').map((by): PlanCommand => ({ type: 'supersede', by })),
  fc.constant<PlanCommand>({ type: 'withdraw', reason: 'another way was found' }),
);

/** What a plan may become next. What stands here with itself may happen again without a change of status. */
const NEXT: Readonly<Record<PlanState['status'], readonly PlanState['status'][]>> = {
  absent: ['requested'],
  requested: ['computed', 'failed', 'withdrawn'],
  computed: ['void', 'superseded', 'withdrawn'],
  void: ['void', 'superseded', 'withdrawn'],
  failed: [],
  superseded: [],
  withdrawn: [],
};

describe('the life of a plan under any commands', () => {
  it('goes forward only, keeps its result for good, and knows each fallen premise once', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 14 }), (asked) => {
        let state: PlanState = planDecider.initialState;
        const recorded: PlanEvent[] = [];
        for (const command of [{ type: 'request', request } as const, ...asked]) {
          const decision = planDecider.decide(command, state);
          if (decision.outcome === 'refused') continue;
          for (const event of decision.events) {
            const before = state;
            state = planDecider.evolve(before, event);
            recorded.push(event);
            expect(NEXT[before.status]).toContain(state.status);
            if ('result' in before && before.result) expect(state).toMatchObject({ result: before.result });
          }
          const again = planDecider.decide(command, state);
          if (again.outcome === 'accepted') expect(again.events).toEqual([]);
        }
        const keys = fallenOf(state).map(({ premise }) => premiseKey(premise));
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length > 0 && ['requested', 'computed', 'failed'].includes(state.status)).toBe(false);
        expect(recorded.reduce(planDecider.evolve, planDecider.initialState)).toEqual(state);
        reached.add(state.status);
      }),
      { numRuns: propertyRuns(500) },
    );
    expect(reached.size).toBe(Object.keys(NEXT).length - 1);
  });
});
