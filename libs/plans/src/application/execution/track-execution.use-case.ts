import { type CommandContext, type EventStore, handleCommand } from '@lockstep/event-store';
import {
  type Evidence,
  type ExecutionCommand,
  executionDecider,
  type ExecutionEvent,
  type ExecutionPolicy,
  type ExecutionRefusal,
  type ExecutionState,
  executionStream,
  type OutlineStep,
  type PlanOutline,
  subjectsToBegin,
} from '../../domain/execution/index.js';
import type { PlanStatus } from '../../domain/index.js';
import type { CompareExecutions } from './compare-executions.use-case.js';
import { beginDomains, DomainTaken, endDomains } from './domain-executions.js';
import type { ExecutionRecord } from './execution-record.port.js';
import type { PlannedExecution, PlannedExecutions } from './planned-execution.js';
import { type StepView, viewExecution } from './execution-view.js';
import type { StepGate } from './step-gate.port.js';

export type TrackingOrder =
  | {
      readonly type: 'start';
      readonly step: string;
      readonly subjects: readonly string[] | null;
      readonly acknowledgeNoReturn: boolean;
      readonly policy: ExecutionPolicy | null;
    }
  | { readonly type: 'succeed'; readonly step: string; readonly subjects: readonly string[] | null; readonly evidence: Evidence | null }
  | { readonly type: 'fail'; readonly step: string; readonly subjects: readonly string[] | null; readonly reason: string }
  | { readonly type: 'correct'; readonly step: string; readonly subjects: readonly string[]; readonly reason: string }
  | { readonly type: 'report-evidence'; readonly step: string; readonly evidence: Evidence }
  | { readonly type: 'pause' | 'abandon'; readonly reason: string }
  /** `lifts`: ids of pauses, at least one. */
  | { readonly type: 'resume'; readonly reason: string; readonly lifts: readonly string[] }
  | { readonly type: 'skip'; readonly subject: string; readonly reason: string };

export type TrackingRefusal =
  | Exclude<ExecutionRefusal, { rule: 'already-running' }>
  /** By whom it was started, and when. */
  | { readonly rule: 'already-running'; readonly step: string; readonly starts: StepView['starts'] }
  /** What a report corrects is on record of the same step. */
  | { readonly rule: 'no-such-evidence'; readonly step: string; readonly found: string }
  | { readonly rule: 'not-executable'; readonly found: string }
  | { readonly rule: 'other-plan-executing'; readonly domain: string; readonly plan: string };

type EvidenceOrder = Extract<TrackingOrder, { type: 'report-evidence' }>;

export type TrackingOutcome =
  | { readonly outcome: 'recorded' }
  | { readonly outcome: 'absent' }
  /** The plan has another digest than the one that was looked at. */
  | { readonly outcome: 'other-digest'; readonly found: string }
  | { readonly outcome: 'refused'; readonly refusal: TrackingRefusal }
  | { readonly outcome: 'conflict' };

/** What tracking asks of the fleet, beside its snapshot. */
export interface TrackedNodes {
  /** Whether a cluster of this name was there and is decommissioned. */
  isDecommissioned(cluster: string): Promise<boolean>;
  /** Machines of a cluster; undefined: not known. */
  countMachines(clusters: readonly string[]): Promise<Readonly<Record<string, number>>>;
}

type StartOrder = Extract<TrackingOrder, { type: 'start' }>;

/** Starts that come at once are judged one after the other; beyond so many the caller is told to come again. */
const MOST_ATTEMPTS = 8;

/** Takes what those who execute a plan report of it. Compares, records, and does nothing else. */
export class TrackExecution {
  constructor(
    private readonly record: ExecutionRecord,
    private readonly planned: PlannedExecutions,
    private readonly comparing: CompareExecutions,
    private readonly nodes: TrackedNodes,
    private readonly gate: StepGate,
  ) {}

  /** `digest`: of the plan that the reporter looked at. */
  async execute(plan: string, digest: string, order: TrackingOrder, context: CommandContext): Promise<TrackingOutcome> {
    const found = await this.planned.find(plan);
    if (found.outcome === 'absent') return found;
    if (found.outcome === 'not-executable') return { outcome: 'refused', refusal: { rule: 'not-executable', found: found.found } };
    const { planned, view } = found;
    if (planned.outline.digest !== digest) return { outcome: 'other-digest', found: planned.outline.digest };
    if (order.type === 'start' && view.status !== 'computed')
      return { outcome: 'refused', refusal: { rule: 'not-executable', found: view.status } };
    // So that what a scan has shown since the last round counts: for the start, and as the begin of a soak that evidence is of.
    if (order.type === 'start' || order.type === 'report-evidence') await this.comparing.execute(plan);
    if (order.type === 'report-evidence') {
      const strange = await this.findStrangeCorrection(plan, planned, order);
      if (strange !== null) return { outcome: 'refused', refusal: { rule: 'no-such-evidence', step: order.step, found: strange } };
    }
    const once = withOwnKey(context);
    const outcome =
      order.type === 'start'
        ? await this.start(plan, planned, order, once)
        : await this.commit(plan, planned, await this.complete(order, once), once);
    if (outcome.outcome === 'recorded' && order.type !== 'start') await this.comparing.execute(plan);
    return outcome;
  }

