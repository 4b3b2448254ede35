import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  after,
  digest,
  doneFirst,
  drifted,
  eventsOf,
  fail,
  go,
  outline,
  pause,
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
import type { GateAnswer } from './execution.events.js';

describe('the start of a step', () => {
  it('begins the execution, and an attempt at each subject that was not named otherwise', () => {
    expect(eventsOf(start('s1', null, { machines: { a: 5 } }))).toEqual([
      { type: 'ExecutionStarted', data: { digest, domains: ['fra'], policy: { failures: { count: 1 } } } },
      {
        type: 'StepStarted',
        data: {
          step: 's1',
          component: 'vkr',
          acknowledgedNoReturn: false,
          attempts: [
            { subject: 'a', attempt: 1, machines: 5 },
            { subject: 'b', attempt: 1, machines: null },
            { subject: 'c', attempt: 1, machines: null },
          ],
        },
      },
    ]);
  });

  it('is nothing new when all of it runs already', () => {
    expect(eventsOf(start('s1', ['a']), start('s1', ['a']))).toEqual([]);
  });

  it('is refused of what somebody else has started, and of what the same one has started for something else', () => {
    const byBo = { by: { actor: 'token:bo', key: null } };
    const run = (key: string | null) => ({ by: { actor: 'token:ada', key } });
    const running = { rule: 'already-running', step: 's1', subjects: ['a'] };
    expect(refusalOf(start('s1', ['a'], byBo), start('s1', ['a']))).toEqual(running);
    expect(refusalOf(start('s1', ['a', 'b'], byBo), start('s1', ['a']))).toEqual(running);
    expect(refusalOf(start('s1', null, byBo), start('s1', ['a']))).toEqual(running);
    expect(refusalOf(start('s1', ['a'], run('run 2')), start('s1', ['a'], run('run 1')))).toEqual(running);
    expect(refusalOf(start('s1', ['a'], run(null)), start('s1', ['a'], run('run 1')))).toEqual(running);
    expect(eventsOf(start('s1', ['a'], run('run 1')), start('s1', ['a'], run('run 1')))).toEqual([]);
    expect(typesOf(start('s1', ['b'], byBo), start('s1', ['a']))).toEqual(['StepStarted']);
    expect(typesOf(start('s1', null), start('s1', ['a']))).toEqual(['StepStarted']);
  });

  it('waits for the whole of every step before it, in reports and in the inventory', () => {
    expect(refusalOf(start('s2', null, acknowledged))).toEqual({ rule: 'predecessor-not-done', steps: ['s1'] });
    expect(refusalOf(start('s2', null, acknowledged), start('s1'), succeed('s1', ['a', 'b']))).toMatchObject({
      rule: 'predecessor-not-done',
    });
    const reported = [start('s1'), succeed('s1')];
    expect(refusalOf(start('s2', null, acknowledged), ...reported)).toEqual({ rule: 'awaiting-observation', steps: ['s1'] });
    expect(refusalOf(start('s2', null, acknowledged), ...reported, see('s1', 'a', 'c'))).toMatchObject({ rule: 'awaiting-observation' });
    expect(typesOf(start('s2', null, acknowledged), ...doneFirst)).toEqual(['StepStarted']);
  });

  it('needs the go of the gate over this very plan', () => {
    const reasons = [{ rule: 'freeze', message: 'until Monday' }];
    expect(refusalOf(start('s1', null, { gate: { verdict: 'hold', digest, reasons } }))).toEqual({
      rule: 'gate-closed',
      verdict: 'hold',
      reasons,
    });
    expect(refusalOf(start('s1', null, { gate: { ...go, digest: 'sha256:other' } }))).toMatchObject({ rule: 'other-digest' });
    expect(refusalOf(start('s1', null, { gate: { ...go, digest: null } }))).toMatchObject({ rule: 'other-digest' });
  });

  it('of what can not be taken back must be acknowledged', () => {
    expect(refusalOf(start('s2'), ...doneFirst)).toEqual({ rule: 'point-of-no-return-unacknowledged', step: 's2' });
    expect(eventsOf(start('s2', null, acknowledged), ...doneFirst)).toMatchObject([{ data: { acknowledgedNoReturn: true } }]);
  });

  it('is refused for what the plan does not know and for what is done', () => {
    expect(refusalOf(start('s9'))).toEqual({ rule: 'unknown-step', step: 's9' });
    expect(refusalOf(start('s1', ['a', 'z']))).toEqual({ rule: 'unknown-subjects', subjects: ['z'] });
    expect(refusalOf(start('s1', ['a']), start('s1'), succeed('s1', ['a']))).toEqual({ rule: 'done-already', subjects: ['a'] });
    expect(refusalOf(start('s1'), ...doneFirst)).toMatchObject({ rule: 'done-already' });
  });

  it('may be tried again after a failure, as another attempt, once somebody has resumed', () => {
    const failed = [start('s1'), fail('s1', ['a'])];
    expect(refusalOf(start('s1', ['a']), ...failed)).toMatchObject({ rule: 'paused' });
    expect(eventsOf(start('s1', ['a']), ...failed, resume('disk added'))).toMatchObject([
      { type: 'StepStarted', data: { attempts: [{ subject: 'a', attempt: 2 }] } },
    ]);
  });

  it('settles the policy of the whole execution once', () => {
    expect(refusalOf(start('s1', ['b'], tolerant), start('s1', ['a']))).toEqual({ rule: 'policy-settled' });
    expect(typesOf(start('s1', ['b'], tolerant), start('s1', ['a'], tolerant))).toEqual(['StepStarted']);
  });

  it('is refused while anything has drifted, and goes on when it is back', () => {
    expect(refusalOf(start('s1', ['b']), start('s1', ['a']), drifted)).toMatchObject({ rule: 'drift', drift: [{ component: 'vkr' }] });
    expect(typesOf(start('s1', ['b']), start('s1', ['a']), drifted, see('s1'))).toEqual(['StepStarted']);
  });
});

