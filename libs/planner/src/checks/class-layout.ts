import type { FleetIndex, FleetSnapshot, PlanStep, Scope, UpgradeGoal } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import { clusterClasses } from './cluster-classes.js';
import { type FleetTree, idAt, layOutFleet, type TreeNode } from './fleet-tree.js';
import { Mentions, type Participants } from './mentions.js';
import { ProofMemory } from './proof-memory.js';
import type { Roster } from './rosters.js';

/** Where one node of a fleet stands. */
export interface Place {
  readonly id: string;
  /** The node itself, or that of the clusters that it is like. */
  readonly node: TreeNode;
  /** The Supervisor that a cluster hangs on, which the other clusters of its node need not share; a node above the clusters itself. */
  readonly shared: TreeNode;
}

/** The id of the node of a scope at or above a place. Null where there is none. */
export const idAbove = ({ id, node, shared }: Place, scope: Scope): string | null => (scope === node.scope ? id : idAt(shared, scope));

/** A fleet with one node for all clusters that neither the goal nor the plan tells apart (docs/explanation/planner.md, "Proof"). */
export class ClassLayout {
  readonly tree: FleetTree;
  private readonly index: FleetIndex;
  private readonly mentions: Mentions;
  private readonly members = new Map<TreeNode, string[]>();

  /** Looks once at each cluster, each id that a selector names, and each id of a roster. Whatever comes after looks at classes only. */
  constructor(
    matrix: Matrix,
    private readonly fleet: FleetSnapshot,
    goal: UpgradeGoal,
    rosters: readonly Roster[],
    memory = new ProofMemory(),
  ) {
    const selectors = [...goal.spec.targets, ...goal.spec.hold].flatMap(({ select }) => select ?? []);
    this.index = memory.index(fleet);
    if (this.index.size < countNodes(fleet)) throw new Error('fleet; nodes; ids must be unique; found one twice');
    this.mentions = new Mentions(this.index, selectors, rosters);
    this.tree = layOutFleet(matrix, fleet, (shared) =>
      clusterClasses(this.index, shared, selectors, (position) => this.mentions.classOf(position)),
    );
    const nodes = [...this.tree.shared.values(), ...this.tree.clusters];
    this.mentions.settle(nodes.map((node) => [this.index.positionOf(node.id)!, node]));
  }

  participants(step: PlanStep): Participants {
    return this.mentions.participants(step);
  }

  /** Where the node of an id stands; undefined when the fleet has none. */
  locate(id: string): Place | undefined {
    const position = this.index.positionOf(id);
    if (position === undefined) return undefined;
    const cluster = this.fleet.spec.clusters[position];
    const shared = this.tree.shared.get(cluster?.supervisor ?? id)!;
    return { id, node: cluster ? this.tree.clusters[this.tree.classes[position]!]! : shared, shared };
  }

  /** All ids that a node stands for. */
  membersOf(node: TreeNode): readonly string[] {
    if (node.scope !== 'cluster') return [node.id];
    if (this.members.size === 0)
      this.fleet.spec.clusters.forEach(({ id }) => {
        const home = this.locate(id)!.node;
        const list = this.members.get(home);
        if (list) list.push(id);
        else this.members.set(home, [id]);
      });
    return this.members.get(node)!;
  }
}

const countNodes = ({ spec: { nsxManagers, vcenters, supervisors, clusters } }: FleetSnapshot): number =>
  nsxManagers.length + vcenters.length + supervisors.length + clusters.length;