  /** What the gate has judged must still be so when the start is recorded: of two that come at once the later one is judged over the earlier one. */
  private async start(plan: string, planned: PlannedExecution, order: StartOrder, context: CommandContext): Promise<TrackingOutcome> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const asked = await this.ask(plan, planned, order, context);
      const outcome = asked && (await this.commit(plan, planned, asked.command, { ...context, expectedVersion: asked.version }));
      if (outcome !== null && outcome.outcome !== 'conflict') return outcome;
    }
    return { outcome: 'conflict' };
  }

  /** The start with what the gate says of it; null: something else was recorded meanwhile. */
  private async ask(
    plan: string,
    { outline }: PlannedExecution,
    order: StartOrder,
    { actor, idempotencyKey }: CommandContext,
  ): Promise<{ readonly command: ExecutionCommand; readonly version: number } | null> {
    const start = { ...order, by: { actor, key: idempotencyKey ?? null } };
    const decider = executionDecider(outline);
    const history = await this.record.events.readStream(executionStream(plan));
    const state = history.reduce<ExecutionState>(
      (folded, event) => decider.evolve(folded, event as unknown as ExecutionEvent),
      decider.initialState,
    );
    const step = outline.steps.find(({ id }) => id === order.step);
    const chosen = subjectsToBegin(outline, start, state);
    // Nothing would begin: there is nothing to ask the gate.
    if (step === undefined || chosen.length === 0)
      return { command: { ...start, gate: { verdict: 'hold', digest: null, reasons: [] }, machines: {} }, version: history.length };
    const gate = await this.gate.ask(plan, order.step, order.acknowledgeNoReturn, chosen);
    const handled = await handleCommand(
      this.record.events,
      decider,
      executionStream(plan),
      { type: 'record-gate', step: order.step, gate },
      { actor, expectedVersion: history.length },
    );
    if (handled.outcome !== 'accepted') return null;
    return { command: { ...start, gate, machines: await this.machinesOf(step, chosen) }, version: handled.version };
  }

  /** Adds what only the fleet can say. */
  private async complete(order: Exclude<TrackingOrder, StartOrder>, { actor }: CommandContext): Promise<ExecutionCommand> {
    switch (order.type) {
      case 'pause':
        return { type: 'pause', reason: order.reason, by: actor };
      case 'abandon':
        return { type: 'abandon', reason: order.reason };
      case 'skip':
        return { ...order, decommissioned: await this.nodes.isDecommissioned(order.subject) };
      default:
        return order;
    }
  }

  /** The id of a report that the evidence is to correct and that nobody has made. */
  private async findStrangeCorrection(
    plan: string,
    { outline }: PlannedExecution,
    { step, evidence }: EvidenceOrder,
  ): Promise<string | null> {
    const { corrects } = evidence;
    if (typeof corrects !== 'string' || evidence.kind !== 'load') return null;
    const view = viewExecution(plan, outline, await this.record.events.readStream(executionStream(plan)));
    const known = view?.steps.find((one) => one.step === step)?.evidence ?? [];
    return known.some(({ id }) => id === corrects) ? null : corrects;
  }

  private async told(plan: string, outline: PlanOutline, refusal: ExecutionRefusal): Promise<TrackingRefusal> {
    if (refusal.rule !== 'already-running') return refusal;
    const { step, subjects } = refusal;
    const view = viewExecution(plan, outline, await this.record.events.readStream(executionStream(plan)));
    const starts = view?.steps.find((one) => one.step === step)?.starts ?? [];
    return { rule: 'already-running', step, starts: starts.filter(({ subject }) => subjects.includes(subject)) };
  }

  /** What is shared is learned per hop, and so counts as one. */
  private async machinesOf({ scope }: OutlineStep, subjects: readonly string[]): Promise<Readonly<Record<string, number>>> {
    if (scope === 'cluster') return this.nodes.countMachines(subjects);
    return Object.fromEntries(subjects.map((subject) => [subject, 1]));
  }

  /** `status` null: what has become of the plan does not matter to what is reported of it. */
  private recording<Result>(
    plan: string,
    { type }: ExecutionCommand,
    work: (events: EventStore, status: PlanStatus | 'absent' | null) => Promise<Result>,
  ): Promise<Result> {
    return type === 'start'
      ? this.record.transactOver(plan, (events, status) => work(events, status ?? 'absent'))
      : this.record.transact((events) => work(events, null));
  }

  private async commit(
    plan: string,
    { outline }: PlannedExecution,
    command: ExecutionCommand,
    context: CommandContext,
  ): Promise<TrackingOutcome> {
    try {
      return await this.recording(plan, command, async (events, status): Promise<TrackingOutcome> => {
        // Whoever withdrew it meanwhile saw no execution to end.
        if (status !== null && status !== 'computed') return { outcome: 'refused', refusal: { rule: 'not-executable', found: status } };
        const handled = await handleCommand(events, executionDecider(outline), executionStream(plan), command, context);
        if (handled.outcome === 'refused') return { outcome: 'refused', refusal: await this.told(plan, outline, handled.refusal) };
        if (handled.outcome === 'conflict') return { outcome: 'conflict' };
        const types = handled.events.map(({ type }) => type);
        if (types.includes('ExecutionStarted')) await beginDomains(events, plan, outline.domains, context.actor);
        if (types.includes('ExecutionFinished') || types.includes('ExecutionAbandoned'))
          await endDomains(events, plan, outline.domains, context.actor);
        return { outcome: 'recorded' };
      });
    } catch (error) {
      if (!(error instanceof DomainTaken)) throw error;
      return { outcome: 'refused', refusal: { rule: 'other-plan-executing', domain: error.domain, plan: error.plan } };
    }
  }
}

/** A key is of its caller: of two that use the same one, each has its own. */
const withOwnKey = ({ idempotencyKey, ...context }: CommandContext): CommandContext =>
  idempotencyKey === undefined ? context : { ...context, idempotencyKey: `${context.actor} ${idempotencyKey}` };
