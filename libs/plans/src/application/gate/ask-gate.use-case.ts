import { type PlanSpec, type PlanStep, subjectsOf } from '@lockstep/documents';
import { MANAGER_API } from '@lockstep/fleet';
import { compareTexts } from '@lockstep/kernel';
import {
  decideGate,
  type FleetFacts,
  type GateFacts,
  type GateReason,
  type GateRemark,
  type GateVerdict,
  isTold,
  type PlanFacts,
  remarksOf,
  retryAfter,
  type SoakFacts,
  type StepFacts,
  type Told,
} from '../../domain/gate/index.js';
import { stepsMovedBefore } from '../../domain/execution/index.js';
import { hopsBlockedBy, isExecutable, renderFall } from '../../domain/index.js';
import { PremisesNotFollowed } from '../follow-premises.use-case.js';
import type { JudgeFreshness, PlanStanding } from '../judge-freshness.use-case.js';
import { subjectsToStart } from './kept-schedules.js';
import { nodesOf, ReadSoaks, type SoakPolicy, type StepOfPlan } from './read-soaks.js';
import type { PlanView } from '../plan-view.js';
import type { ReadPlans } from '../read-plans.use-case.js';
import type {
  GateApprovals,
  GateChanges,
  GateExecution,
  GateExecutions,
  GateFleet,
  GateFreezes,
  GateSchedules,
  TouchedNode,
} from './gate-sources.port.js';

export interface GateSources {
  readonly freshness: Pick<JudgeFreshness, 'execute'>;
  readonly plans: Pick<ReadPlans, 'find' | 'findDocument' | 'getMatrix'>;
  readonly approvals: GateApprovals;
  readonly changes: GateChanges;
  readonly freezes: GateFreezes;
  readonly executions: GateExecutions;
  readonly fleet: GateFleet;
  readonly schedules: GateSchedules;
}

export interface GateQuestion {
  readonly plan: string;
  /** Absent: the next one in the order of the plan. */
  readonly step?: string;
  /** Of the step, those that are to start; absent: all of them, which holds while any of them runs. */
  readonly subjects?: readonly string[];
  readonly acknowledgeNoReturn?: boolean;
}

export type GateOutcome =
  | {
      readonly outcome: 'answered';
      readonly plan: string;
      /** What a go is for. Null: the plan has no result. */
      readonly digest: string | null;
      /** The step that was judged; null: none is left, or the plan has none. */
      readonly step: string | null;
      readonly verdict: GateVerdict;
      readonly reasons: readonly GateReason[];
      readonly remarks: readonly GateRemark[];
      /** Of the subjects that were asked about those that the schedule lets start now, all at once; null: none is kept, or nobody asked it. */
      readonly mayStart: readonly string[] | null;
      /** Seconds; null: there is nothing to wait for. */
      readonly retryAfter: number | null;
    }
  | { readonly outcome: 'no-such-plan' }
  | { readonly outcome: 'no-such-step'; readonly step: string }
  | { readonly outcome: 'no-such-subject'; readonly step: string; readonly subject: string };

/** May this step start now? Gathers the facts; {@link decideGate} judges them. Writes nothing but what the record had not been followed up to yet. */
export class AskGate {
  private readonly soaks: ReadSoaks;

  /** @param now RFC 3339 */
  constructor(
    private readonly sources: GateSources,
    soak: SoakPolicy,
    private readonly now: () => string,
  ) {
    this.soaks = new ReadSoaks(sources.fleet, soak);
  }

