import type { PlanStep, UpgradePlan } from '@lockstep/documents';
import { matrix } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import type { GateNode, LoadReport, ScheduleFacts } from '../../domain/gate/index.js';
import type { SubjectTimes } from '../../domain/subject-times.js';
import { PremisesNotFollowed } from '../follow-premises.use-case.js';
import { AskGate, type GateQuestion, type GateSources } from './ask-gate.use-case.js';
import type { GateExecution, TouchedNode, TurnOfPlan } from './gate-sources.port.js';

const digest = 'sha256:a';
const at = '2026-11-20T12:00:00Z';
const step = (id: string, component: string, subjects: string[], after: string[], more: Partial<PlanStep> = {}): PlanStep => ({
  id,
  component,
  subjects,
  after,
  moves: [{ component, from: '1', to: '2' }],
  premises: [],
  reversible: true,
  ...more,
});
/** Adapters of two clusters, then NSX, then the VKr of both; nothing is before the VKr of a third. */
const steps = [
  step('s1', 'antrea-nsx-adapter', ['c1', 'c2'], []),
  step('s2', 'nsx', ['nsx'], ['s1'], { reversible: false }),
  step('s3', 'vkr', ['c1', 'c2'], ['s2']),
  step('s4', 'vkr', ['c3'], []),
];
const revision = matrix({ releases: { nsx: ['4.2.1.0'], vkr: ['v1.33.1'], 'antrea-nsx-adapter': ['1.1.0'] } });

/** The adapter of c1 is outside its window, until it moves. */
const exposures = [{ between: ['antrea-nsx-adapter', 'nsx'], nodes: ['c1', 'nsx'], versions: ['1', '2'], endedBy: 's1' }];

const notBegun: GateExecution = {
  state: 'not-started',
  steps: new Map(),
  unseen: new Map(),
  paused: null,
  thresholds: [],
  drift: [],
  confirmedAt: new Map(),
  loads: new Map(),
  running: new Map(),
  progress: new Map(),
  skipped: new Set(),
};
const touchedOf = ({ kind, id }: GateNode, more: Partial<TouchedNode> = {}): TouchedNode => ({
  node: { kind, id },
  role: 'subject',
  versions: {},
  labels: {},
  nsxManager: 'nsx',
  supervisor: null,
  project: null,
  health: { node: { kind, id }, verdict: 'healthy', layer: null, others: [], unknown: [], text: '' },
  rolling: [],
  ...more,
});

const report = (more: Pick<LoadReport, 'at' | 'dropped'>): LoadReport => ({
  id: more.at,
  from: null,
  to: null,
  flows: 9,
  corrects: null,
  ...more,
});

interface World {
  readonly execution?: Partial<GateExecution>;
  readonly touched?: (subjects: readonly GateNode[]) => readonly TouchedNode[];
  readonly view?: object;
  readonly standing?: object | Error;
  readonly schedule?: ScheduleFacts;
  /** What was executed last in the domain, by plan `before`. */
  readonly before?: GateExecution;
}
const asked: string[][] = [];
const turns: TurnOfPlan[] = [];
function ask(
  {
    execution = {},
    touched = (nodes) => nodes.map((node) => touchedOf(node)),
    view = {},
    standing = {},
    schedule = { standing: 'unscheduled' },
    before,
  }: World,
  question: Partial<GateQuestion> = {},
) {
  asked.length = 0;
  turns.length = 0;
  const sources = {
    freshness: {
      execute: async () => {
        if (standing instanceof Error) throw standing;
        return { digest, standing: 'stands', fallen: [], evidence: { age: 'fresh', oldest: null, maxAge: 1 }, ...standing };
      },
    },
    plans: {
      find: async (id: string) => ({
        id,
        status: 'computed',
        request: { hypothetical: false },
        result: { outcome: 'planned' },
        ...(id === 'before' ? {} : view),
      }),
      findDocument: async () => ({ spec: { steps, exposures } }) as unknown as UpgradePlan,
      getMatrix: async () => revision,
    },
    approvals: { find: async () => ({ state: 'approved', digest, missing: [], refusals: [], expiredWaivers: [], ownersMissing: [] }) },
    changes: { find: async () => ({ standing: 'not-asked' }) },
    freezes: { listInForce: async () => [] },
    executions: {
      find: async (id: string) => (id === 'before' ? before! : { ...notBegun, ...execution }),
      findBefore: async () => (before ? [{ plan: 'before', execution: before }] : []),
      findOther: async (_: string, nsxManagers: readonly string[]) => (nsxManagers.includes('busy') ? 'other' : null),
    },
    fleet: {
      readTouched: async (subjects: readonly GateNode[]) => touched(subjects),
      judgeHeadroom: async (clusters: string[]) => (asked.push(clusters), { verdict: 'enough', detail: '' }),
      readLooks: async (clusters: readonly string[]) => clusters.map((cluster) => ({ cluster, source: 'sup', found: [] })),
    },
    schedules: { find: async (turn: TurnOfPlan) => (turns.push(turn), schedule) },
  } as unknown as GateSources;
  return new AskGate(sources, { minutes: 60, looks: 3, load: { minutes: 1, flows: 9 } }, () => at).execute({ plan: 'p', ...question });
}
const done = (...ids: string[]): Partial<GateExecution> => ({
  state: 'running',
  steps: new Map(ids.map((id) => [id, 'succeeded'])),
  confirmedAt: new Map(ids.map((id) => [id, '2026-11-20T11:30:00Z'])),
  progress: new Map(
    ids.map((id) => [id, new Map([['c1', { state: 'confirmed', startedAt: at, endedAt: at, confirmedAt: '2026-11-20T11:30:00Z' }]])]),
  ),
});
const kinds = async (answer: ReturnType<typeof ask>) => {
  const outcome = await answer;
  return outcome.outcome === 'answered' ? outcome.reasons.map(({ reason }) => reason) : outcome;
};

