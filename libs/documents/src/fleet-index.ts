import type { FleetCluster, FleetSnapshot } from './fleet-snapshot.js';
import { Numbering, PairNumbering } from './numbering.js';

/** What stays true of fleets that differ in few clusters. Numbers are given out and never given back. */
interface Numbers {
  readonly positions: ReadonlyMap<string, number>;
  /** The positions of lists of ids that never change. */
  readonly lists: WeakMap<readonly string[], Int32Array>;
  readonly kinds: ClusterKinds;
}

/** So many clusters may change, one fleet after the other, before all numbers are given out anew. */
const MOST_CHANGES = 1000;

const indexes = new WeakMap<FleetSnapshot, FleetIndex>();

/**
 * The nodes of a fleet and what its clusters have alike, in numbers: whoever looks at all clusters needs to look closely at one of each kind.
 * Worked out once for a document, which never changes.
 */
export class FleetIndex {
  private constructor(
    private readonly fleet: FleetSnapshot,
    private readonly numbers: Numbers,
    /** By cluster, in the order of the fleet: the number of its kind. Clusters of one kind have equal `versions`, `labels`, `project`, `cni` and `adapter`. */
    readonly kinds: Int32Array,
    /** By cluster: the number of its Supervisor. */
    readonly supervisors: Int32Array,
    private readonly changes: number,
  ) {}

  /** @param last of a fleet that may have most clusters in common with this one, by identity: then there are only the others to look at */
  static of(fleet: FleetSnapshot, last?: FleetIndex): FleetIndex {
    let index = indexes.get(fleet);
    if (!index) indexes.set(fleet, (index = last?.after(fleet) ?? FleetIndex.make(fleet)));
    return index;
  }

  private static make(fleet: FleetSnapshot): FleetIndex {
    const { clusters } = fleet.spec;
    const kinds = new ClusterKinds();
    const [ofKind, ofSupervisor] = [new Int32Array(clusters.length), new Int32Array(clusters.length)];
    for (let position = 0; position < clusters.length; position++) {
      ofKind[position] = kinds.of(clusters[position]!);
      ofSupervisor[position] = kinds.supervisor(clusters[position]!.supervisor);
    }
    return new FleetIndex(fleet, { positions: positionsIn(fleet), lists: new WeakMap(), kinds }, ofKind, ofSupervisor, 0);
  }

  private after(fleet: FleetSnapshot): FleetIndex | null {
    const [before, after] = [this.fleet.spec.clusters, fleet.spec.clusters];
    if (before.length !== after.length || !hasSameUppers(this.fleet, fleet)) return null;
    const [kinds, supervisors] = [this.kinds.slice(), this.supervisors.slice()];
    let { changes } = this;
    for (let position = 0; position < after.length; position++) {
      const cluster = after[position]!;
      if (before[position] === cluster) continue;
      if (before[position]!.id !== cluster.id || ++changes > MOST_CHANGES) return null;
      kinds[position] = this.numbers.kinds.of(cluster);
      supervisors[position] = this.numbers.kinds.supervisor(cluster.supervisor);
    }
    return new FleetIndex(fleet, this.numbers, kinds, supervisors, changes);
  }

  /** By number of a kind: a cluster that is of it, if not in this fleet then in an earlier one. */
  get examples(): readonly FleetCluster[] {
    return this.numbers.kinds.examples;
  }

  /** By number. */
  get supervisorIds(): readonly string[] {
    return this.numbers.kinds.supervisorIds;
  }

  /** How many ids there are: as many as nodes, or a fleet is no valid one and its positions tell nothing. */
  get size(): number {
    return this.numbers.positions.size;
  }

  /** A number for each node: first the clusters, in the order of the fleet. */
  positionOf(id: string): number | undefined {
    return this.numbers.positions.get(id);
  }

  /** -1 for what is no node of the fleet. */
  positionsOf(ids: readonly string[]): Int32Array {
    const { lists, positions } = this.numbers;
    let found = lists.get(ids);
    if (!found) {
      found = new Int32Array(ids.length);
      for (let index = 0; index < ids.length; index++) found[index] = positions.get(ids[index]!) ?? -1;
      if (Object.isFrozen(ids)) lists.set(ids, found);
    }
    return found;
  }
}

class ClusterKinds {
  readonly examples: FleetCluster[] = [];
  readonly supervisorIds: string[] = [];
  private readonly versions = new Numbering((own: FleetCluster['versions']) => JSON.stringify(own));
  private readonly labels = new Numbering((own: FleetCluster['labels']) => JSON.stringify(own));
  private readonly projects = new Numbering((own: string | undefined) => JSON.stringify(own ?? null));
  private readonly supervisors = new Numbering((id: string) => id);
  private readonly networks = new PairNumbering();
  private readonly owned = new PairNumbering();
  private readonly whole = new PairNumbering();

  of(cluster: FleetCluster): number {
    const runs = this.networks.of(networkOf(cluster), this.versions.of(cluster.versions));
    const owned = this.owned.of(runs, this.projects.of(cluster.project));
    const number = this.whole.of(owned, this.labels.of(cluster.labels));
    if (number === this.examples.length) this.examples.push(cluster);
    return number;
  }

  supervisor(id: string): number {
    const number = this.supervisors.of(id);
    if (number === this.supervisorIds.length) this.supervisorIds.push(id);
    return number;
  }
}

const NETWORKS: readonly FleetCluster['cni'][] = ['antrea', 'calico', 'cilium', 'other'];
const networkOf = ({ cni, adapter }: FleetCluster): number => 2 * NETWORKS.indexOf(cni) + (adapter === 'enabled' ? 1 : 0);

const uppersOf = ({ spec: { nsxManagers, vcenters, supervisors } }: FleetSnapshot) => [nsxManagers, vcenters, supervisors];

function hasSameUppers(a: FleetSnapshot, b: FleetSnapshot): boolean {
  const others = uppersOf(b);
  return uppersOf(a).every(
    (list, scope) => list.length === others[scope]!.length && list.every(({ id }, index) => id === others[scope]![index]!.id),
  );
}

function positionsIn(fleet: FleetSnapshot): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  for (const list of [fleet.spec.clusters, ...uppersOf(fleet)]) for (const { id } of list) positions.set(id, positions.size);
  return positions;
}