  async execute(question: GateQuestion): Promise<GateOutcome> {
    const { freshness, plans, approvals, executions } = this.sources;
    const standing = await freshness.execute(question.plan).catch(orNotKnown);
    const view = standing && (await plans.find(question.plan));
    if (!view) return { outcome: 'no-such-plan' };
    if ('why' in standing)
      return answer(
        { plan: view.id, digest: view.result?.digest ?? null, step: question.step ?? null },
        { ...UNASKED, at: this.now(), plan: standing, step: null },
      );
    const facts = { ...UNASKED, at: this.now(), plan: planFacts(standing, view), step: null };
    const spec = (await plans.findDocument(view))?.spec;
    if (question.step !== undefined && spec && !spec.steps.some(({ id }) => id === question.step))
      return { outcome: 'no-such-step', step: question.step };
    const about = { plan: question.plan, digest: standing.digest };
    if (!spec || facts.plan.standing !== 'stands') return answer({ ...about, step: question.step ?? null }, facts);
    const execution = await executions.find(question.plan);
    const approval = await approvals.find(question.plan);
    const { domain: nsxManager, requestedBy } = view.request;
    const change = await this.sources.changes.find({ id: question.plan, digest: facts.plan.digest, nsxManager, requestedBy });
    const step = chooseStep(spec, question.step, execution);
    const known = { ...facts, approval, change, execution: isTold(execution) ? { ...execution, otherPlan: null } : execution };
    if (!step) return answer({ ...about, step: null }, known);
    const its = new Set(subjectsOf(spec, step));
    const stranger = question.subjects?.find((id) => !its.has(id));
    if (stranger !== undefined) return { outcome: 'no-such-subject', step: step.id, subject: stranger };
    const { matrix } = await plans.getMatrix(view);
    const asked = { question, spec, matrix, step, execution };
    const found = await this.stepFacts(asked, facts.at);
    // What has begun had soaked by its first start.
    const inherited = isTold(execution) && execution.state === 'not-started' ? await this.soaksOfDomain(question.plan) : [];
    const soaks = found.soaks && isTold(found.soaks) && isTold(inherited) ? [...found.soaks, ...inherited] : inherited;
    const stepFacts = { ...found, soaks: found.soaks && !isTold(found.soaks) ? found.soaks : soaks };
    return answer({ ...about, step: step.id }, { ...known, ...stepFacts }, await this.unseenConsumers(asked));
  }

  /**
   * What was moved in the domain before this plan began has to soak, whichever plan moved it and however its execution ended: replaced, abandoned or finished.
   * A step whose followers were started had soaked by then.
   */
  private async soaksOfDomain(plan: string): Promise<GateFacts['soaks']> {
    const { plans, executions } = this.sources;
    const before = await executions.findBefore(plan);
    if (!isTold(before)) return before;
    const soaks: SoakFacts[] = [];
    for (const { plan: id, execution } of before) {
      const view = await plans.find(id);
      const spec = view && (await plans.findDocument(view))?.spec;
      if (!view || !spec) return { notKnown: `What plan ${id} has moved in the domain can not be read.` };
      const { matrix } = await plans.getMatrix(view);
      const isLast = (step: string) => !spec.steps.some(({ id: next, after }) => after.includes(step) && execution.progress.has(next));
      for (const step of spec.steps.filter((one) => isLast(one.id))) {
        const soak = await this.soaks.findLeft({ spec, matrix, step, execution });
        if (soak === null) continue;
        if (!isTold(soak)) return soak;
        soaks.push({ ...soak, step: `${step.id} of plan ${id}` });
      }
    }
    return soaks;
  }

  private async unseenConsumers({ spec, matrix, step }: StepOfPlan): Promise<Parameters<typeof remarksOf>[1]> {
    const unseen: Parameters<typeof remarksOf>[1][number][] = [];
    for (const hop of hopsBlockedBy(MANAGER_API, { ...spec, steps: [step] }, matrix))
      for (const nsxManager of hop.subjects)
        if (!(await this.sources.fleet.wasAskedForConsumers(nsxManager))) unseen.push({ nsxManager, hop });
    return unseen;
  }

