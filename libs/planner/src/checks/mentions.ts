import type { FleetIndex, PlanStep, Selector } from '@lockstep/documents';
import type { TreeNode } from './fleet-tree.js';
import { Partition } from './partition.js';
import type { Roster } from './rosters.js';

/** Who takes a step: a node once for each time that the plan names it. */
export interface Participants {
  readonly nodes: readonly TreeNode[];
  /** Ids that are no node of the fleet. */
  readonly strangers: readonly string[];
}

/** Who is named by which selectors and rosters. Nodes go by their position. */
export class Mentions {
  private readonly partition: Partition<Roster | null>;
  private readonly participantsOf = new Map<Roster, { readonly nodes: TreeNode[]; readonly strangers: readonly string[] }>();
  /** Of each step, a roster as often as the step names it. */
  private readonly rosters = new Map<PlanStep, Roster[]>();

  /** Looks once at each id that is named. */
  constructor(index: FleetIndex, selectors: readonly Selector[], rosters: readonly Roster[]) {
    this.partition = new Partition(index.size);
    for (const { ids } of selectors) if (ids) this.partition.mark(index.positionsOf([...new Set(ids)]), null);
    for (const roster of rosters) {
      const positions = index.positionsOf(roster.ids);
      this.partition.mark(positions, roster);
      const strangers = positions.includes(-1) ? roster.ids.filter((_, at) => positions[at] === -1) : [];
      this.participantsOf.set(roster, { nodes: [], strangers });
      for (const step of roster.steps) {
        const known = this.rosters.get(step);
        if (known) known.push(roster);
        else this.rosters.set(step, [roster]);
      }
    }
  }

  /** Nodes with one number are named by the same selectors and rosters, each as often. */
  classOf(position: number): number {
    return this.partition.classOf(position);
  }

  /** Notes the nodes of the fleet, each with some position of it, so that {@link participants} can be asked. */
  settle(nodes: Iterable<readonly [position: number, node: TreeNode]>): void {
    for (const [position, node] of nodes)
      for (const roster of this.partition.marksOf(position)) if (roster) this.participantsOf.get(roster)!.nodes.push(node);
  }

  participants(step: PlanStep): Participants {
    const named = (this.rosters.get(step) ?? []).map((roster) => this.participantsOf.get(roster)!);
    return { nodes: named.flatMap(({ nodes }) => nodes), strangers: named.flatMap(({ strangers }) => strangers) };
  }
}
