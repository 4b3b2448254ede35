import type { FleetSnapshot, Scope } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import type { FleetNode } from './fleet-tree.js';
import { type Instance, InstanceReader } from './instances.js';

/** A node that is not complete yet. */
export type GrowingNode = { -readonly [Field in Exclude<keyof FleetNode, 'children' | 'members'>]: FleetNode[Field] } & {
  readonly members: string[];
  readonly children: GrowingNode[];
};

interface Entry {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly project?: string | null | undefined;
}

/** The trees of a fleet, built down to the Supervisors. The fleet must have passed `fleetProblems`. */
export class TreeBuilder {
  readonly roots: readonly GrowingNode[];
  readonly reader: InstanceReader;
  private readonly shared = new Map<string, GrowingNode>();

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

  add(scope: Scope, parent: GrowingNode | null, entry: Entry, instances: readonly Instance[]): GrowingNode {
    const { id, labels, project = null } = entry;
    const node: GrowingNode = { id, members: [id], scope, parent, children: [], instances, labels, project };
    parent?.children.push(node);
    return node;
  }
}

export const byId = <T extends { readonly id: string }>(list: readonly T[]): T[] => list.toSorted((a, b) => compareTexts(a.id, b.id));
