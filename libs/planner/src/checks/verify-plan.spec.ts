import { describe, expect, it } from 'vitest';
import type { PlanSpec, PlanStep } from '@lockstep/documents';
import { blockedHop, fleet, goal, hop, matrix, rejected, untested, validated } from '@lockstep/testing/builders';
import { type PlanningProblem, sealPlan, solveByEnumeration, writePlan } from '@lockstep/testing/oracle';
import { verifyPlan } from './index.js';

const ADAPTER = 'antrea-nsx-adapter';

/** Two clusters roll to the VKr whose adapter fits both NSX releases, then NSX moves. */
const problem = (changes: { goal?: object; hops?: object[]; statements?: object[]; takenAt?: string } = {}): PlanningProblem => ({
  matrix: matrix({
    releases: {
      nsx: ['4.2.0', '9.0.0'],
      vks: ['3.6.0', '3.7.0'],
      vkr: [
        { version: 'v1.33.1', endOfSupport: '2027-02-01', bundle: { [ADAPTER]: '1.3.0' } },
        { version: 'v1.34.1', endOfSupport: '2027-10-01', bundle: { [ADAPTER]: '1.4.0' } },
        { version: 'v1.35.0' },
      ],
      [ADAPTER]: ['1.3.0', '1.4.0'],
    },
    statements: changes.statements ?? [
      validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0', { id: 'old' }),
      validated(`${ADAPTER} 1.4.0`, 'nsx *', { id: 'new', evidence: 'operator' }),
    ],
    hops: changes.hops ?? [
      hop('nsx', '*', '*', { reversible: false }),
      hop('vks'),
      hop('vkr', '*', '*', { maxMinorStep: 1 }),
      hop(ADAPTER),
    ],
  }),
  fleet: fleet({
    nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
    supervisors: { sup: { vks: '3.6.0+v1.35' } },
    clusters: { c1: { vkr: 'v1.33.1' }, c2: { vkr: 'v1.33.1' } },
    takenAt: changes.takenAt,
  }),
  goal: goal({ targets: ['nsx =9.0.0', 'vkr >=v1.34'], ...changes.goal }),
});

function provenPlan(of: PlanningProblem = problem()): PlanSpec {
  const solution = solveByEnumeration(of);
  if (solution.outcome !== 'feasible') throw new Error('test; the problem must have a plan; found none');
  return writePlan(of, solution.walk, solution.latest).spec;
}

const messagesOf = (of: PlanningProblem, spec: PlanSpec): string[] => {
  const verification = verifyPlan({ ...of, plan: sealPlan(spec) });
  return verification.outcome === 'proven' ? [] : verification.refutations.map(({ message }) => message);
};

const withStep = (spec: PlanSpec, id: string, change: (step: PlanStep) => Partial<PlanStep>): PlanSpec => ({
  ...spec,
  steps: spec.steps.map((step) => (step.id === id ? { ...step, ...change(step) } : step)),
});

const swap = <T>([first, second, ...rest]: readonly T[]): T[] => [second!, first!, ...rest];

