import { type PlanSpec, type PlanStep, subjectsOf } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import {
  decideGate,
  type FleetFacts,
  type GateFacts,
  type GateNode,
  type GateReason,
  type GateVerdict,
  isTold,
  type PlanFacts,
  retryAfter,
  type SoakFacts,
  type Told,
} from '../../domain/gate/index.js';
import { isExecutable, renderFall } from '../../domain/index.js';
import type { JudgeFreshness, PlanStanding } from '../judge-freshness.use-case.js';
import type { PlanView } from '../plan-view.js';
import type { ReadPlans } from '../read-plans.use-case.js';
import type {
  GateApprovals,
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
  readonly freezes: GateFreezes;
  readonly executions: GateExecutions;
  readonly fleet: GateFleet;
  readonly schedules: GateSchedules;
}

/** How long a gate watches after a step that moves what only shows its faults under load. */
export interface SoakPolicy {
  readonly minutes: number;
  /** Healthy looks that each source has to have at each touched cluster, spread over the soak. */
  readonly looks: number;
}

export interface GateQuestion {
  readonly plan: string;
  /** Absent: the next one in the order of the plan. */
  readonly step?: string;
  /** Of the step, those that are to start; absent: all of them. */
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
      /** Seconds; null: there is nothing to wait for. */
      readonly retryAfter: number | null;
    }
  | { readonly outcome: 'no-such-plan' }
  | { readonly outcome: 'no-such-step'; readonly step: string }
  | { readonly outcome: 'no-such-subject'; readonly step: string; readonly subject: string };

/** May this step start now? Gathers the facts; {@link decideGate} judges them. Writes nothing but what the record had not been followed up to yet. */
export class AskGate {
  /** @param now RFC 3339 */
  constructor(
    private readonly sources: GateSources,
    private readonly soak: SoakPolicy,
    private readonly now: () => string,
  ) {}

  async execute(question: GateQuestion): Promise<GateOutcome> {
    const { freshness, plans, approvals, executions } = this.sources;
    const standing = await freshness.execute(question.plan);
    const view = standing && (await plans.find(question.plan));
    if (!view) return { outcome: 'no-such-plan' };
    const facts = { ...UNASKED, at: this.now(), plan: planFacts(standing, view), step: null };
    const spec = (await plans.findDocument(view))?.spec;
    if (question.step !== undefined && spec && !spec.steps.some(({ id }) => id === question.step))
      return { outcome: 'no-such-step', step: question.step };
    const about = { plan: question.plan, digest: standing.digest };
    if (!spec || facts.plan.standing !== 'stands') return answer({ ...about, step: question.step ?? null }, facts);
    const execution = await executions.find(question.plan);
    const approval = await approvals.find(question.plan);
    const step = chooseStep(spec, question.step, execution);
    const known = { ...facts, approval, execution: isTold(execution) ? { ...execution, otherPlan: null } : execution };
    if (!step) return answer({ ...about, step: null }, known);
    const stranger = question.subjects?.find((id) => !subjectsOf(spec, step).includes(id));
    if (stranger !== undefined) return { outcome: 'no-such-subject', step: step.id, subject: stranger };
    const { matrix } = await plans.getMatrix(view);
    return answer(
      { ...about, step: step.id },
      { ...known, ...(await this.stepFacts({ question, spec, matrix, step, execution }, facts.at)) },
    );
  }

