import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commands, outlines } from '../../../test/execution-histories.js';
import { domainExecutionDecider } from './domain-execution.decider.js';
import type { ExecutionCommand } from './execution.commands.js';
import { executionDecider } from './execution.decider.js';
import type { ExecutionEvent } from './execution.events.js';
import { endOf, type ExecutionState, remainingSubjects } from './execution-state.js';
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
  readonly soaks = new Map<string, 'running' | 'ended'>();
  running = new Set<string>();
  pauses = new Set<string>();
  pausesSoFar = 0;
  open = false;

  constructor(private readonly outline: PlanOutline) {}

  take(event: ExecutionEvent): void {
    switch (event.type) {
      case 'ExecutionStarted':
        this.open = true;
        break;
      case 'StepStarted': {
        const step = this.stepOf(event.data.step);
        law(this.open && this.pauses.size === 0 && this.drift.size === 0);
        law(step.reversible || event.data.acknowledgedNoReturn);
        for (const before of step.after) law(this.isDone(before));
        for (const { subject } of event.data.attempts) {
          law(!this.skipped.has(subject) && !this.running.has(`${step.id} ${subject}`) && !this.confirmed.has(`${step.id} ${subject}`));
          this.running.add(`${step.id} ${subject}`);
          this.started.add(step.id);
        }
        break;
      }
      case 'StepSucceeded':
      case 'StepFailed':
        for (const { subject } of event.data.attempts) law(this.running.delete(`${event.data.step} ${subject}`));
        break;
      case 'StepCorrected': {
        const { step, attempts } = event.data;
        for (const { subject } of attempts) {
          law(!this.running.has(`${step} ${subject}`));
          // What was proven over a step as done has not begun when it turns out that it is not.
          if (this.confirmed.delete(`${step} ${subject}`))
            law(!this.outline.steps.some(({ id, after }) => after.includes(step) && this.started.has(id)));
        }
        this.soaks.delete(step);
        break;
      }
      case 'StepConfirmed':
        for (const subject of event.data.subjects) this.confirmed.add(`${event.data.step} ${subject}`);
        break;
      case 'SoakStarted':
        law(this.started.has(event.data.step) && this.isDone(event.data.step) && !this.soaks.has(event.data.step));
        law(this.stepOf(event.data.step).moves.some(({ component }) => component !== 'vkr'));
        this.soaks.set(event.data.step, 'running');
        break;
      case 'SoakEnded':
        law(this.soaks.get(event.data.step) === 'running');
        this.soaks.set(event.data.step, 'ended');
        break;
      case 'EvidenceReported':
        law(this.started.has(event.data.step));
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
        this.pauses.add(`p${++this.pausesSoFar}`);
        break;
      case 'PauseLifted':
        for (const id of event.data.pauses) law(this.pauses.delete(id));
        law(this.pauses.size > 0);
        break;
      case 'ExecutionResumed':
        // Nobody lifts more than he has named.
        law(event.data.lifted?.length === this.pauses.size && event.data.lifted.every((id) => this.pauses.has(id)));
        this.pauses = new Set();
        break;
      case 'ExecutionFinished':
      case 'ExecutionAbandoned':
      case 'ExecutionReplaced':
        law(this.open && (event.type !== 'ExecutionFinished' || this.drift.size === 0));
        this.open = false;
        break;
    }
  }

  private stepOf(wanted: string) {
    return this.outline.steps.find(({ id }) => id === wanted)!;
  }

  private isDone(step: string): boolean {
    return this.stepOf(step).subjects.every((subject) => this.confirmed.has(`${step} ${subject}`) || this.skipped.has(subject));
  }
}

/** One execution with the record that it leaves. */
class Run {
  readonly ledger: Ledger;
  readonly decider: ReturnType<typeof executionDecider>;
  state: ExecutionState;

  constructor(readonly outline: PlanOutline) {
    this.ledger = new Ledger(outline);
    this.decider = executionDecider(outline);
    this.state = this.decider.initialState;
  }

  /** Undefined: refused. */
  say(command: ExecutionCommand): readonly ExecutionEvent[] | undefined {
    const decision = this.decider.decide(command, this.state);
    if (decision.outcome === 'refused') return undefined;
    for (const event of decision.events) this.ledger.take(event);
    this.state = decision.events.map((event) => enveloped(event, command)).reduce(this.decider.evolve, this.state);
    return decision.events;
  }
}

/** As the record keeps it: with who has said it. */
const enveloped = (event: ExecutionEvent, command: ExecutionCommand) => {
  const { actor, key } = command.type === 'start' ? command.by : { actor: command.type === 'pause' ? command.by : 'token:ada', key: null };
  return { ...event, actor, idempotencyKey: key ?? undefined };
};

const histories = fc.array(commands, { maxLength: 60, size: 'max' });

/** Coverage is counted over the very same histories each time; the laws draw anew. */
const COUNTED = { seed: 20261123, numRuns: 1_000 };