/** Sentence, what is done to the proven plan of `problem`, and the first refutation that must follow. */
const RULES: readonly [string, (spec: PlanSpec) => PlanSpec, string | RegExp][] = [
  [
    'was made from other documents',
    (spec) => ({ ...spec, inputs: { ...spec.inputs, goal: `sha256:${'0'.repeat(64)}` } }),
    /^plan test: digest of the goal; a plan is proved over the documents that it was made from; found sha256:0{64}, expected sha256:/,
  ],
  [
    'is no plan at all',
    (spec) => ({ ...spec, outcome: 'infeasible' }),
    'plan test: outcome infeasible; only a plan that reaches its goal can be proved; found none to replay',
  ],
  [
    'says that there is nothing to do',
    (spec) => ({ ...spec, outcome: 'nothing-to-do' }),
    'plan test: outcome nothing-to-do; it has no steps; found 3',
  ],
  ['is planned without a step', (spec) => ({ ...spec, steps: [] }), 'plan test: outcome planned; it has at least one step; found none'],
  [
    'gives two steps one id',
    (spec) => withStep(spec, 's2', () => ({ id: 's1' })),
    'plan test, step s1: step ids must be unique; found another step of this id',
  ],
  [
    'puts a step after a later one',
    (spec) => withStep(spec, 's1', () => ({ after: ['s3'] })),
    'plan test, step s1: `after` names earlier steps only; found "s3"',
  ],
  [
    'puts a step after itself',
    (spec) => withStep(spec, 's2', () => ({ after: ['s2'] })),
    'plan test, step s2: `after` names earlier steps only; found "s2"',
  ],
  [
    'lets steps of meeting nodes overlap',
    (spec) => withStep(spec, 's3', () => ({ after: ['s1'] })),
    'plan test, step s3: steps whose nodes meet are ordered by `after`; found nothing that puts it after step s2',
  ],
  [
    'hops a component that the matrix has not',
    (spec) => withStep(spec, 's1', () => ({ component: 'esx' })),
    'plan test, step s1: subject c2; a step hops a component of the matrix; found esx',
  ],
  [
    'names a subject that is not there',
    (spec) => withStep(spec, 's1', () => ({ subjects: ['c9'] })),
    'plan test, step s1: subject c9; subjects are nodes of scope cluster, the scope of vkr; the fleet has none of this id',
  ],
  [
    'names a subject of another scope',
    (spec) => withStep(spec, 's1', () => ({ subjects: ['sup'] })),
    'plan test, step s1: subject sup; subjects are nodes of scope cluster, the scope of vkr; the fleet has none of this id',
  ],
  [
    'names a subject twice',
    (spec) => withStep(spec, 's1', ({ subjects }) => ({ subjects: [...subjects, ...subjects] })),
    'plan test, step s1: subject c2; the subjects of a step are distinct; found it twice',
  ],
  [
    'starts from another version',
    (spec) => withStep(spec, 's3', () => ({ moves: [{ component: 'nsx', from: '4.1.0', to: '9.0.0' }] })),
    'plan test, step s3: moves of nsx-1; a step moves from the current version to the target, and what the target release bundles; found nsx 4.1.0 → 9.0.0, expected nsx 4.2.0 → 9.0.0',
  ],
  [
    'forgets what the bundle carries',
    (spec) => withStep(spec, 's1', ({ moves }) => ({ moves: moves.slice(0, 1) })),
    `plan test, step s1: moves of c2; a step moves from the current version to the target, and what the target release bundles; found vkr v1.33.1 → v1.34.1, expected vkr v1.33.1 → v1.34.1, ${ADAPTER} 1.3.0 → 1.4.0`,
  ],
  [
    'lists a carried move before the hop',
    (spec) => withStep(spec, 's1', ({ moves }) => ({ moves: swap(moves) })),
    `plan test, step s1: the first move is the hop of vkr; found ${ADAPTER}`,
  ],
  [
    'goes to a version that cannot be read',
    (spec) => withStep(spec, 's3', () => ({ moves: [{ component: 'nsx', from: '4.2.0', to: 'new' }] })),
    /^plan test, step s3: nsx → new; not a dotted version/,
  ],
  [
    'goes to a version that no release lists',
    (spec) => withStep(spec, 's3', () => ({ moves: [{ component: 'nsx', from: '4.2.0', to: '9.9.0' }] })),
    /^plan test, step s3: nsx 4\.2\.0 → 9\.9\.0 leads to a version that no release lists; at nsx-1; a hop must be allowed/,
  ],
  [
    'skips a minor',
    (spec) => withStep(spec, 's1', () => ({ moves: [{ component: 'vkr', from: 'v1.33.1', to: 'v1.35.0' }] })),
    'plan test, step s1: vkr v1.33.1 → v1.35.0 is covered by no supported hop rule; at c2; a hop must be allowed in the state before it (safety rule 3)',
  ],
  [
    'lets a premise out',
    (spec) => withStep(spec, 's3', ({ premises }) => ({ premises: premises.slice(1) })),
    `plan test, step s3: premise ${ADAPTER} 1.4.0 with nsx 4.2.0 (before); every pairing that can be observed around a step is a premise; found none, expected basis statement`,
  ],
  [
    'leans on a statement that covers something else',
    (spec) => withStep(spec, 's3', ({ premises }) => ({ premises: premises.map((premise) => ({ ...premise, statement: 'old' })) })),
    `plan test, step s3: premise ${ADAPTER} 1.4.0 with nsx 4.2.0 (before); its statement must cover both versions; found old`,
  ],
  [
    'leans on a statement that is not there',
    (spec) => withStep(spec, 's3', ({ premises }) => ({ premises: premises.map((premise) => ({ ...premise, statement: 'dream' })) })),
    `plan test, step s3: premise ${ADAPTER} 1.4.0 with nsx 4.2.0 (before); statements are named by their id in the matrix; found "dream"`,
  ],
  [
    'claims to inherit an exposure that it has not',
    (spec) =>
      withStep(spec, 's3', ({ premises }) => ({
        premises: premises.map((premise) => ({ ...premise, basis: 'start-exposure' as const, statement: null })),
      })),
    `plan test, step s3: premise ${ADAPTER} 1.4.0 with nsx 4.2.0 (before); its basis must be statement; found start-exposure`,
  ],
  [
    'lists a premise that nobody can observe',
    (spec) => withStep(spec, 's3', ({ premises }) => ({ premises: [...premises, { ...premises[0]!, versions: ['1.3.0', '9.0.0'] }] })),
    `plan test, step s3: premise ${ADAPTER} 1.3.0 with nsx 9.0.0 (before); a premise is about versions that meet around the step; found none that do`,
  ],
  [
    'hides a point of no return',
    (spec) => withStep(spec, 's3', () => ({ reversible: true })),
    'plan test, step s3: nsx 4.2.0 → 9.0.0; `reversible` follows the hop rules; found true, expected false',
  ],
  [
    'misses a target',
    (spec) => ({ ...spec, steps: spec.steps.slice(0, 2) }),
    'plan test, final state: nsx at nsx-1; target 0 wants =9.0.0; found 4.2.0',
  ],
  [
    'decides a target that is not `latest`',
    (spec) => ({ ...spec, latest: [{ target: 0, nsxManager: 'nsx-1', version: '9.0.0' }] }),
    'plan test: latest of target 0 under nsx-1; a decision is about a `latest` target of the goal; found =9.0.0',
  ],
  [
    'invents an exposure',
    (spec) => ({
      ...spec,
      exposures: [{ between: [ADAPTER, 'nsx'], nodes: ['c1', 'nsx-1'], versions: ['1.3.0', '4.2.0'], verdict: 'unknown', endedBy: 's1' }],
    }),
    `plan test: exposure of ${ADAPTER} at c1 with nsx at nsx-1; it must be outside its window at the start, or transitional from start to end; found validated at the start`,
  ],
  [
    'invents a pairing',
    (spec) => ({
      ...spec,
      exposures: [{ between: ['nsx', 'vks'], nodes: ['nsx-1', 'sup'], versions: ['4.2.0', '3.6.0'], verdict: 'unknown', endedBy: null }],
    }),
    'plan test: exposure of nsx at nsx-1 with vks at sup; an exposure is of two instances that meet under an enforced relation; found none',
  ],
  [
    'understates its objective',
    (spec) => ({ ...spec, objective: { ...spec.objective, clusterRollouts: 1 } }),
    'plan test: objective; it counts the hops of the steps; found 1 shared hops, 1 cluster rollouts, 0 addon hops, expected 1 shared hops, 2 cluster rollouts, 0 addon hops',
  ],
  [
    'overstates its evidence',
    (spec) => ({ ...spec, evidenceFloor: 'vendor' }),
    'plan test: evidenceFloor; it is the weakest evidence that a premise leans on; found vendor, expected operator',
  ],
  [
    'hides its weakest statement',
    (spec) => ({ ...spec, weakest: ['old'] }),
    'plan test: weakest; it lists the statements of the weakest evidence in text order; found old, expected new',
  ],
  [
    'names a waiver that it does not lean on',
    (spec) => ({ ...spec, waived: ['new'] }),
    'plan test: waived; it lists the statements that pass thanks to a waiver alone in text order; found new, expected none',
  ],
];

