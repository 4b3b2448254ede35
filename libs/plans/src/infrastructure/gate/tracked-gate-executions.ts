import type { CompareExecutions } from '../../application/execution/compare-executions.use-case.js';
import type { ExecutionView, StepView } from '../../application/execution/execution-view.js';
import type { ReadExecution } from '../../application/execution/read-execution.use-case.js';
import type { GateExecution, GateExecutions, OtherExecution } from '../../application/gate/gate-sources.port.js';
import { type LoadReport, STEP_STATES, type StepState, type Told } from '../../domain/gate/index.js';
import type { ExecutionTimes } from '../../domain/subject-times.js';

/** How the execution of a plan stands, after it was compared with the fleet as it is now. */
export class TrackedGateExecutions implements GateExecutions {
  constructor(
    private readonly compare: Pick<CompareExecutions, 'execute'>,
    private readonly executions: Pick<ReadExecution, 'find' | 'findHolder' | 'findLast' | 'findPlan' | 'findTimes'>,
  ) {}

  async find(plan: string): Promise<GateExecution> {
    await this.compare.execute(plan);
    const view = await this.executions.find(plan);
    return view ? factsOf(view, await this.executions.findTimes(plan)) : NOT_BEGUN;
  }

  async findBefore(plan: string): Promise<Told<readonly OtherExecution[]>> {
    const found = await this.executions.findPlan(plan);
    if (found.outcome !== 'found') return { notKnown: 'The domains of the plan can not be read.' };
    const before = new Set<string>();
    for (const domain of found.planned.outline.domains) {
      const last = await this.executions.findLast(domain, plan);
      if (last !== null) before.add(last);
    }
    const all: OtherExecution[] = [];
    for (const other of before) all.push({ plan: other, execution: await this.find(other) });
    return all;
  }

  async findOther(plan: string, nsxManagers: readonly string[]): Promise<string | null> {
    for (const nsxManager of nsxManagers) {
      const holder = await this.executions.findHolder(nsxManager);
      if (holder !== null && holder !== plan) return holder;
    }
    return null;
  }
}

const NOT_BEGUN: GateExecution = {
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

const EXECUTING = { executing: 'running', paused: 'running', finished: 'finished', abandoned: 'abandoned', replaced: 'replaced' } as const;

function factsOf({ status, steps, pauses, policy, drift }: ExecutionView, times: ExecutionTimes): GateExecution {
  const { failures: limit } = policy;
  const person = pauses.find(({ cause }) => cause === 'person');
  const failuresOf = (wanted: string | null) => steps.find(({ step }) => step === wanted)?.failures ?? 0;
  const confirmed = steps.filter(({ state }) => state === 'confirmed');
  return {
    state: EXECUTING[status],
    steps: new Map(steps.map(({ step, state }) => [step, stateOf(state)])),
    unseen: new Map(steps.flatMap(({ step, awaiting }) => (awaiting.length > 0 ? [[step, awaiting.length] as const] : []))),
    paused: person ? { by: person.by, reason: person.reason } : null,
    thresholds: pauses
      .filter(({ cause }) => cause === 'failures')
      .map(({ step }) => ({
        step: step ?? '',
        failed: failuresOf(step),
        allowed: 'count' in limit ? `${limit.count}` : `${limit.percentage} %`,
      })),
    drift: drift.map(({ node, component, observed, predicted }) => ({
      node,
      component,
      observed: observed.join(' and ') || 'nothing',
      predicted: predicted.join(' or ') || 'nothing',
    })),
    // A step of which nothing was started has moved nothing that could soak; one that began and has no moment has begun no soak that could end.
    confirmedAt: new Map(
      confirmed.flatMap(({ step, startedAt, confirmedAt }) => (startedAt === null ? [] : [[step, confirmedAt ?? 'never'] as const])),
    ),
    running: new Map(steps.map(({ step, starts }) => [step, starts])),
    loads: new Map(steps.map((step) => [step.step, loadsOf(step)])),
    progress: times.steps,
    skipped: times.skipped,
  };
}

/** A state that this gate does not know is none that lets anything start. */
const stateOf = (state: StepView['state']): StepState =>
  state === 'confirmed' ? 'succeeded' : (STEP_STATES.find((known) => known === state) ?? 'running');

/** Evidence of kind `load`: how many flows were watched, and how many of them were dropped. What was told in another shape is none. */
const loadsOf = ({ evidence }: StepView) =>
  evidence.flatMap(({ id, at, evidence: { kind, flows, dropped, from, to, corrects } }): LoadReport[] =>
    kind === 'load' && isCount(flows) && isCount(dropped)
      ? [{ id, at, from: textOr(from), to: textOr(to), flows, dropped, corrects: textOr(corrects) }]
      : [],
  );

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;