describe('the report of an end', () => {
  it('is only taken of what runs, and twice is once', () => {
    expect(refusalOf(succeed('s1'))).toEqual({ rule: 'not-started' });
    expect(refusalOf(succeed('s1', ['b']), start('s1', ['a']))).toEqual({ rule: 'not-running', subjects: ['b'] });
    expect(refusalOf(fail('s1', ['a']), start('s1'), succeed('s1', ['a']))).toEqual({ rule: 'not-running', subjects: ['a'] });
    expect(eventsOf(succeed('s1', ['a']), start('s1'), succeed('s1', ['a']))).toEqual([]);
  });

  it('is about whatever runs when it names no subject', () => {
    expect(eventsOf(succeed('s1'), start('s1', ['b']))).toMatchObject([{ data: { attempts: [{ subject: 'b', attempt: 1 }] } }]);
  });

  it('is taken while the execution is paused or something has drifted', () => {
    expect(typesOf(succeed('s1'), start('s1'), pause('lunch'), drifted)).toEqual(['StepSucceeded']);
  });

  it('pauses everything at the limit of failures, counted from the last resume', () => {
    expect(typesOf(fail('s1', ['a']), start('s1'))).toEqual(['StepFailed', 'ExecutionPaused']);
    const lenient = start('s1', null, tolerant);
    expect(typesOf(fail('s1', ['a']), lenient)).toEqual(['StepFailed']);
    expect(typesOf(fail('s1', ['b', 'c']), lenient, fail('s1', ['a']))).toEqual(['StepFailed', 'ExecutionPaused']);
    const resumed: ExecutionCommand[] = [lenient, fail('s1'), resume('mended'), start('s1')];
    expect(typesOf(fail('s1', ['b']), ...resumed)).toEqual(['StepFailed']);
  });

  it('pauses at the limit of one wave, however few that are of the step', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `c${index}`);
    const wide = executionDecider({ ...outline, steps: [{ ...outline.steps[0]!, subjects: ids }] });
    const run = (...commands: ExecutionCommand[]) => {
      let state = wide.initialState;
      return commands.map((command) => {
        const decision = wide.decide(command, state);
        if (decision.outcome === 'refused') throw new Error(JSON.stringify(decision.refusal));
        state = decision.events.reduce(wide.evolve, state);
        return decision.events.map(({ type }) => type);
      });
    };
    const half = { policy: { failures: { percentage: 50 } } };
    const canaries = start('s1', ids.slice(0, 2), half);
    expect(run(canaries, fail('s1', ['c0']))[1]).toEqual(['StepFailed', 'ExecutionPaused']);
    const rest = start('s1', ids.slice(2), half);
    expect(run(canaries, succeed('s1'), rest, fail('s1', ids.slice(2, 10)))[3]).toEqual(['StepFailed']);
    expect(run(canaries, succeed('s1'), rest, fail('s1', ids.slice(2, 11)))[3]).toEqual(['StepFailed', 'ExecutionPaused']);
    const resumed = [fail('s1', ['c0']), resume('mended'), start('s1', ['c0'])];
    expect(run(canaries, ...resumed, fail('s1', ['c0']))[4]).toEqual(['StepFailed', 'ExecutionPaused']);
  });

  it('counts anew, when one of several pauses is lifted, for the steps that it stopped alone', () => {
    const [first, second] = outline.steps;
    const both = executionDecider({
      ...outline,
      steps: [first!, { ...second!, id: 's2', after: [], subjects: ['x', 'y'], reversible: true }],
    });
    const stateAfter = (...commands: ExecutionCommand[]) =>
      commands.reduce((state, command) => {
        const decision = both.decide(command, state);
        if (decision.outcome === 'refused') throw new Error(JSON.stringify(decision.refusal));
        return decision.events.reduce(both.evolve, state);
      }, both.initialState);
    const failed = [start('s1'), start('s2'), fail('s1', ['a']), fail('s2', ['x'])];
    const told = (...lifts: string[]) => {
      const { failures, waves, status } = stateAfter(...failed, resume('mended', ...lifts));
      return [status, [...failures], [...waves].map(([step, all]) => [step, ...all.map((wave) => wave.failures)])];
    };
    expect(told('p1')).toEqual([
      'paused',
      [['s2', 1]],
      [
        ['s1', 0],
        ['s2', 1],
      ],
    ]);
    expect(told('p1', 'p2')).toEqual([
      'executing',
      [],
      [
        ['s1', 0],
        ['s2', 0],
      ],
    ]);
  });

  it('has no wave where subjects are started one by one: then the step as a whole counts', () => {
    expect(typesOf(fail('s1', ['a']), start('s1', ['a'], tolerant), start('s1', ['b']))).toEqual(['StepFailed']);
  });

  it('may bring evidence later, of a step that has begun', () => {
    const evidence = { kind: 'load', flows: 40_000, dropped: 0 };
    expect(typesOf({ type: 'report-evidence', step: 's1', evidence }, ...doneFirst)).toEqual(['EvidenceReported']);
    expect(refusalOf({ type: 'report-evidence', step: 's2', evidence }, ...doneFirst)).toMatchObject({ rule: 'not-running' });
  });
});

