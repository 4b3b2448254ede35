import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  digest,
  doneFirst,
  drifted,
  eventsOf,
  move,
  outline,
  recorded,
  refusalOf,
  resume,
  see,
  start,
  succeed,
  tolerant,
  typesOf,
} from '../../../test/execution-script.js';
import type { ExecutionCommand } from './execution.commands.js';
import { executionDecider } from './execution.decider.js';

describe('a success that was none', () => {
  const correct = (subjects: string[], step = 's1'): ExecutionCommand => ({ type: 'correct', step, subjects, reason: 'it rolled back' });
  const reported = [start('s1', null, tolerant), succeed('s1')];
  const backIn = (step: string, id: string): ExecutionCommand => ({
    ...drifted,
    drift: [{ ...drifted.drift[0]!, node: { scope: step === 's2' ? 'nsxManager' : 'cluster', id } }],
  });

  it('is corrected until it is seen done, and may be tried again', () => {
    expect(eventsOf(correct(['a']), ...reported)).toEqual([
      { type: 'StepCorrected', data: { step: 's1', attempts: [{ subject: 'a', attempt: 1 }], reason: 'it rolled back' } },
    ]);
    expect(eventsOf(start('s1', ['a']), ...reported, correct(['a']))).toMatchObject([
      { data: { attempts: [{ subject: 'a', attempt: 2 }] } },
    ]);
    expect(eventsOf(correct(['a']), ...reported, correct(['a']))).toEqual([]);
    expect(refusalOf(correct(['a']), ...doneFirst)).toEqual({ rule: 'not-correctable', step: 's1', subjects: ['a'] });
    expect(refusalOf(correct(['b']), start('s1', ['a', 'b']))).toMatchObject({ rule: 'not-correctable', subjects: ['b'] });
    expect(refusalOf(correct(['z']), ...reported)).toMatchObject({ rule: 'unknown-subjects' });
  });

  it('counts as a failure', () => {
    expect(typesOf(correct(['a']), start('s1'), succeed('s1'))).toEqual(['StepCorrected', 'ExecutionPaused']);
  });

  it('is corrected after it was seen done while something else is observed, and never under a step that leans on it', () => {
    expect(typesOf(correct(['b']), ...doneFirst, drifted)).toEqual(['StepCorrected', 'ExecutionPaused']);
    expect(refusalOf(correct(['a']), ...doneFirst, drifted)).toMatchObject({ rule: 'not-correctable' });
    expect(refusalOf(correct(['b']), ...doneFirst, start('s2', null, acknowledged), drifted)).toMatchObject({ rule: 'not-correctable' });
    expect(refusalOf(correct(['fra'], 's2'), ...doneFirst, start('s2', null, acknowledged), backIn('s2', 'fra'))).toMatchObject({
      rule: 'not-correctable',
    });
  });

  it('is not corrected either where a step between was skipped whole, and what comes after that has begun', () => {
    const [first] = outline.steps;
    const chain = executionDecider({
      ...outline,
      steps: [first!, { ...first!, id: 's2', subjects: ['sold'], after: ['s1'] }, { ...first!, id: 's3', subjects: ['d'], after: ['s2'] }],
    });
    const told: ExecutionCommand[] = [
      ...doneFirst,
      { type: 'skip', subject: 'sold', reason: 'sold', decommissioned: true },
      start('s3'),
      drifted,
    ];
    const stateAfter = (commands: readonly ExecutionCommand[]) =>
      commands.reduce((state, command) => {
        const decision = chain.decide(command, state);
        if (decision.outcome === 'refused') throw new Error(JSON.stringify(decision.refusal));
        return decision.events.reduce(chain.evolve, state);
      }, chain.initialState);
    expect(chain.decide(correct(['b']), stateAfter(told))).toMatchObject({ refusal: { rule: 'not-correctable', subjects: ['b'] } });
    const unbegun = told.filter(({ type }, index) => type !== 'start' || index === 0);
    expect(chain.decide(correct(['b']), stateAfter(unbegun))).toMatchObject({ outcome: 'accepted' });
  });
});

describe('the soak after a step that moves NSX or an adapter', () => {
  const shared = { ...outline.steps[1]!, id: 's1', after: [] };
  const behind = { ...outline.steps[0]!, id: 's2', after: ['s1'] };
  const soaking = executionDecider({ digest, domains: ['fra'], steps: [shared, behind] });
  const run = (...commands: ExecutionCommand[]) => {
    let state = soaking.initialState;
    return commands.map((command) => {
      const decision = soaking.decide(command, state);
      if (decision.outcome === 'refused') throw new Error(JSON.stringify(decision.refusal));
      state = recorded(decision.events, command).reduce(soaking.evolve, state);
      return decision.events.map(({ type }) => type);
    });
  };
  const moved = [start('s1', null, { acknowledgeNoReturn: true }), succeed('s1'), see('s1', 'fra')];
  const end: ExecutionCommand = { type: 'end-soak', step: 's1' };

  it('begins when the step is seen done, and ends, each once', () => {
    expect(run(...moved, see('s1', 'fra'), end, end).slice(2)).toEqual([['StepConfirmed', 'SoakStarted'], [], ['SoakEnded'], []]);
  });

  it('ends for no step whose soak has not begun', () => {
    expect(run(end, ...moved.slice(0, 2), end)[0]).toEqual([]);
    expect(run(...moved.slice(0, 2), end, { type: 'end-soak', step: 's2' }).slice(2)).toEqual([[], []]);
  });

  it('is none behind a step of which nothing was started, and that has no evidence of its own', () => {
    const cluster = { ...outline.steps[0]!, moves: move('antrea-nsx-adapter'), subjects: ['a'] };
    const whole = executionDecider({
      digest,
      domains: ['fra'],
      steps: [shared, { ...cluster, id: 's2', after: ['s1'] }, { ...cluster, id: 's3', after: ['s2'], subjects: ['b'] }],
    });
    const skip: ExecutionCommand = { type: 'skip', subject: 'a', reason: 'sold', decommissioned: true };
    let state = whole.initialState;
    const types = [...moved, skip, start('s3')].map((command) => {
      const decision = whole.decide(command, state);
      if (decision.outcome === 'refused') throw new Error(JSON.stringify(decision.refusal));
      state = decision.events.reduce(whole.evolve, state);
      return decision.events.map(({ type }) => type);
    });
    expect(types.slice(2)).toEqual([['StepConfirmed', 'SoakStarted'], ['SubjectSkipped'], ['StepStarted']]);
    expect(whole.decide({ type: 'report-evidence', step: 's2', evidence: { kind: 'load' } }, state)).toMatchObject({ outcome: 'refused' });
  });

  it('begins anew after a correction', () => {
    const gone: ExecutionCommand = { ...drifted, drift: [{ ...drifted.drift[0]!, node: { scope: 'nsxManager', id: 'fra' } }] };
    const again: ExecutionCommand[] = [
      gone,
      { type: 'correct', step: 's1', subjects: ['fra'], reason: 'rolled back' },
      see('s1'),
      resume('mended'),
      ...moved,
    ];
    expect(run(...moved, end, ...again).at(-1)).toEqual(['StepConfirmed', 'SoakStarted']);
  });

  it('is none behind the last step, for which no gate waits', () => {
    expect(typesOf(see('s2', 'fra'), ...doneFirst, start('s2', null, acknowledged), succeed('s2'))).not.toContain('SoakStarted');
  });
});