  private async stepFacts({ question, spec, matrix, step, execution }: AskedStep, at: string): Promise<Partial<GateFacts>> {
    const { fleet, freezes, executions } = this.sources;
    const isRunning = isTold(execution) && execution.steps.get(step.id) === 'running';
    const { id, after, reversible } = step;
    const isAcknowledged = question.acknowledgeNoReturn === true || isRunning;
    const touched = await fleet.readTouched(nodesOf({ spec, step, matrix }));
    const managers = isTold(touched) ? [...new Set(touched.flatMap(({ nsxManager }) => nsxManager ?? []))] : [];
    return {
      step: {
        id,
        after,
        ...this.subjectFacts({ question, spec, step, execution }, touched),
        pointOfNoReturn: reversible ? 'none' : isAcknowledged ? 'acknowledged' : 'not-acknowledged',
      },
      ...(isTold(execution) ? { execution: { ...execution, otherPlan: await executions.findOther(question.plan, managers) } } : {}),
      fleet: isTold(touched) ? await this.fleetFacts({ spec, step }, touched, isRunning, question.subjects) : touched,
      freezes: isTold(touched) ? await freezes.listInForce(touched, at) : touched,
      schedule: isTold(execution)
        ? await this.turnOf({ question, spec, step, execution }, at)
        : { notKnown: 'It is not known who has begun.' },
      soaks: isTold(execution) ? await this.soaksBefore({ spec, matrix, step, execution }) : [],
    };
  }

  private turnOf(
    { question, spec, step, execution }: Pick<AskedStep, 'question' | 'spec' | 'step'> & { readonly execution: GateExecution },
    at: string,
  ): Promise<GateFacts['schedule']> {
    const times = { steps: execution.progress, skipped: execution.skipped };
    const subjects = subjectsToStart({ spec }, step, question.subjects, times);
    return this.sources.schedules.find({ plan: question.plan, step: step.id, subjects, times, at });
  }

  private subjectFacts(
    { question, spec, step, execution }: Pick<AskedStep, 'question' | 'spec' | 'step' | 'execution'>,
    touched: Told<readonly TouchedNode[]>,
  ): Pick<StepFacts, 'running' | 'gone' | 'over'> {
    if (!isTold(execution)) return { running: [], gone: [], over: [] };
    const isDone = execution.steps.get(step.id) === 'succeeded';
    const runs = execution.running.get(step.id) ?? [];
    const isRunning = (id: string) => runs.some(({ subject }) => subject === id);
    const isOver = (id: string) => ['succeeded', 'confirmed'].includes(execution.progress.get(step.id)?.get(id)?.state ?? '');
    const left = subjectsOf(spec, step).filter((id) => !execution.skipped.has(id) && !isOver(id) && !isRunning(id));
    const asked = new Set(question.subjects ?? left);
    const isThere = (id: string) => !isTold(touched) || touched.some(({ role, node }) => role === 'subject' && node.id === id);
    return {
      // A start that names nobody is one of all, and of what runs none but who has started it may say that again.
      running: question.subjects === undefined ? runs : runs.filter(({ subject }) => asked.has(subject)),
      over: isDone ? [] : (question.subjects ?? []).filter((id) => execution.skipped.has(id) || isOver(id)),
      gone: left.filter((id) => asked.has(id) && !isThere(id)),
    };
  }

  /** Of nodes that the running step itself rolls nothing is asked until they are through. */
  private async fleetFacts(
    { spec, step }: Pick<StepOfPlan, 'spec' | 'step'>,
    touched: readonly TouchedNode[],
    isRunning: boolean,
    asked: readonly string[] | undefined,
  ): Promise<FleetFacts> {
    const moved = new Set(step.moves.map(({ component }) => component));
    const isOurs = ({ role, rolling }: TouchedNode): boolean =>
      isRunning && role === 'subject' && rolling.some((component) => moved.has(component));
    const others = touched.filter((node) => !isOurs(node));
    const target = step.moves.find(({ component }) => component === step.component)?.to;
    const left = touched
      .filter(({ role, node, versions }) => role === 'subject' && (asked?.includes(node.id) ?? versions[step.component] !== target))
      .map(({ node }) => node.id);
    return {
      health: others.flatMap(({ role, health }) => (health && role !== 'above' ? [health] : [])),
      exposed: spec.exposures.flatMap(({ nodes, endedBy, alike = [] }) => (endedBy === step.id ? [...nodes, ...alike] : [])),
      rolling: others.flatMap(({ node, rolling }) => rolling.map((component) => ({ node, component }))),
      headroom:
        step.component === REPLACES_MACHINES && left.length > 0
          ? await this.sources.fleet.judgeHeadroom(left.toSorted(compareTexts))
          : null,
    };
  }

