import { handleCommand } from '@lockstep/event-store';
import {
  compareObserved,
  executionDecider,
  type ExecutionEvent,
  executionStream,
  type ExecutionState,
  nodesOf,
} from '../../domain/execution/index.js';
import type { ObservedNode } from '../../domain/predicted-states.js';
import type { FleetSource } from '../planning-sources.port.js';
import { endDomains } from './domain-executions.js';
import type { ExecutionRecord } from './execution-record.port.js';
import type { PlannedExecutions } from './planned-execution.js';

/**
 * Compares the fleet as observed with the states that executing plans predict, and records what differs: drift, its end, and that what was
 * reported done is seen. Any number of processes may do so at once, and again after a crash: the record says what is known already.
 */
export class CompareExecutions {
  constructor(
    private readonly record: ExecutionRecord,
    private readonly planned: PlannedExecutions,
    private readonly fleets: FleetSource,
  ) {}

  /** Every execution that is open; types of the events that were recorded, by plan. One that can not be compared keeps no other from it. */
  async executeAll(onFailure: (plan: string, cause: unknown) => void): Promise<ReadonlyMap<string, readonly string[]>> {
    const recorded = new Map<string, readonly string[]>();
    for (const plan of await this.record.listOpen())
      try {
        const types = await this.execute(plan);
        if (types.length > 0) recorded.set(plan, types);
      } catch (cause) {
        onFailure(plan, cause);
      }
    return recorded;
  }

  /** Types of the events that were recorded. */
  async execute(plan: string): Promise<readonly string[]> {
    const found = await this.planned.find(plan);
    if (found.outcome !== 'found') return [];
    const { outline, states, written } = found.planned;
    const decider = executionDecider(outline);
    const history = await this.record.events.readStream(executionStream(plan));
    const state = history.reduce<ExecutionState>(
      (folded, event) => decider.evolve(folded, event as unknown as ExecutionEvent),
      decider.initialState,
    );
    if (state.status !== 'executing' && state.status !== 'paused') return [];
    const fleet = await this.observe(outline.domains);
    if (fleet === undefined) return [];
    const observations = { position: fleet.position, ...compareObserved(outline, states, state, fleet.nodes, written) };
    return this.record.transact(async (events) => {
      // What was compared must still be so: a report that came meanwhile makes other states legal. The next round looks again.
      const context = { actor: 'system:tracking', expectedVersion: history.length };
      const handled = await handleCommand(events, decider, executionStream(plan), { type: 'observe', ...observations }, context);
      if (handled.outcome !== 'accepted') return [];
      if (handled.state.status === 'finished') await endDomains(events, plan, outline.domains, 'system:tracking');
      return handled.events.map(({ type }) => type);
    });
  }

  /** Undefined: a domain is not there to be looked at. */
  private async observe(domains: readonly string[]): Promise<{ nodes: readonly ObservedNode[]; position: number } | undefined> {
    const nodes: ObservedNode[] = [];
    let position = 0;
    for (const domain of domains) {
      const fleet = await this.fleets.findCurrent(domain);
      if (fleet === undefined) return undefined;
      position = Math.max(position, fleet.position);
      for (const [scope, list] of nodesOf(fleet.snapshot))
        for (const { id, versions } of list) {
          const rolls = fleet.rolling.filter((one) => one.id === id && one.component in versions);
          const rolling = Object.fromEntries(rolls.map(({ component, parts }) => [component, parts.map(({ version }) => version)]));
          nodes.push({ scope, id, versions, rolling });
        }
    }
    return { nodes, position };
  }
}