describe('verifyPlan', () => {
  it('proves a plan that says the truth', () => {
    expect(messagesOf(problem(), provenPlan())).toEqual([]);
  });

  for (const [what, change, message] of RULES)
    it(`refutes a plan that ${what}`, () => {
      const [first] = messagesOf(problem(), change(provenPlan()));
      if (typeof message === 'string') expect(first).toBe(message);
      else expect(first).toMatch(message);
    });

  it('refutes a plan whose digest is that of another spec', () => {
    const plan = sealPlan(provenPlan());
    const spec = { ...plan.spec, optimal: false, lowerBound: plan.spec.objective };
    const verification = verifyPlan({ ...problem(), plan: { ...plan, spec } });
    expect(verification).toMatchObject({ outcome: 'refuted', refutations: [{ kind: 'input', document: 'plan' }] });
  });

  it('refutes a step that leaves the window, and names step, pairing, versions, rule and statement', () => {
    const of = problem({
      statements: [
        validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0'),
        validated(`${ADAPTER} 1.4.0`, 'nsx *'),
        rejected(`${ADAPTER} 1.3.0`, 'nsx 9.0.0', { id: 'kb-1' }),
      ],
    });
    const { steps, ...rest } = provenPlan(of);
    expect(messagesOf(of, { ...rest, steps: [{ ...steps[2]!, after: [] }] })).toEqual([
      `plan test, step s3: ${ADAPTER} 1.3.0 at c1 (and 1 alike) with nsx 9.0.0 at nsx-1 is outside its window after the step; a pairing must be inside its window before and after a step that moves one side (safety rule 1); found rejected (statement kb-1)`,
    ]);
  });

  it('stops at the first failing step', () => {
    const broken = withStep(
      withStep(provenPlan(), 's1', () => ({ reversible: false })),
      's3',
      () => ({ reversible: true }),
    );
    expect(messagesOf(problem(), broken)).toEqual([
      'plan test, step s1: vkr v1.33.1 → v1.34.1; `reversible` follows the hop rules; found false, expected true',
    ]);
  });

  it('refutes moves of what the goal holds, be it only carried along', () => {
    const held = problem({ goal: { hold: [{ component: ADAPTER, select: { ids: ['c1'] } }] } });
    const spec = { ...provenPlan(), inputs: { ...provenPlan().inputs, goal: writePlan(held, []).spec.inputs.goal } };
    expect(messagesOf(held, spec)).toEqual([`plan test, step s2: ${ADAPTER} at c1; the goal holds it; found a move`]);
  });

  it('refutes a hop that is blocked in the state before it', () => {
    const when = [{ component: 'nsx', range: '<9' }];
    const of = problem({
      hops: [hop('nsx', '*', '*', { reversible: false }), hop('vkr'), blockedHop('vkr', '*', '>=1.34', { id: 'kb-2', note: 'KB 2', when })],
    });
    expect(messagesOf(of, { ...provenPlan(), inputs: writePlan(of, []).spec.inputs })).toEqual([
      'plan test, step s1: vkr v1.33.1 → v1.34.1 is blocked (hop rule kb-2: KB 2); at c2; a hop must be allowed in the state before it (safety rule 3)',
    ]);
  });

  it('refutes a final state that is out of support', () => {
    const of = problem({ goal: { supportedUntil: '2028-01-01' } });
    expect(messagesOf(of, { ...provenPlan(), inputs: writePlan(of, []).spec.inputs })).toEqual([
      'plan test, final state: vkr v1.34.1 at c1; must be supported until 2028-01-01; found end of support 2027-10-01',
      'plan test, final state: vkr v1.34.1 at c2; must be supported until 2028-01-01; found end of support 2027-10-01',
    ]);
  });

  it('takes any statement that proves a pairing, but none that has expired or is too weak', () => {
    const statements = (id: string, extras: object) => [
      validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0'),
      validated(`${ADAPTER} 1.4.0`, 'nsx *', { id: 'new' }),
      validated(`${ADAPTER} *`, 'nsx *', { id, ...extras }),
    ];
    const leaningOn = (id: string, of: PlanningProblem) =>
      messagesOf(
        of,
        withStep(provenPlan(of), 's2', ({ premises }) => ({
          premises: premises.map((premise) => (premise.phase === 'after' ? { ...premise, statement: id } : premise)),
        })),
      );
    expect(leaningOn('other', problem({ statements: statements('other', {}) }))).toEqual([]);
    expect(leaningOn('old', problem({ statements: statements('old', { expires: '2026-11-19' }) }))[0]).toContain(
      'a statement must be strong enough for the policy and not expired; found old (vendor, expires 2026-11-19)',
    );
    expect(leaningOn('weak', problem({ statements: statements('weak', { evidence: 'assumed' }) }))[0]).toContain(
      'found weak (assumed, expires never)',
    );
  });

  it('does not take a statement of an untested pairing unless the policy does', () => {
    const statements = [validated(`${ADAPTER} *`, 'nsx *', { id: 'tested' }), untested(`${ADAPTER} *`, 'nsx *', { id: 'bare' })];
    const leaning = (acceptUntested: boolean) => {
      const of = problem({ statements, goal: { policy: { acceptUntested } } });
      return messagesOf(
        of,
        withStep(provenPlan(of), 's1', ({ premises }) => ({ premises: premises.map((premise) => ({ ...premise, statement: 'bare' })) })),
      );
    };
    expect(leaning(true)).toEqual([
      'plan test: weakest; it lists the statements of the weakest evidence in text order; found tested, expected bare, tested',
    ]);
    expect(leaning(false)[0]).toContain('its statement must put the pairing inside its window; found bare (untested)');
  });

  it('takes a waived statement on its last day, if the plan says so, and not on the day after', () => {
    const statements = [
      validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0', { id: 'old' }),
      untested(`${ADAPTER} 1.4.0`, 'nsx *', { id: 'soaked', evidence: 'assumed' }),
    ];
    const waivers = [{ statement: 'soaked', reason: 'soak test ran clean', by: 'change board', expires: '2026-11-20' }];
    const on = (takenAt: string) => problem({ statements, goal: { policy: { waivers } }, takenAt });
    const [lastDay, dayAfter] = [on('2026-11-20T23:00:00Z'), on('2026-11-21T01:00:00Z')];
    const spec = provenPlan(lastDay);
    expect(spec).toMatchObject({ evidenceFloor: 'assumed', weakest: ['soaked'], waived: ['soaked'] });
    expect(messagesOf(lastDay, spec)).toEqual([]);
    expect(messagesOf(lastDay, { ...spec, waived: [] })).toEqual([
      'plan test: waived; it lists the statements that pass thanks to a waiver alone in text order; found none, expected soaked',
    ]);
    expect(solveByEnumeration(dayAfter).outcome).toBe('infeasible');
    expect(messagesOf(dayAfter, { ...spec, inputs: writePlan(dayAfter, []).spec.inputs })[0]).toContain('is outside its window');
  });

  it('reads another spelling of a version as the same release', () => {
    const of = problem({ goal: { targets: ['vks =3.7.0'] } });
    const spelled = withStep(provenPlan(of), 's1', () => ({ moves: [{ component: 'vks', from: '3.6.0+1.35', to: '3.7.0+v1.35' }] }));
    expect(messagesOf(of, spelled)).toEqual([]);
  });

  it('reads a premise and an exposure with either component first', () => {
    const of = problem({
      statements: [validated(`${ADAPTER} 1.4.0`, 'nsx *', { id: 'new' })],
    });
    const spec = provenPlan(of);
    const turn = <T extends { between: [string, string]; versions: [string, string] }>(entry: T): T => ({
      ...entry,
      between: swap(entry.between),
      versions: swap(entry.versions),
    });
    const turned: PlanSpec = {
      ...spec,
      steps: spec.steps.map((step) => ({ ...step, premises: step.premises.map(turn) })),
      exposures: spec.exposures.map((exposure) => ({ ...turn(exposure), nodes: swap(exposure.nodes) as [string, string] })),
    };
    expect(spec.exposures.length).toBeGreaterThan(0);
    expect(messagesOf(of, turned)).toEqual([]);
    const halfTurned = withStep(spec, 's1', ({ premises }) => ({
      premises: premises.map((premise) => ({ ...turn(premise), versions: premise.versions })),
    }));
    expect(messagesOf(of, halfTurned)[0]).toContain('a premise is about versions that meet around the step');
  });
});