  private async stepFacts({ question, spec, matrix, step, execution }: AskedStep, at: string): Promise<Partial<GateFacts>> {
    const { fleet, freezes, executions, schedules } = this.sources;
    const isRunning = isTold(execution) && execution.steps.get(step.id) === 'running';
    const { id, after, reversible } = step;
    const isAcknowledged = question.acknowledgeNoReturn === true || isRunning;
    const touched = await fleet.readTouched(nodesOf(spec, step, matrix));
    const managers = isTold(touched) ? [...new Set(touched.flatMap(({ nsxManager }) => nsxManager ?? []))] : [];
    return {
      step: { id, after, pointOfNoReturn: reversible ? 'none' : isAcknowledged ? 'acknowledged' : 'not-acknowledged' },
      ...(isTold(execution) ? { execution: { ...execution, otherPlan: await executions.findOther(question.plan, managers) } } : {}),
      fleet: isTold(touched) ? await this.fleetFacts(step, touched, isRunning, question.subjects) : touched,
      freezes: isTold(touched) ? await freezes.listInForce(touched, at) : touched,
      schedule: await schedules.find(question.plan, id, at),
      soaks: isTold(execution) ? await this.soaks({ spec, matrix, step, execution }) : [],
    };
  }

  /** Of nodes that the running step itself rolls nothing is asked until they are through. */
  private async fleetFacts(
    step: PlanStep,
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
      rolling: others.flatMap(({ node, rolling }) => rolling.map((component) => ({ node, component }))),
      headroom:
        step.component === REPLACES_MACHINES && left.length > 0
          ? await this.sources.fleet.judgeHeadroom(left.toSorted(compareTexts))
          : null,
    };
  }

  private async soaks({
    spec,
    matrix,
    step: next,
    execution,
  }: StepOfPlan & { readonly execution: GateExecution }): Promise<GateFacts['soaks']> {
    const soaks: SoakFacts[] = [];
    for (const step of spec.steps.filter(({ id }) => next.after.includes(id))) {
      const since = execution.confirmedAt.get(step.id);
      // Not seen done yet: that holds by itself, and the soak has not begun.
      if (since === undefined || !step.moves.some(({ component }) => SOAKED.includes(component))) continue;
      const touched = await this.sources.fleet.readTouched(nodesOf(spec, step, matrix));
      if (!isTold(touched)) return touched;
      const clusters = touched.filter(({ role, node }) => role !== 'above' && node.kind === 'cluster').map(({ node }) => node.id);
      const looks = await this.sources.fleet.readLooks(clusters, since);
      if (!isTold(looks)) return looks;
      const reports = (execution.loads.get(step.id) ?? []).filter(({ at }) => Date.parse(at) >= Date.parse(since));
      const load = reports.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null;
      soaks.push({ step: step.id, since, minutes: this.soak.minutes, needed: this.soak.looks, looks, load });
    }
    return soaks;
  }
}

interface StepOfPlan {
  readonly spec: PlanSpec;
  readonly matrix: Matrix;
  readonly step: PlanStep;
}

interface AskedStep extends StepOfPlan {
  readonly question: GateQuestion;
  readonly execution: Told<GateExecution>;
}

/** What a mismatch of shows under load only. */
const SOAKED: readonly string[] = ['nsx', 'antrea-nsx-adapter'];
/** Its hops replace the machines of a cluster one by one, and each new one needs an address before an old one goes. */
const REPLACES_MACHINES = 'vkr';

const KINDS = { nsxManager: 'nsx-manager', vcenter: 'vcenter', supervisor: 'supervisor', cluster: 'cluster' } as const;

/** Of a plan with an end of its own to tell of nothing about steps is asked. */
const UNASKED = {
  approval: { notKnown: 'It was not asked.' },
  execution: { notKnown: 'It was not asked.' },
  fleet: { health: [], rolling: [], headroom: null },
  freezes: [],
  schedule: { window: 'unscheduled' },
  soaks: [],
} as const;

function answer(
  about: { readonly plan: string; readonly digest: string | null; readonly step: string | null },
  facts: GateFacts,
): GateOutcome {
  const decision = decideGate(facts);
  return { outcome: 'answered', ...about, ...decision, retryAfter: retryAfter(decision, facts.at) };
}

const nodesOf = (spec: PlanSpec, step: PlanStep, matrix: Matrix): GateNode[] =>
  subjectsOf(spec, step).map((id) => ({ kind: KINDS[matrix.components.get(step.component)?.scope ?? 'cluster'], id }));

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
