import { type CommandContext, handleCommand } from '@lockstep/event-store';
import {
  type Evidence,
  type ExecutionCommand,
  executionDecider,
  type ExecutionPolicy,
  type ExecutionRefusal,
  executionStream,
  type OutlineStep,
} from '../../domain/execution/index.js';
import type { CompareExecutions } from './compare-executions.use-case.js';
import { beginDomains, DomainTaken, endDomains } from './domain-executions.js';
import type { ExecutionRecord } from './execution-record.port.js';
import type { PlannedExecution, PlannedExecutions } from './planned-execution.js';
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
  | { readonly type: 'report-evidence'; readonly step: string; readonly evidence: Evidence }
  | { readonly type: 'pause' | 'resume' | 'abandon'; readonly reason: string }
  | { readonly type: 'skip'; readonly subject: string; readonly reason: string };

export type TrackingRefusal =
  | ExecutionRefusal
  | { readonly rule: 'not-executable'; readonly found: string }
  | { readonly rule: 'other-plan-executing'; readonly domain: string; readonly plan: string };

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
    const command = await this.complete(plan, planned, order, context);
    const outcome = await this.commit(plan, planned, command, context);
    if (outcome.outcome === 'recorded' && order.type !== 'start') await this.comparing.execute(plan);
    return outcome;
  }

  /** Adds what only the fleet and the gate can say. */
  private async complete(
    plan: string,
    { outline }: PlannedExecution,
    order: TrackingOrder,
    { actor }: CommandContext,
  ): Promise<ExecutionCommand> {
    if (order.type === 'skip') return { ...order, decommissioned: await this.nodes.isDecommissioned(order.subject) };
    if (order.type !== 'start') return order;
    const step = outline.steps.find(({ id }) => id === order.step);
    if (step === undefined) return { ...order, gate: { verdict: 'hold', digest: null, reasons: [] }, machines: {} };
    const gate = await this.gate.ask(plan, order.step, order.acknowledgeNoReturn, order.subjects);
    await handleCommand(
      this.record.events,
      executionDecider(outline),
      executionStream(plan),
      { type: 'record-gate', step: order.step, gate },
      { actor },
    );
    return { ...order, gate, machines: await this.machinesOf(step, order.subjects) };
  }

  /** What is shared is learned per hop, and so counts as one. */
  private async machinesOf({ scope, subjects }: OutlineStep, named: readonly string[] | null): Promise<Readonly<Record<string, number>>> {
    if (scope === 'cluster') return this.nodes.countMachines(named ?? subjects);
    return Object.fromEntries(subjects.map((subject) => [subject, 1]));
  }

  private async commit(
    plan: string,
    { outline }: PlannedExecution,
    command: ExecutionCommand,
    context: CommandContext,
  ): Promise<TrackingOutcome> {
    try {
      return await this.record.transact(async (events): Promise<TrackingOutcome> => {
        const handled = await handleCommand(events, executionDecider(outline), executionStream(plan), command, context);
        if (handled.outcome === 'refused') return handled;
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
