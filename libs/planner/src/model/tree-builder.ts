import type { FleetSnapshot, Scope } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import type { FleetNode } from './fleet-tree.js';
import { type Instance, InstanceReader } from './instances.js';

/** A node that more members and children may join. */
export interface GrowingNode extends FleetNode {
  readonly members: string[];
  readonly places: number[];
  readonly children: GrowingNode[];
}

interface Entry {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly project?: string | null | undefined;
}

/** The trees of a fleet, built down to the Supervisors; clusters are to be added in text order. The fleet must have passed `fleetProblems`. */
export class TreeBuilder {
  readonly roots: readonly GrowingNode[];
  readonly reader: InstanceReader;
  private readonly shared = new Map<string, GrowingNode>();
  private places = 0;

  constructor(matrix: Matrix, { spec }: FleetSnapshot) {
    const reader = new InstanceReader(matrix);
    const add = (scope: Scope, parent: string | null, entry: FleetSnapshot['spec']['nsxManagers'][number]) => {
      const node = this.add(scope, parent === null ? null : this.get(parent), entry, reader.at(scope, entry.versions));
      this.shared.set(entry.id, node);
      return node;
    };
    this.reader = reader;
    this.roots = byId(spec.nsxManagers).map((manager) => add('nsxManager', null, manager));
    for (const vcenter of byId(spec.vcenters)) add('vcenter', vcenter.nsxManager, vcenter);
    for (const supervisor of byId(spec.supervisors)) add('supervisor', (supervisor.vcenter ?? supervisor.nsxManager)!, supervisor);
  }

  /** A node above the clusters. */
  get(id: string): GrowingNode {
    return this.shared.get(id)!;
  }

  add(scope: Scope, parent: GrowingNode | null, { id, labels, project = null }: Entry, instances: readonly Instance[]): GrowingNode {
    const node: GrowingNode = { id, members: [], places: [], scope, parent, children: [], instances, labels, project };
    parent?.children.push(node);
    this.join(node, id);
    return node;
  }

  join(node: GrowingNode, id: string): void {
    node.members.push(id);
    node.places.push(this.places++);
  }
}

export const byId = <T extends { readonly id: string }>(list: readonly T[]): T[] => list.toSorted((a, b) => compareTexts(a.id, b.id));