  private async soaksBefore({
    step: next,
    execution,
    ...plan
  }: StepOfPlan & { readonly execution: GateExecution }): Promise<GateFacts['soaks']> {
    const soaks: SoakFacts[] = [];
    const hasMovedNothing = ({ id }: PlanStep) => execution.steps.get(id) === 'succeeded' && !execution.progress.has(id);
    for (const step of stepsMovedBefore(plan.spec.steps, next.after, hasMovedNothing)) {
      const soak = await this.soaks.find({ ...plan, step, execution });
      if (soak === null) continue;
      if (!isTold(soak)) return soak;
      soaks.push(soak);
    }
    return soaks;
  }
}

interface AskedStep extends StepOfPlan {
  readonly question: GateQuestion;
  readonly execution: Told<GateExecution>;
}

/** Its hops replace the machines of a cluster one by one, and each new one needs an address before an old one goes. */
const REPLACES_MACHINES = 'vkr';

/** Of a plan with an end of its own to tell of nothing about steps is asked. */
const UNASKED = {
  approval: { notKnown: 'It was not asked.' },
  change: { notKnown: 'It was not asked.' },
  execution: { notKnown: 'It was not asked.' },
  fleet: { health: [], exposed: [], rolling: [], headroom: null },
  freezes: [],
  schedule: { standing: 'unscheduled' },
  soaks: [],
} as const;

function answer(
  about: { readonly plan: string; readonly digest: string | null; readonly step: string | null },
  facts: GateFacts,
  unseen: Parameters<typeof remarksOf>[1] = [],
): GateOutcome {
  const decision = decideGate(facts);
  return {
    outcome: 'answered',
    ...about,
    ...decision,
    remarks: remarksOf(facts, unseen),
    mayStart: isTold(facts.schedule) && facts.schedule.standing === 'kept' ? facts.schedule.mayStart : null,
    retryAfter: retryAfter(decision, facts.at),
  };
}

function orNotKnown(error: unknown): Extract<PlanFacts, { standing: 'not-known' }> {
  if (error instanceof PremisesNotFollowed) return { standing: 'not-known', why: error.message };
  throw error;
}

function planFacts({ standing, digest, fallen, evidence }: PlanStanding, view: PlanView): PlanFacts {
  if (view.status === 'requested') return { standing: 'requested' };
  if (standing === 'void') return { standing: 'void', digest: digest!, fallen: fallen.map(renderFall) };
  if (standing === 'stands' && digest !== null)
    return { standing: 'stands', digest, evidence: evidence ?? { age: 'unknown', oldest: null, maxAge: 0 } };
  if (view.status !== 'computed') return { standing: 'not-followable', because: view.status === 'void' ? 'superseded' : view.status };
  const outcome = view.result?.outcome;
  if (!isExecutable(view.request)) return { standing: 'not-followable', because: 'hypothetical' };
  return { standing: 'not-followable', because: outcome === 'nothing-to-do' ? outcome : 'infeasible' };
}

/** The asked one; else the first that nothing is before, then the first that is not done. */
function chooseStep({ steps }: PlanSpec, asked: string | undefined, execution: Told<GateExecution>): PlanStep | undefined {
  if (asked !== undefined) return steps.find(({ id }) => id === asked);
  const stateOf = (id: string) => (isTold(execution) ? (execution.steps.get(id) ?? 'waiting') : 'waiting');
  const left = steps.filter(({ id }) => stateOf(id) !== 'succeeded');
  const isNext = ({ id, after }: PlanStep): boolean => stateOf(id) !== 'running' && after.every((one) => stateOf(one) === 'succeeded');
  return left.find(isNext) ?? left[0];
}
