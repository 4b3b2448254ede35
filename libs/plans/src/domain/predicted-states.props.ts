import { SCOPES, subjectsOf, UNKNOWN_VERSION } from '@lockstep/documents';
import { computePlan, fleetTrees } from '@lockstep/planner';
import { releasesOf, runningParts, worldFromSnapshot, type WorldKind, type WorldNode } from '@lockstep/simulation';
import { propertyRuns, randomProblems } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  compareObserved,
  executionDecider,
  type ExecutionCommand,
  type ExecutionState,
  outlineOf,
  writtenComponents,
} from './execution/index.js';
import { type ObservedNode, PredictedStates } from './predicted-states.js';

const SCOPE_OF = { 'nsx-manager': 'nsxManager', vcenter: 'vcenter', supervisor: 'supervisor', cluster: 'cluster' } as const;
const kindOf = (scope: (typeof SCOPES)[number]) => Object.entries(SCOPE_OF).find(([, one]) => one === scope)![0] as WorldKind;

/** As scans tell of a part: an agent of Antrea names no build, an adapter of before nothing. */
const toldOfPart = (node: WorldNode, component: string, version: string): string => {
  if (component === 'antrea') return version.replace(/\+.*/, '');
  return component === 'antrea-nsx-adapter' && version === node.versions[component] ? UNKNOWN_VERSION : version;
};

const observed = (node: WorldNode): ObservedNode => {
  const rolling = Object.keys(node.versions).map(
    (one) => [one, runningParts(node, one).map(({ version }) => toldOfPart(node, one, version))] as const,
  );
  return {
    scope: SCOPE_OF[node.kind],
    id: node.id,
    versions: node.versions,
    rolling: Object.fromEntries(rolling.filter(([, parts]) => parts.length > 0)),
  };
};

/** Takes plans in worlds and judges each state on the way; how much of it there was. */
function follow(parameters: fc.Parameters<unknown>) {
  const counts = { states: 0, byHand: 0, finished: 0 };
  fc.assert(
    fc.property(randomProblems(), fc.infiniteStream(fc.nat(1_000)), ({ matrix, fleet, goal }, draws) => {
      const plan = computePlan({ matrix, fleet, goal });
      if (plan.spec.outcome !== 'planned') return;
      const draw = (most: number): number => draws.next().value! % most;
      const trees = fleetTrees(matrix.matrix, fleet);
      const outline = outlineOf(plan, 'd', matrix.matrix, trees);
      const predictions = new PredictedStates(outline, matrix.matrix, trees);
      const decider = executionDecider(outline);
      const world = worldFromSnapshot(fleet, { releases: releasesOf(matrix.matrix) });
      let state: ExecutionState = decider.initialState;
      const say = (command: ExecutionCommand): boolean => {
        const decision = decider.decide(command, state);
        if (decision.outcome === 'accepted') state = decision.events.reduce(decider.evolve, state);
        return decision.outcome === 'accepted' && decision.events.length > 0;
      };
      const look = () => compareObserved(outline, predictions, state, [...world.state.values()].map(observed), writtenComponents(fleet));
      for (let turn = 0; turn < 60 && state.status !== 'finished'; turn++) {
        const step = outline.steps[draw(outline.steps.length)]!;
        const subject = step.subjects[draw(step.subjects.length)]!;
        const { from, to } = step.moves.find(({ component }) => component === step.component)!;
        const hop = { component: step.component, subjects: [subject], from, to };
        const gate = { verdict: 'go' as const, digest: 'd', reasons: [] };
        const kind = kindOf(step.scope);
        const before = state;
        if (
          say({
            type: 'start',
            step: step.id,
            subjects: [subject],
            gate,
            acknowledgeNoReturn: true,
            policy: null,
            machines: {},
            by: { actor: 'token:ada', key: null },
          })
        ) {
          if (world.startHop(hop).outcome === 'refused') return;
        } else if (draw(12) === 0 && before.steps.get(step.id)?.get(subject) === undefined && world.startHop(hop).outcome === 'started') {
          // By hand: as soon as one part of it shows, it is seen.
          for (let at = world.nextAt(); at !== null && world.get(kind, subject).roll; at = world.nextAt()) world.advance(at);
          if (world.get(kind, subject).versions[step.component] !== to) return;
          expect(look().drift.map(({ node, component }) => `${node.id} ${component}`)).toContain(`${subject} ${step.component}`);
          counts.byHand++;
          return;
        }
        const next = world.nextAt();
        if (next !== null) world.advance(next);
        for (const one of outline.steps)
          for (const [id, progress] of state.steps.get(one.id) ?? [])
            if (progress.state === 'running' && world.get(kindOf(one.scope), id).roll === null && draw(2) === 0)
              say(
                draw(8) === 0
                  ? { type: 'fail', step: one.id, subjects: [id], reason: 'x' }
                  : { type: 'succeed', step: one.id, subjects: [id], evidence: null },
              );
        if (state.status === 'paused') return;
        const seen = look();
        expect(seen.drift).toEqual([]);
        counts.states++;
        if (draw(2) === 0) say({ type: 'observe', position: turn, ...seen });
      }
      if (state.status === 'finished') {
        counts.finished++;
        for (const step of plan.spec.steps)
          for (const id of subjectsOf(plan.spec, step))
            expect(
              predictions.allowed(state, { scope: outline.steps.find((one) => one.id === step.id)!.scope, id }, step.component),
            ).toHaveLength(1);
      }
    }),
    parameters,
  );
  return counts;
}

it('predicts every state of a world in which the plan is taken in any of its orders, and no step that is taken by hand', () => {
  expect(() => follow({ numRuns: propertyRuns(30) })).not.toThrow();
});

it('comes to ends, and to steps by hand, in the histories that it draws', () => {
  const { states, byHand, finished } = follow({ numRuns: 30, seed: 20261123 });
  expect(Math.min(states, byHand, finished)).toBeGreaterThan(0);
});