describe('what is observed', () => {
  it('confirms only what was reported done', () => {
    expect(eventsOf(see('s1', 'a', 'b'), start('s1'), succeed('s1', ['a']))).toEqual([
      { type: 'StepConfirmed', data: { step: 's1', subjects: ['a'], position: 9 } },
    ]);
  });

  it('is recorded once, and again when it looks otherwise', () => {
    expect(typesOf(drifted, start('s1'))).toEqual(['DriftDetected']);
    expect(typesOf(drifted, start('s1'), drifted)).toEqual([]);
    const worse: ExecutionCommand = { ...drifted, drift: drifted.drift.map((fact) => ({ ...fact, observed: ['4'] })) };
    expect(typesOf(worse, start('s1'), drifted)).toEqual(['DriftDetected']);
    expect(typesOf(see('s1'), start('s1'), drifted)).toEqual(['DriftEnded']);
  });

  it('is no matter before the start and after the end', () => {
    expect(typesOf(drifted)).toEqual([]);
    expect(typesOf(drifted, start('s1'), succeed('s1'), { type: 'abandon', reason: 'enough' })).toEqual([]);
  });

  it('finishes the execution with the last confirmation, and not while anything has drifted', () => {
    const nearly = [...doneFirst, start('s2', null, acknowledged), succeed('s2')];
    expect(typesOf(see('s2', 'fra'), ...nearly)).toEqual(['StepConfirmed', 'ExecutionFinished']);
    const whileDrifted = { ...drifted, confirmed: [{ step: 's2', subjects: ['fra'] }] } as ExecutionCommand;
    expect(typesOf(whileDrifted, ...nearly)).toEqual(['StepConfirmed', 'DriftDetected']);
    expect(typesOf(see('s2'), ...nearly, whileDrifted)).toEqual(['DriftEnded', 'ExecutionFinished']);
    expect(refusalOf(start('s2', null, acknowledged), ...nearly, see('s2', 'fra'))).toEqual({ rule: 'ended', status: 'finished' });
  });
});

