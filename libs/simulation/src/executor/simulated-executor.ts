import { type PlanSpec, type PlanStep, subjectsOf, type UpgradePlan } from '@lockstep/documents';
import { KIND_OF } from '../world/roll.js';
import type { World } from '../world/world.js';
import { hopOfStep, nodesRolling } from './hop-of-step.js';
import { askOf, type Service } from './service.port.js';

export interface PlanToExecute {
  readonly id: string;
  readonly digest: string;
  readonly spec: PlanSpec;
}

/**
 * - `asking`: the gate is asked for these subjects
 * - `started`: their start is on record, and nothing has moved
 * - `rolling`: about half of their nodes have rolled, and a scan has seen it
 * - `rolled`: all of them have, and nobody knows
 * - `reported`: their success is on record, and no scan has seen it
 * - `confirmed`: a scan has
 */
export type Moment = 'asking' | 'started' | 'rolling' | 'rolled' | 'reported' | 'confirmed';

export interface ExecutorOptions {
  readonly world: World;
  /** With a token of the role `operator`. */
  readonly service: Service;
  /** Resolves when the service has seen the world as it is now. */
  readonly observe: () => Promise<void>;
  /** Awaited at each moment: who looks on, or makes trouble. */
  readonly onMoment?: (moment: Moment, step: PlanStep, subjects: readonly string[]) => Promise<void> | void;
}

export interface HoldReason {
  readonly reason: string;
  readonly detail: string;
  readonly [member: string]: unknown;
}

export type ExecutorOutcome =
  | { readonly outcome: 'done' }
  /** The gate does not let it start, and nothing that an executor does would change that. */
  | {
      readonly outcome: 'held';
      readonly step: string;
      readonly subject: string;
      readonly verdict: 'hold' | 'void';
      readonly reasons: readonly HoldReason[];
    }
  /** A report was not taken. `code` is that of the problem. */
  | { readonly outcome: 'refused'; readonly step: string; readonly code: string; readonly detail: string };

interface GateAnswer {
  readonly verdict: 'go' | 'hold' | 'void';
  readonly reasons: readonly HoldReason[];
}

interface ExecutionAnswer {
  readonly status: string;
  readonly steps: readonly StepAnswer[];
}

interface StepAnswer {
  readonly step: string;
  readonly state: string;
  readonly evidence: readonly object[];
}

interface AttemptPage {
  readonly items: readonly { readonly step: string; readonly subject: string; readonly outcome: string }[];
  readonly page: { readonly next: string | null };
}

/** Of these nothing is left to report. */
const ENDED: ReadonlySet<string> = new Set(['succeeded', 'skipped']);
/** Of these one is measured under load after a step that moved it. */
const MEASURED = ['nsx', 'antrea', 'antrea-nsx-adapter'];
const NOT_FOUND = 404;
const CONFLICT = 409;

/**
 * Carries a plan out in a world as a pipeline would outside: it asks the gate for each subject of each step, reports the start before it touches anything,
 * rolls node by node, reports the end, and lets scans see what came of it. It can be started again at any moment: it goes on from what is on record.
 */
export class SimulatedExecutor {
  constructor(private readonly options: ExecutorOptions) {}

  /** Reads the plan, and takes every step that is not done, in their order. */
  async execute(plan: string): Promise<ExecutorOutcome> {
    const { body } = await askOf<{ digest: string; plan: UpgradePlan }>(this.options.service, { method: 'GET', path: `/v1/plans/${plan}` });
    const { spec } = body.plan;
    const told = await this.stepsTold(plan);
    const toExecute = { id: plan, digest: body.digest, spec };
    for (const step of spec.steps) {
      const before = told.get(step.id);
      const taken = before?.state === 'confirmed' ? await this.soak(toExecute, step, before) : await this.take(toExecute, step);
      if (taken.outcome !== 'done') return taken;
    }
    return { outcome: 'done' };
  }

  /** One step, from the question to the observation of its end. */
  async take(plan: PlanToExecute, step: PlanStep): Promise<ExecutorOutcome> {
    const told = await this.outcomes(plan.id, step.id);
    const subjects = subjectsOf(plan.spec, step).filter((subject) => !ENDED.has(told.get(subject) ?? 'waiting'));
    for (const subject of subjects.filter((one) => told.get(one) !== 'running')) {
      const begun = await this.begin(plan, step, subject);
      if (begun.outcome !== 'done') return begun;
    }
    await this.tell('started', step, subjects);
    for (const subject of subjects) this.start(plan, step, subject);
    await this.roll(step, subjects);
    await this.tell('rolled', step, subjects);
    if (subjects.length > 0) {
      const ended = await this.report(plan, { phase: 'succeed', step: step.id, subjects });
      if (ended.outcome !== 'done') return ended;
    }
    await this.tell('reported', step, subjects);
    await this.options.observe();
    await this.tell('confirmed', step, subjects);
    return this.soak(plan, step);
  }