describe('asking the gate', () => {
  it('goes for the first step of a plan that is signed off, and says what the go is for', async () => {
    expect(await ask({})).toEqual({
      outcome: 'answered',
      plan: 'p',
      digest,
      step: 's1',
      verdict: 'go',
      reasons: [],
      remarks: [],
      mayStart: null,
      retryAfter: null,
    });
  });

  it('asks the schedule for those that are named, else for all that were not started yet or have failed', async () => {
    const times = (state: SubjectTimes['state']): SubjectTimes => ({ state, startedAt: at, endedAt: null, confirmedAt: null });
    const progress = (states: Record<string, SubjectTimes['state']>) => ({
      progress: new Map([['s1', new Map(Object.entries(states).map(([id, state]) => [id, times(state)]))]]),
    });
    const told = async (execution: Partial<GateExecution>, subjects?: string[]) => {
      await ask({ execution }, { step: 's1', ...(subjects ? { subjects } : {}) });
      return turns.map((turn) => [turn.plan, turn.step, ...turn.subjects]);
    };
    expect(await told({})).toEqual([['p', 's1', 'c1', 'c2']]);
    expect(await told({}, ['c2'])).toEqual([['p', 's1', 'c2']]);
    expect(await told(progress({ c1: 'running' }))).toEqual([['p', 's1', 'c2']]);
    expect(await told(progress({ c1: 'failed', c2: 'confirmed' }))).toEqual([['p', 's1', 'c1']]);
    expect(await told({ skipped: new Set(['c1']) })).toEqual([['p', 's1', 'c2']]);
  });

  it('says whom the schedule lets start, where it holds others', async () => {
    const holds = [{ rule: 'outside-schedule', subjects: ['c2'], opensAt: '2026-11-21T00:00:00Z' }] as const;
    const schedule = { standing: 'kept', change: null, mayStart: ['c1'], holds } as const;
    expect(await ask({ schedule }, { step: 's1' })).toMatchObject({
      verdict: 'hold',
      mayStart: ['c1'],
      reasons: [{ reason: 'outside-schedule', subjects: ['c2'] }],
    });
  });

  it('is about the first step that nothing is before, where none is named', async () => {
    expect(await ask({ execution: { state: 'running', steps: new Map([['s1', 'running']]) } })).toMatchObject({
      step: 's4',
      verdict: 'go',
    });
    expect(await ask({ execution: done('s1', 's4') })).toMatchObject({ step: 's2' });
    expect(await ask({ execution: done('s1', 's2', 's3', 's4') })).toMatchObject({
      step: null,
      reasons: [{ reason: 'finished' }],
      retryAfter: null,
    });
  });

  it('holds while an event that may make the plan void can not be read', async () => {
    expect(await ask({ standing: new PremisesNotFollowed('held-back') }, { step: 's1' })).toMatchObject({
      verdict: 'hold',
      step: 's1',
      reasons: [{ reason: 'not-known', what: 'plan' }],
      retryAfter: 30,
    });
    await expect(ask({ standing: new Error('no connection') })).rejects.toThrow('no connection');
  });

  it('knows no step and no subject that the plan does not have', async () => {
    expect(await ask({}, { step: 's9' })).toEqual({ outcome: 'no-such-step', step: 's9' });
    expect(await ask({}, { step: 's1', subjects: ['c1', 'c3'] })).toEqual({ outcome: 'no-such-subject', step: 's1', subject: 'c3' });
  });

  describe('before the first step, soaks after what was last executed in the domain', () => {
    const soaking = ['load-evidence-missing', 'soak-looks-missing', 'soak-running'];
    const times = (state: SubjectTimes['state']): SubjectTimes => ({
      state,
      startedAt: '2026-11-20T11:20:00Z',
      endedAt: state === 'running' ? null : '2026-11-20T11:30:00Z',
      confirmedAt: state === 'confirmed' ? '2026-11-20T11:40:00Z' : null,
    });
    const left = (steps: Record<string, Record<string, SubjectTimes['state']>>, more: Partial<GateExecution> = {}) => ({
      before: {
        ...notBegun,
        state: 'abandoned' as const,
        progress: new Map(
          Object.entries(steps).map(([id, all]) => [id, new Map(Object.entries(all).map(([subject, state]) => [subject, times(state)]))]),
        ),
        ...more,
      },
    });
    const confirmed = { c1: 'confirmed', c2: 'confirmed' } as const;

    it.each(['replaced', 'abandoned', 'finished'] as const)('by an execution that is %s', async (state) => {
      const outcome = await ask(left({ s1: confirmed }, { ...done('s1'), state }), { step: 's4' });
      expect(outcome).toMatchObject({ verdict: 'hold', reasons: soaking.map((reason) => ({ reason, step: 's1 of plan before' })) });
    });

    it('by a wave of which the rest has failed or was never started', async () => {
      const waves: Record<string, SubjectTimes['state']>[] = [{ c1: 'confirmed' }, { c1: 'confirmed', c2: 'failed' }, { c1: 'succeeded' }];
      for (const states of waves) {
        const outcome = await ask(left({ s1: states }), { step: 's4' });
        const until = states['c1'] === 'confirmed' ? '2026-11-20T12:40:00.000Z' : '2026-11-20T12:30:00.000Z';
        expect(outcome).toMatchObject({ reasons: [{}, {}, { reason: 'soak-running', until }] });
      }
    });

    it('by a failed attempt at NSX, which may have landed all the same, at all that hangs on it', async () => {
      const asked: GateNode[][] = [];
      const touched = (nodes: readonly GateNode[]) => (asked.push([...nodes]), nodes.map((node) => touchedOf(node)));
      const before = left({ s1: confirmed, s2: { nsx: 'failed' } }).before;
      expect(await kinds(ask({ before, touched }, { step: 's4' }))).toContain('load-evidence-missing');
      expect(asked.flat()).toContainEqual(expect.objectContaining({ id: 'nsx' }));
    });

    it('and not after a step whose followers were started, one that moves nothing of the kind, and once this plan has begun', async () => {
      const progress = left({ s1: confirmed, s2: { nsx: 'confirmed' }, s3: { c1: 'failed' } });
      expect(await kinds(ask(progress, { step: 's4' }))).toEqual([]);
      expect(await kinds(ask(left({ s4: { c3: 'failed' } }), { step: 's4' }))).toEqual([]);
      expect(await kinds(ask({ ...left({ s1: confirmed }), execution: { state: 'running' } }, { step: 's4' }))).toEqual([]);
    });

    it('of a subject that was skipped without a start nothing is asked', async () => {
      expect(
        await kinds(
          ask(left({}, { ...done('s1'), confirmedAt: new Map(), progress: new Map(), skipped: new Set(['c1', 'c2']) }), { step: 's4' }),
        ),
      ).toEqual([]);
    });
  });

  it('soaks after a step that moves an adapter, before the next one alone', async () => {
    const question = { step: 's2', acknowledgeNoReturn: true };
    expect(await kinds(ask({ execution: done('s1') }, question))).toEqual(['load-evidence-missing', 'soak-looks-missing', 'soak-running']);
    expect(await kinds(ask({ execution: done('s1') }, { step: 's4' }))).toEqual([]);
    const loads = new Map([
      ['s1', [report({ at: '2026-11-20T11:29:00Z', dropped: 0 }), report({ at: '2026-11-20T11:40:00Z', dropped: 1 })]],
    ]);
    expect(await kinds(ask({ execution: { ...done('s1'), loads } }, question))).toContain('flows-dropped');
    expect(await kinds(ask({ execution: { ...done('s1'), loads: new Map([['s1', loads.get('s1')!.slice(0, 1)]]) } }, question))).toContain(
      'load-evidence-missing',
    );
  });

  it('soaks, where nothing of a step was started since all of it was skipped, after what came before that', async () => {
    const { confirmedAt } = done('s1');
    const skipped = { ...done('s1', 's2'), confirmedAt: confirmedAt!, progress: new Map([['s1', new Map()]]) };
    expect(await ask({ execution: skipped }, { step: 's3' })).toMatchObject({
      reasons: ['load-evidence-missing', 'soak-looks-missing', 'soak-running'].map((reason) => ({ reason, step: 's1' })),
    });
  });

  it('holds for what somebody has started already, and says who; what is left of the step may start if it is asked for by name', async () => {
    const execution: Partial<GateExecution> = {
      ...done('s2'),
      running: new Map([['s3', [{ subject: 'c1', by: 'token:ada', at: '2026-11-20T11:50:00Z' }]]]),
      progress: new Map([['s2', new Map()]]),
    };
    expect(await kinds(ask({ execution }, { step: 's3', subjects: ['c1'] }))).toContain('already-running');
    expect(await kinds(ask({ execution }, { step: 's3', subjects: ['c2'] }))).not.toContain('already-running');
    expect(await ask({ execution }, { step: 's3' })).toMatchObject({
      verdict: 'hold',
      reasons: expect.arrayContaining([expect.objectContaining({ reason: 'already-running', subjects: ['c1'] })]),
    });
    const all = new Map([['s3', ['c1', 'c2'].map((subject) => ({ subject, by: 'token:ada', at: '2026-11-20T11:50:00Z' }))]]);
    expect(await ask({ execution: { ...execution, running: all } }, { step: 's3' })).toMatchObject({
      reasons: expect.arrayContaining([expect.objectContaining({ reason: 'already-running', subjects: ['c1', 'c2'], by: 'token:ada' })]),
    });
  });

  it('is done for a subject that is skipped or seen done, also where all of a step is', async () => {
    const times: SubjectTimes = { state: 'confirmed', startedAt: at, endedAt: at, confirmedAt: at };
    const done = { reason: 'already-done', step: 's1', subjects: ['c1'] };
    const skipped: Partial<GateExecution> = { state: 'running', skipped: new Set(['c1']) };
    expect(await ask({ execution: skipped }, { step: 's1', subjects: ['c1'] })).toMatchObject({ verdict: 'hold', reasons: [done] });
    expect(await ask({ execution: skipped }, { step: 's1', subjects: ['c2'] })).toMatchObject({ verdict: 'go' });
    const progress = new Map([['s1', new Map([['c1', times]])]]);
    expect(await ask({ execution: { state: 'running', progress } }, { step: 's1', subjects: ['c1'] })).toMatchObject({ reasons: [done] });
    const all: Partial<GateExecution> = { ...skipped, skipped: new Set(['c1', 'c2']), steps: new Map([['s1', 'succeeded']]) };
    expect(await ask({ execution: all }, { step: 's1', subjects: ['c1'] })).toMatchObject({ reasons: [{ reason: 'already-done' }] });
  });

  it('holds for a subject that is gone until it is skipped', async () => {
    const touched = (nodes: readonly GateNode[]) => nodes.filter(({ id }) => id !== 'c1').map((node) => touchedOf(node));
    const gone = expect.objectContaining({ reason: 'subject-gone', subjects: ['c1'] });
    expect(await ask({ touched }, { step: 's1' })).toMatchObject({ verdict: 'hold', reasons: expect.arrayContaining([gone]) });
    expect(await kinds(ask({ touched }, { step: 's1', subjects: ['c2'] }))).not.toContain('subject-gone');
    expect(await kinds(ask({ touched, execution: { skipped: new Set(['c1']) } }, { step: 's1' }))).not.toContain('subject-gone');
  });

  it('takes a point of no return that has begun for acknowledged', async () => {
    const { confirmedAt: _, ...begun } = done('s1');
    expect(await kinds(ask({ execution: begun }, { step: 's2' }))).toEqual(['point-of-no-return-unacknowledged']);
    const steps = new Map([...begun.steps!, ['s2', 'running'] as const]);
    expect(await kinds(ask({ execution: { ...begun, steps } }, { step: 's2' }))).toEqual([]);
  });

  it('asks for addresses for the clusters that are left to roll, or for those that are to start', async () => {
    const touched = (nodes: readonly GateNode[]) =>
      nodes.map((node) => touchedOf(node, { versions: { vkr: node.id === 'c1' ? '2' : '1' } }));
    await ask({ touched }, { step: 's3' });
    expect(asked).toEqual([['c2']]);
    await ask({ touched }, { step: 's3', subjects: ['c1'] });
    expect(asked).toEqual([['c1']]);
    await ask({ touched }, { step: 's1' });
    expect(asked).toEqual([]);
  });

  it('does not mind that a running step rolls its own subjects, and minds everything else that rolls', async () => {
    const sick = { verdict: 'failing', layer: 'adapter', others: [], unknown: [], text: '' } as const;
    const touched = (nodes: readonly GateNode[]) =>
      nodes.map((node) => touchedOf(node, node.id === 'c1' ? { rolling: ['vkr'], health: { node, ...sick } } : {}));
    const running: Partial<GateExecution> = {
      state: 'running',
      steps: new Map([
        ['s2', 'succeeded'],
        ['s3', 'running'],
      ]),
    };
    expect(await kinds(ask({ touched, execution: running }, { step: 's3' }))).toEqual([]);
    expect(await kinds(ask({ touched, execution: { ...running, steps: new Map([['s2', 'succeeded']]) } }, { step: 's3' }))).toEqual([
      'health',
      'rolling',
    ]);
  });

  it('asks for health of subjects and of what hangs on them, and not of what they hang on', async () => {
    const touched = (roles: TouchedNode['role'][]) => (nodes: readonly GateNode[]) =>
      nodes.map((node, index) =>
        touchedOf(node, { role: roles[index]!, health: { node, verdict: 'failing', layer: 'adapter', others: [], unknown: [], text: '' } }),
      );
    expect(await kinds(ask({ touched: touched(['above', 'above']) }, { step: 's1' }))).toEqual(['subject-gone']);
    expect(await kinds(ask({ touched: touched(['above', 'below']) }, { step: 's1' }))).toEqual(['health', 'subject-gone']);
  });

  it('goes for the step that ends the exposure of a sick cluster, says so, and for no other', async () => {
    const sick = (id: string) => (nodes: readonly GateNode[]) =>
      nodes.map((node) =>
        touchedOf(
          node,
          node.id === id ? { health: { node, verdict: 'failing', layer: 'adapter', others: [], unknown: [], text: '' } } : {},
        ),
      );
    expect(await ask({ touched: sick('c1') }, { step: 's1' })).toMatchObject({ verdict: 'go', remarks: [{ remark: 'exposed-at-start' }] });
    expect(await kinds(ask({ touched: sick('c2') }, { step: 's1' }))).toEqual(['health']);
    expect(await kinds(ask({ touched: sick('c1'), execution: done('s1', 's2') }, { step: 's3' }))).toContain('health');
  });

  it('sees a plan that is executed under the same NSX manager', async () => {
    const touched = (nodes: readonly GateNode[]) => nodes.map((node) => touchedOf(node, { nsxManager: 'busy' }));
    expect(await kinds(ask({ touched }))).toEqual(['other-plan-executing']);
  });

  it.each([
    ['requested', { status: 'requested' }, { standing: 'not-decidable', digest: null }, 'hold', 'not-computed', undefined],
    ['withdrawn', { status: 'withdrawn' }, { standing: 'not-decidable' }, 'void', 'not-followable', 'withdrawn'],
    ['out of reach', { result: { outcome: 'infeasible' } }, { standing: 'not-decidable' }, 'void', 'not-followable', 'infeasible'],
    ['reached', { result: { outcome: 'nothing-to-do' } }, { standing: 'not-decidable' }, 'void', 'not-followable', 'nothing-to-do'],
    ['made of assumed facts', { request: { hypothetical: {} } }, { standing: 'not-decidable' }, 'void', 'not-followable', 'hypothetical'],
    ['void', { status: 'void' }, { standing: 'void' }, 'void', 'void', undefined],
  ])('tells of a plan that is %s', async (_, view, standing, verdict, reason, because) => {
    expect(await ask({ view, standing })).toMatchObject({ verdict, reasons: [{ reason, ...(because ? { because } : {}) }] });
  });
});
