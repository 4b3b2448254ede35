import { type FleetCluster, type Scope, UNKNOWN_VERSION } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Component, Matrix, ObservedVersion, Release } from '@lockstep/matrix/domain';

/** A component at a node, as last observed. `null` is a version that could not be observed. */
export interface Instance {
  readonly component: Component;
  readonly version: ObservedVersion;
}

type Versions = Readonly<Record<string, string>>;
type Lists = Map<string, readonly Instance[]>;

/** What rides a VKr without being written down: an antrea cluster has Antrea, and an adapter unless it is disabled, at the versions the VKr bundles, else unknown. */
const RIDERS = ['antrea', 'antrea-nsx-adapter'] as const;

/**
 * Reads the versions of nodes as instances, in text order of component ids. Nodes with equal instances get the very same list, whatever
 * their number: most clusters of a fleet run what some other one runs.
 */
export class InstanceReader {
  private readonly lists: Lists = new Map();
  /** By place (scope, and which riders a cluster has), then by identity of the record, then by its content. */
  private readonly places = new Map<string, { readonly bySame: Map<Versions, readonly Instance[]>; readonly byEqual: Lists }>();

  constructor(private readonly matrix: Matrix) {}

  at(scope: Scope, versions: Versions): readonly Instance[] {
    return this.once(scope, versions, () => this.read(scope, versions));
  }

  ofCluster({ cni, adapter, versions }: FleetCluster): readonly Instance[] {
    const riders = ridersOf(cni, adapter);
    return this.once(PLACES[riders.length]!, versions, () => this.read('cluster', this.withRiders(versions, riders)));
  }

  private once(place: string, versions: Versions, read: () => Instance[]): readonly Instance[] {
    let known = this.places.get(place);
    if (!known) this.places.set(place, (known = { bySame: new Map(), byEqual: new Map() }));
    let list = known.bySame.get(versions);
    if (list) return list;
    let text = '';
    for (const [component, version] of Object.entries(versions)) text += `${component} ${version} `;
    list = known.byEqual.get(text);
    if (!list) known.byEqual.set(text, (list = this.interned(read())));
    if (known.bySame.size < MOST_SHARED) known.bySame.set(versions, list);
    return list;
  }

  private interned(instances: Instance[]): readonly Instance[] {
    const text = instances.map(({ component, version }) => `${component.id} ${version?.text ?? ''}`).join('|');
    const known = this.lists.get(text);
    if (!known) this.lists.set(text, instances);
    return known ?? instances;
  }

  private read(scope: Scope, versions: Versions): Instance[] {
    const instances: Instance[] = [];
    for (const id of Object.keys(versions).toSorted(compareTexts)) {
      const component = this.matrix.components.get(id);
      if (component?.scope !== scope) continue;
      const text = versions[id]!;
      const version = text === UNKNOWN_VERSION ? null : this.matrix.readVersion(id, text);
      if (version !== null && !version.ok) throw new Error(`fleet; ${id}; a validated version parses; ${version.problem}`);
      instances.push({ component, version: version?.value ?? null });
    }
    return instances;
  }

  private withRiders(written: Versions, present: readonly string[]): Versions {
    const versions = { ...written };
    const bundle = bundleOf(this.matrix, written);
    for (const rider of RIDERS) {
      if (!present.includes(rider) || !this.matrix.components.has(rider)) delete versions[rider];
      else versions[rider] ??= bundle?.get(rider)?.text ?? UNKNOWN_VERSION;
    }
    return versions;
  }
}

const ridersOf = (cni: FleetCluster['cni'], adapter: FleetCluster['adapter']): readonly string[] =>
  RIDERS.slice(0, cni !== 'antrea' ? 0 : adapter === 'enabled' ? 2 : 1);

function bundleOf(matrix: Matrix, { vkr }: Versions): Release['bundle'] | undefined {
  if (vkr === undefined || vkr === UNKNOWN_VERSION || !matrix.components.has('vkr')) return undefined;
  const running = matrix.readVersion('vkr', vkr);
  return running.ok ? matrix.findRelease('vkr', running.value)?.bundle : undefined;
}

/**
 * What rides the VKr of a cluster and nobody has observed: component to the version that the matrix says this release bundles. Nothing where the
 * matrix does not list the release, or says nothing of its bundle. The versions need not be ones that the matrix can read.
 */
export function bundledVersions(
  matrix: Matrix,
  { cni, adapter, versions }: Pick<FleetCluster, 'cni' | 'adapter' | 'versions'>,
): Readonly<Record<string, string>> {
  const bundle = bundleOf(matrix, versions);
  const unobserved = ridersOf(cni, adapter).filter((rider) => matrix.components.has(rider) && !Object.hasOwn(versions, rider));
  return Object.fromEntries(unobserved.flatMap((rider) => (bundle?.has(rider) ? [[rider, bundle.get(rider)!.text] as const] : [])));
}

/** Documents whose equal records are one object have few of them. In all others no record is met twice, and to remember each would cost more than to read it. */
const MOST_SHARED = 4096;

/** By the number of riders that a cluster has. */
const PLACES = ['cluster', 'cluster with Antrea', 'cluster with Antrea and adapter'] as const;