  private async stepsTold(plan: string): Promise<ReadonlyMap<string, StepAnswer>> {
    const { status, body } = await this.options.service.ask({ method: 'GET', path: `/v1/plans/${plan}/execution` });
    if (status === NOT_FOUND) return new Map();
    return new Map((body as ExecutionAnswer).steps.map((step) => [step.step, step]));
  }

  /** By subject how its last attempt at a step came out, as executors before this one have reported. */
  private async outcomes(plan: string, step: string): Promise<ReadonlyMap<string, string>> {
    const outcomes = new Map<string, string>();
    for (let path: string | null = `/v1/plans/${plan}/attempts?limit=500`; path !== null;) {
      const { items, page }: AttemptPage = (await askOf<AttemptPage>(this.options.service, { method: 'GET', path })).body;
      for (const attempt of items) if (attempt.step === step) outcomes.set(attempt.subject, attempt.outcome);
      path = page.next === null ? null : `/v1/plans/${plan}/attempts?limit=500&cursor=${page.next}`;
    }
    return outcomes;
  }

  private async begin(plan: PlanToExecute, step: PlanStep, subject: string): Promise<ExecutorOutcome> {
    await this.tell('asking', step, [subject]);
    const query = new URLSearchParams({ step: step.id, subject, acknowledgeNoReturn: 'true' });
    const { body } = await askOf<GateAnswer>(this.options.service, {
      method: 'GET',
      path: `/v1/plans/${plan.id}/gate?${query.toString()}`,
    });
    if (body.verdict !== 'go') return { outcome: 'held', step: step.id, subject, verdict: body.verdict, reasons: body.reasons };
    return this.report(plan, { phase: 'start', step: step.id, subjects: [subject], acknowledgeNoReturn: true });
  }

  /** What rolls already, or has arrived, was started by an executor before this one. */
  private start({ spec }: PlanToExecute, step: PlanStep, subject: string): void {
    const { world } = this.options;
    const hop = hopOfStep(world, spec, step, [subject]);
    const node = world.get(KIND_OF[step.component]!, hop.subjects[0]!);
    if (node.roll?.component === step.component || node.versions[step.component] === hop.to) return;
    const started = world.startHop(hop);
    if (started.outcome === 'refused') throw new Error(`step ${step.id}; ${subject}; the platform must take it; ${started.reason}`);
  }

  private async roll(step: PlanStep, subjects: readonly string[]): Promise<void> {
    const { world, observe } = this.options;
    const middle = Math.floor(nodesRolling(world) / 2);
    for (let next = world.nextAt(); next !== null; next = world.nextAt()) {
      if (nodesRolling(world) === middle) {
        await observe();
        await this.tell('rolling', step, subjects);
      }
      world.advance(next);
    }
    const left = nodesRolling(world);
    if (left > 0) throw new Error(`step ${step.id}; its roll; must go through; found it stuck with ${left} nodes to go`);
  }

  /** After what is measured: says how real flows fared since the step was seen done, unless that was said, and has it looked at once more. */
  private async soak(plan: PlanToExecute, step: PlanStep, told?: StepAnswer): Promise<ExecutorOutcome> {
    if (!step.moves.some(({ component }) => MEASURED.includes(component)) || told?.evidence.length) return { outcome: 'done' };
    const evidence = { kind: 'load', flows: 10_000, dropped: 0 };
    const said = await this.report(plan, { phase: 'evidence', step: step.id, evidence });
    await this.options.observe();
    return said;
  }

  private async report(
    plan: PlanToExecute,
    report: { readonly step: string } & Readonly<Record<string, unknown>>,
  ): Promise<ExecutorOutcome> {
    const request = {
      method: 'POST',
      path: `/v1/plans/${plan.id}/attempts`,
      body: report,
      ifMatch: `"${plan.digest}"`,
      repeatable: true,
    } as const;
    const { status, body } = await this.options.service.ask(request);
    if (status < 400) return { outcome: 'done' };
    const { code, detail, errors } = body as { code: string; detail: string; errors?: readonly { detail: string }[] };
    if (status !== CONFLICT)
      throw new Error(`${request.path}; ${JSON.stringify(report)}; must be taken or be a conflict; found ${status} ${detail}`);
    return { outcome: 'refused', step: report.step, code, detail: [detail, ...(errors ?? []).map((one) => one.detail)].join('; ') };
  }

  private async tell(moment: Moment, step: PlanStep, subjects: readonly string[]): Promise<void> {
    await this.options.onMoment?.(moment, step, subjects);
  }
}
