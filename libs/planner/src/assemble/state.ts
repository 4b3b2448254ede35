import { compareTexts } from '@lockstep/kernel';
import type { FleetNode } from '../model/fleet-tree.js';
import type { Rank, VersionTable } from '../search/version-table.js';
import type { Change } from '../search/walk-back.js';

/** The versions at one node, by component. Equal ones of one {@link State} are the same object. */
export type Versions = ReadonlyMap<string, Rank>;

/** The version of every instance at some point of a plan. Begins at the start. */
export class State {
  private readonly starts = new Map<FleetNode['instances'], Versions>();
  private readonly running = new Map<FleetNode, Versions>();
  private readonly known = new Map<string, Versions>();

  constructor(private readonly table: VersionTable) {}

  at(node: FleetNode): Versions {
    let versions = this.running.get(node);
    if (!versions) this.running.set(node, (versions = this.startOf(node)));
    return versions;
  }

  get(node: FleetNode, component: string): Rank {
    return this.at(node).get(component)!;
  }

  /** The nodes all make the same changes, whatever else they run. Returns the different versions that they ran before. */
  move(nodes: Iterable<FleetNode>, changes: readonly Change[]): Iterable<Versions> {
    const after = new Map<Versions, Versions>();
    for (const node of nodes) {
      const before = this.at(node);
      let versions = after.get(before);
      if (!versions) {
        versions = this.interned(new Map([...before, ...changes.map(({ component, to }) => [component, to] as const)]));
        after.set(before, versions);
      }
      this.running.set(node, versions);
    }
    return after.keys();
  }

  private startOf({ instances }: FleetNode): Versions {
    let versions = this.starts.get(instances);
    if (!versions) {
      versions = this.interned(new Map(instances.map(({ component, version }) => [component.id, this.table.rank(component.id, version)])));
      this.starts.set(instances, versions);
    }
    return versions;
  }

  private interned(versions: Versions): Versions {
    const key = [...versions]
      .sort(([a], [b]) => compareTexts(a, b))
      .map(([component, rank]) => `${component} ${rank}`)
      .join();
    const known = this.known.get(key);
    if (!known) this.known.set(key, versions);
    return known ?? versions;
  }
}