describe('a person', () => {
  const skip = (subject: string, decommissioned: boolean): ExecutionCommand => ({ type: 'skip', subject, reason: 'sold', decommissioned });

  it('pauses and resumes', () => {
    expect(refusalOf(start('s1', ['b']), start('s1', ['a']), pause('lunch'))).toEqual({
      rule: 'paused',
      reason: 'lunch',
    });
    expect(refusalOf(resume('back'), start('s1'))).toEqual({ rule: 'not-paused' });
    expect(refusalOf(pause('lunch'))).toEqual({ rule: 'not-started' });
  });

  it('lifts only the pauses that he knows of, and each stands until it is lifted', () => {
    const failed = [start('s1'), fail('s1', ['a'])];
    expect(typesOf(pause('lunch'), ...failed)).toEqual(['ExecutionPaused']);
    expect(typesOf(pause('lunch'), ...failed, pause('lunch'))).toEqual([]);
    expect(typesOf(pause('lunch', 'token:bo'), ...failed, pause('lunch'))).toEqual(['ExecutionPaused']);
    const both = [...failed, pause('lunch', 'token:bo')];
    expect(refusalOf(resume('mended', 'p1', 'p3'), ...both)).toMatchObject({
      rule: 'no-such-pause',
      asked: ['p3'],
      pauses: [
        { id: 'p1', cause: 'failures' },
        { id: 'p2', cause: 'person', by: 'token:bo', reason: 'lunch' },
      ],
    });
    expect(eventsOf(resume('mended', 'p1'), ...both)).toEqual([{ type: 'PauseLifted', data: { pauses: ['p1'], reason: 'mended' } }]);
    expect(refusalOf(start('s1', ['a']), ...both, resume('mended', 'p1'))).toEqual({ rule: 'paused', reason: 'lunch' });
    expect(eventsOf(resume('back', 'p2'), ...both, resume('mended', 'p1'))).toEqual([
      { type: 'ExecutionResumed', data: { reason: 'back', lifted: ['p2'] } },
    ]);
    expect(typesOf(resume('all', 'p1', 'p2'), ...both)).toEqual(['ExecutionResumed']);
    expect(refusalOf(resume('mended', 'p1'), ...failed, resume('mended', 'p1'), pause('lunch'))).toMatchObject({ asked: ['p1'] });
    expect(refusalOf(resume('again', 'p1'), ...both, resume('mended', 'p1'))).toMatchObject({ rule: 'no-such-pause', asked: ['p1'] });
  });

  it('is stopped for failures also while somebody else has paused', () => {
    expect(typesOf(fail('s1', ['a']), start('s1'), pause('lunch'))).toEqual(['StepFailed', 'ExecutionPaused']);
    expect(typesOf(fail('s1', ['b']), start('s1'), fail('s1', ['a']))).toEqual(['StepFailed']);
  });

  it('skips a cluster only once the inventory says that it is gone', () => {
    const begun = [start('s1', ['a', 'b']), succeed('s1'), see('s1', 'a', 'b')];
    expect(refusalOf(skip('c', false), ...begun)).toEqual({ rule: 'not-decommissioned', subject: 'c' });
    expect(refusalOf(skip('fra', true), ...begun)).toEqual({ rule: 'unknown-subjects', subjects: ['fra'] });
    expect(typesOf(skip('c', true), ...begun)).toEqual(['SubjectSkipped']);
    expect(typesOf(start('s2', null, acknowledged), ...begun, skip('c', true))).toEqual(['StepStarted']);
    expect(refusalOf(start('s1', ['c']), ...begun, skip('c', true))).toEqual({ rule: 'skipped', subjects: ['c'] });
  });

  it('takes the drift of a skipped cluster out of the way, until it is seen again', () => {
    expect(after(start('s1', ['a']), drifted, skip('b', true)).drift.size).toBe(0);
    expect(typesOf(drifted, start('s1', ['a']), skip('b', true))).toEqual(['DriftDetected']);
    const back = [
      start('s1', ['a', 'c']),
      skip('b', true),
      succeed('s1'),
      { ...drifted, confirmed: [{ step: 's1', subjects: ['a', 'c'] }] },
    ];
    expect(refusalOf(start('s2', null, acknowledged), ...back)).toMatchObject({ rule: 'drift', drift: [{ node: { id: 'b' } }] });
  });

  it('abandons only what does not run', () => {
    const abandon: ExecutionCommand = { type: 'abandon', reason: 'another way' };
    expect(refusalOf(abandon, start('s1', ['a']))).toEqual({ rule: 'running', running: [{ step: 's1', subject: 'a' }] });
    expect(typesOf(abandon, start('s1', ['a']), fail('s1'))).toEqual(['ExecutionAbandoned']);
  });
});

