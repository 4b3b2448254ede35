import type { ScheduleProblem } from '@lockstep/planner';
import type { ScheduledNode } from './schedule-nodes.js';
import type { SchedulePolicy } from './schedule-policy.js';

type Amount = NonNullable<SchedulePolicy['limits']['overall']>;

/** How many nodes may be worked on at once, and which limits each of them counts in. */
export class NodeLimits {
  /** Every limit that was asked for. */
  readonly all: { readonly id: string; readonly places: number }[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly limits: SchedulePolicy['limits'],
    private readonly nodes: ReadonlyMap<string, ScheduledNode>,
  ) {
    for (const node of nodes.values())
      if (node.scope === 'cluster') for (const { id } of this.clusterLimits(node)) this.sizes.set(id, (this.sizes.get(id) ?? 0) + 1);
  }

  /** Indexes into `all`, ascending. */
  indexesOf(node: ScheduledNode): readonly number[] {
    const { shared } = this.limits;
    const limits = node.scope === 'cluster' ? this.clusterLimits(node) : shared === undefined ? [] : [{ id: 'shared', amount: shared }];
    return limits.map(({ id, amount }) => this.indexOf(id, amount)).sort((a, b) => a - b);
  }

  private clusterLimits(node: ScheduledNode): { readonly id: string; readonly amount: Amount }[] {
    const { overall, perSupervisor, perSite } = this.limits;
    const site = perSite && (node.labels[perSite.label] ?? this.nodes.get(node.supervisor!)?.labels[perSite.label] ?? '');
    return [
      ...(overall === undefined ? [] : [{ id: 'overall', amount: overall }]),
      ...(perSupervisor === undefined ? [] : [{ id: `supervisor ${node.supervisor}`, amount: perSupervisor }]),
      ...(perSite === undefined ? [] : [{ id: `site ${site}`, amount: perSite.atMost }]),
    ];
  }

  private indexOf(id: string, amount: Amount): number {
    let index = this.indexes.get(id);
    if (index === undefined) this.indexes.set(id, (index = this.all.push({ id, places: placesOf(amount, this.sizes.get(id) ?? 0) }) - 1));
    return index;
  }
}

/** A share is of all clusters that the limit is about, in the plan or not. */
const placesOf = (amount: Amount, clusters: number): ScheduleProblem['limits'][number]['places'] =>
  typeof amount === 'number' ? amount : Math.max(1, Math.floor((clusters * Number.parseInt(amount, 10)) / 100));