it('takes no step out of order, twice, over a drift, in a pause or without its word, whatever is reported and observed in whatever order', () => {
  fc.assert(
    fc.property(outlines, histories, (outline, history) => {
      const run = new Run(outline);
      for (const command of history) {
        const events = run.say(command);
        if (events === undefined) continue;
        if (command.type === 'start' && events.length > 0) expect(command.gate).toMatchObject({ verdict: 'go', digest: 'd' });
        if (command.type === 'succeed' || command.type === 'fail' || command.type === 'observe') {
          const again = run.decider.decide(command, run.state);
          expect(again.outcome === 'accepted' ? again.events : again.refusal.rule).toEqual(
            run.state.status === 'finished' && command.type !== 'observe' ? 'ended' : [],
          );
        }
        if (command.type === 'start') {
          // The very same start is taken as said; of anybody else it is refused, or starts what is left.
          expect(run.decider.decide({ ...command, subjects: command.subjects }, run.state)).toMatchObject({ outcome: 'accepted' });
          const other = run.decider.decide({ ...command, by: { actor: 'token:eve', key: null } }, run.state);
          if (events.length > 0) expect(other).toMatchObject({ refusal: { rule: 'already-running' } });
        }
      }
      const end = endOf(run.state);
      if (end === 'abandoned' || end === 'replaced') expect(run.ledger.running.size).toBe(0);
    }),
    { numRuns: propertyRuns(200) },
  );
});

it('can be brought to its end from wherever it stands', () => {
  fc.assert(
    fc.property(outlines, histories, (outline, history) => {
      const run = new Run(outline);
      for (const command of history) run.say(command);
      if (endOf(run.state) !== null || run.state.status === 'absent') return;
      const reason = 'because';
      const look = (confirmed: { step: string; subjects: readonly string[] }[] = []) =>
        run.say({ type: 'observe', position: 1, drift: [], confirmed });
      const calm = () => {
        look();
        const lifts = run.state.pauses.map(({ id }) => id);
        if (lifts.length > 0) run.say({ type: 'resume', reason, lifts });
      };
      for (const step of outline.steps) {
        calm();
        run.say({ type: 'fail', step: step.id, subjects: null, reason });
        calm();
        const gate = { verdict: 'go' as const, digest: 'd', reasons: [] };
        const by = { actor: 'token:ada', key: null };
        run.say({ type: 'start', step: step.id, subjects: null, gate, acknowledgeNoReturn: true, policy: null, machines: {}, by });
        run.say({ type: 'succeed', step: step.id, subjects: null, evidence: null });
        look([{ step: step.id, subjects: remainingSubjects(run.state, step) }]);
      }
      calm();
      expect(run.state.status).toBe('finished');
    }),
    { numRuns: propertyRuns(200) },
  );
});

it('lets one plan at a time into a domain, however many try and however their executions end', () => {
  fc.assert(
    fc.property(
      outlines,
      outlines,
      fc.array(fc.record({ plan: fc.constantFrom('p', 'q'), command: commands }), { maxLength: 80, size: 'max' }),
      (first, second, history) => {
        const plans = { p: first, q: second };
        const states = { p: executionDecider(first).initialState, q: executionDecider(second).initialState };
        let domain = domainExecutionDecider.initialState;
        for (const { plan, command } of history) {
          const decider = executionDecider(plans[plan]);
          const decision = decider.decide(command, states[plan]);
          if (decision.outcome === 'refused') continue;
          const types = decision.events.map(({ type }) => type);
          const isEnd = types.some((type) => ['ExecutionFinished', 'ExecutionAbandoned', 'ExecutionReplaced'].includes(type));
          const held = types.includes('ExecutionStarted')
            ? domainExecutionDecider.decide({ type: 'begin', plan }, domain)
            : isEnd
              ? domainExecutionDecider.decide({ type: 'end', plan }, domain)
              : { outcome: 'accepted' as const, events: [] };
          // Both are of one transaction: where the domain is taken, nothing was started.
          if (held.outcome === 'refused') continue;
          domain = held.events.reduce(domainExecutionDecider.evolve, domain);
          states[plan] = decision.events.map((event) => enveloped(event, command)).reduce(decider.evolve, states[plan]);
          const open = (['p', 'q'] as const).filter((one) => states[one].status === 'executing' || states[one].status === 'paused');
          expect(open.length).toBeLessThanOrEqual(1);
          expect(domain.plan).toBe(open[0] ?? null);
        }
      },
    ),
    { numRuns: propertyRuns(200) },
  );
});

it('draws histories that end in every way, soak, and are corrected', () => {
  const seen = new Map<string, number>();
  for (const [outline, history] of fc.sample(fc.tuple(outlines, histories), COUNTED)) {
    const run = new Run(outline);
    for (const command of history) for (const { type } of run.say(command) ?? []) seen.set(type, (seen.get(type) ?? 0) + 1);
  }
  for (const type of [
    'ExecutionFinished',
    'ExecutionAbandoned',
    'ExecutionReplaced',
    'SoakStarted',
    'SoakEnded',
    'EvidenceReported',
    'StepCorrected',
    'PauseLifted',
  ])
    expect(seen.get(type) ?? 0, type).toBeGreaterThan(0);
});