describe('a plan that takes the place of an executing one', () => {
  const replace: ExecutionCommand = { type: 'replace', by: 'next' };

  it('ends its execution, which takes no start and no report any more', () => {
    const replaced = [start('s1', ['a']), succeed('s1', ['a']), see('s1', 'a'), replace];
    expect(eventsOf(replace, ...replaced.slice(0, 3))).toEqual([{ type: 'ExecutionReplaced', data: { by: 'next' } }]);
    expect(refusalOf(start('s1', ['b']), ...replaced)).toEqual({ rule: 'ended', status: 'replaced' });
    expect(refusalOf(succeed('s1', ['b']), ...replaced)).toEqual({ rule: 'ended', status: 'replaced' });
    expect(refusalOf({ type: 'abandon', reason: 'no' }, ...replaced)).toEqual({ rule: 'ended', status: 'replaced' });
  });

  it('leaves what is measured over a soak to be told, and nothing else, however the execution ended', () => {
    const evidence = { kind: 'load', flows: 9, dropped: 0 };
    const replaced = [start('s1', ['a']), succeed('s1', ['a']), see('s1', 'a'), replace];
    expect(typesOf({ type: 'report-evidence', step: 's1', evidence }, ...replaced)).toEqual(['EvidenceReported']);
    expect(refusalOf({ type: 'report-evidence', step: 's2', evidence }, ...replaced)).toMatchObject({ rule: 'not-running' });
    const abandoned: ExecutionCommand[] = [start('s1', ['a']), fail('s1', ['a']), { type: 'abandon', reason: 'enough' }];
    expect(typesOf({ type: 'report-evidence', step: 's1', evidence }, ...abandoned)).toEqual(['EvidenceReported']);
  });

  it('waits for what runs, and ends one that is paused or has drifted', () => {
    expect(refusalOf(replace, start('s1', ['a']))).toEqual({ rule: 'running', running: [{ step: 's1', subject: 'a' }] });
    expect(typesOf(replace, start('s1', ['a']), fail('s1'))).toEqual(['ExecutionReplaced']);
    expect(typesOf(replace, start('s1', ['a']), succeed('s1'), drifted)).toEqual(['ExecutionReplaced']);
  });

  it('ends nothing that was never begun or has ended, and nothing twice', () => {
    expect(typesOf(replace)).toEqual([]);
    expect(typesOf(replace, start('s1', ['a']), fail('s1'), replace)).toEqual([]);
    expect(typesOf(replace, start('s1', ['a']), fail('s1'), { type: 'abandon', reason: 'no' })).toEqual([]);
    expect(typesOf(replace, ...doneFirst, start('s2', null, acknowledged), succeed('s2'), see('s2', 'fra'))).toEqual([]);
  });
});

describe('the gate', () => {
  it('is recorded when it says something else than before', () => {
    const held: GateAnswer = { verdict: 'hold', digest, reasons: [{ rule: 'soak-running', message: 'until 12:10' }] };
    const ask = (gate: GateAnswer): ExecutionCommand => ({ type: 'record-gate', step: 's1', gate });
    expect(typesOf(ask(held))).toEqual(['GateHeld']);
    expect(typesOf(ask({ ...held, reasons: [{ rule: 'soak-running', message: 'until 12:11' }] }), ask(held))).toEqual([]);
    expect(typesOf(ask(go), ask(held))).toEqual(['GateOpened']);
  });
});
