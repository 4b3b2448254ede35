import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commands, outlines } from '../../../test/execution-histories.js';
import { domainExecutionDecider } from './domain-execution.decider.js';
import { executionDecider } from './execution.decider.js';
import type { ExecutionEvent } from './execution.events.js';
import { endOf } from './execution-state.js';
import type { PlanOutline } from './plan-outline.js';

function law(holds: boolean): void {
  if (!holds) throw new Error('a law of execution is broken');
}

/** What the laws are judged by: the plain facts, folded from events alone and without the decider's own state. */
class Ledger {
  readonly started = new Set<string>();
  readonly confirmed = new Set<string>();
  readonly skipped = new Set<string>();
  readonly drift = new Set<string>();
  running = new Set<string>();
  paused = false;
  open = false;

  constructor(private readonly outline: PlanOutline) {}

  take(event: ExecutionEvent): void {
    switch (event.type) {
      case 'ExecutionStarted':
        this.open = true;
        break;
      case 'StepStarted': {
        const step = this.outline.steps.find(({ id }) => id === event.data.step)!;
        law(this.open && !this.paused && this.drift.size === 0);
        law(step.reversible || event.data.acknowledgedNoReturn);
        for (const before of step.after) {
          const { subjects } = this.outline.steps.find(({ id }) => id === before)!;
          for (const subject of subjects) law(this.confirmed.has(`${before} ${subject}`) || this.skipped.has(subject));
        }
        for (const { subject } of event.data.attempts) {
          law(!this.skipped.has(subject) && !this.running.has(`${step.id} ${subject}`) && !this.confirmed.has(`${step.id} ${subject}`));
          this.running.add(`${step.id} ${subject}`);
        }
        break;
      }
      case 'StepSucceeded':
      case 'StepFailed':
        for (const { subject } of event.data.attempts) law(this.running.delete(`${event.data.step} ${subject}`));
        break;
      case 'StepConfirmed':
        for (const subject of event.data.subjects) this.confirmed.add(`${event.data.step} ${subject}`);
        break;
      case 'DriftDetected':
        this.drift.add(event.data.node.id);
        break;
      case 'DriftEnded':
        this.drift.delete(event.data.node.id);
        break;
      case 'SubjectSkipped':
        this.skipped.add(event.data.subject);
        this.running = new Set([...this.running].filter((one) => !one.endsWith(` ${event.data.subject}`)));
        this.drift.delete(event.data.subject);
        break;
      case 'ExecutionPaused':
      case 'ExecutionResumed':
        this.paused = event.type === 'ExecutionPaused';
        break;
      case 'ExecutionFinished':
      case 'ExecutionAbandoned':
      case 'ExecutionReplaced':
        law(this.open && (event.type !== 'ExecutionFinished' || this.drift.size === 0));
        this.open = false;
        break;
    }
  }
}

it('takes no step out of order, over a drift, in a pause or without its word, whatever is reported and observed in whatever order', () => {
  const ends = { finished: 0, abandoned: 0, replaced: 0 };
  fc.assert(
    fc.property(outlines, fc.array(commands, { maxLength: 60, size: 'max' }), (outline, history) => {
      const decider = executionDecider(outline);
      const ledger = new Ledger(outline);
      let state = decider.initialState;
      for (const command of history) {
        const decision = decider.decide(command, state);
        if (decision.outcome === 'refused') continue;
        if (command.type === 'start' && decision.events.length > 0) expect(command.gate).toMatchObject({ verdict: 'go', digest: 'd' });
        for (const event of decision.events) ledger.take(event);
        state = decision.events.reduce(decider.evolve, state);
        if (command.type === 'succeed' || command.type === 'fail' || command.type === 'observe') {
          const again = decider.decide(command, state);
          expect(again.outcome === 'accepted' ? again.events : again.refusal.rule).toEqual(
            state.status === 'finished' && command.type !== 'observe' ? 'ended' : [],
          );
        }
      }
      const end = endOf(state);
      if (end !== null) ends[end]++;
      if (end === 'abandoned' || end === 'replaced') expect(ledger.running.size).toBe(0);
    }),
    { numRuns: propertyRuns(200), seed: 20261123 },
  );
  expect(ends.finished).toBeGreaterThan(0);
  expect(ends.abandoned).toBeGreaterThan(0);
  expect(ends.replaced).toBeGreaterThan(0);
});

it('lets one plan at a time into a domain, however many try', () => {
  const command = fc.record({ type: fc.constantFrom('begin' as const, 'end' as const), plan: fc.constantFrom('p', 'q', 'r') });
  fc.assert(
    fc.property(fc.array(command), (history) => {
      const inside = new Set<string>();
      let state = domainExecutionDecider.initialState;
      for (const one of history) {
        const decision = domainExecutionDecider.decide(one, state);
        if (decision.outcome === 'refused') {
          expect([...inside]).toEqual([decision.refusal.plan]);
          continue;
        }
        state = decision.events.reduce(domainExecutionDecider.evolve, state);
        if (one.type === 'begin') inside.add(one.plan);
        else inside.delete(one.plan);
        expect(inside.size).toBeLessThanOrEqual(1);
        expect([...inside]).toEqual(state.plan === null ? [] : [state.plan]);
      }
    }),
    { numRuns: propertyRuns(200), seed: 20261123 },
  );
});
