import type { FleetNode } from '../model/fleet-tree.js';
import type { Rank, VersionTable } from '../search/version-table.js';
import type { Unit } from '../search/walk-back.js';
import { isInside, type Pairing } from './pairings.js';
import type { State } from './state.js';

/** The pairings that have been outside their window in every state so far. A safe step takes none from inside to outside, so there are no others. */
export class OpenExposures {
  private readonly touching = new Map<FleetNode, Set<Pairing>>();

  constructor(
    private readonly table: VersionTable,
    private readonly state: State,
    outside: readonly Pairing[],
  ) {
    for (const pairing of outside)
      for (const node of new Set([pairing.a, pairing.b])) {
        const known = this.touching.get(node);
        if (known) known.add(pairing);
        else this.touching.set(node, new Set([pairing]));
      }
  }

  /** Whether the move would bring one of them inside. */
  wouldEnd({ nodes, changes }: Unit): boolean {
    if (this.touching.size === 0) return false;
    const next = new Map(changes.map(({ component, to }) => [component, to]));
    return nodes.some((node) => {
      const after = (other: FleetNode, component: string): Rank =>
        (other === node ? next.get(component) : undefined) ?? this.state.get(other, component);
      for (const { a, b, componentA, componentB } of this.touching.get(node) ?? [])
        if (this.table.isInside(componentA, after(a, componentA), componentB, after(b, componentB))) return true;
      return false;
    });
  }

  /** Closes those that came inside when these nodes moved. */
  close(nodes: Iterable<FleetNode>): Pairing[] {
    const ended: Pairing[] = [];
    if (this.touching.size === 0) return ended;
    for (const node of nodes)
      for (const pairing of this.touching.get(node) ?? []) {
        if (!isInside(this.table, this.state, pairing)) continue;
        ended.push(pairing);
        this.touching.get(pairing.a)!.delete(pairing);
        this.touching.get(pairing.b)!.delete(pairing);
      }
    return ended;
  }
}
