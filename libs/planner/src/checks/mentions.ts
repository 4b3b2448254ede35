import type { PlanStep, Selector } from '@lockstep/documents';
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
  private readonly strangers = new Map<Roster, string[]>();

  /** Looks once at each id that is named. */
  constructor(positions: ReadonlyMap<string, number>, selectors: readonly Selector[], rosters: readonly Roster[]) {
    this.partition = new Partition(positions.size);
    for (const { ids } of selectors) {
      const mark = this.partition.marking(null);
      for (const id of new Set(ids)) {
        const position = positions.get(id);
        if (position !== undefined) mark(position);
      }
    }
    for (const roster of rosters) {
      const mark = this.partition.marking(roster);
      const strangers: string[] = [];
      for (const id of roster.ids) {
        const position = positions.get(id);
        if (position === undefined) strangers.push(id);
        else mark(position);
      }
      this.strangers.set(roster, strangers);
    }
  }

  /** Nodes with one number are named by the same selectors and rosters, each as often. */
  classOf(position: number): number {
    return this.partition.classOf(position);
  }

  /** Who takes which step. `nodes` has some position of each node. */
  participants(nodes: Iterable<readonly [position: number, node: TreeNode]>): ReadonlyMap<PlanStep, Participants> {
    const found = new Map<PlanStep, { nodes: TreeNode[]; strangers: string[] }>();
    const at = (step: PlanStep) => {
      let participants = found.get(step);
      if (!participants) found.set(step, (participants = { nodes: [], strangers: [] }));
      return participants;
    };
    for (const [position, node] of nodes)
      for (const roster of this.partition.marksOf(position)) for (const step of roster?.steps ?? []) at(step).nodes.push(node);
    for (const [{ steps }, ids] of this.strangers) for (const step of steps) for (const id of ids) at(step).strangers.push(id);
    return found;
  }
}
