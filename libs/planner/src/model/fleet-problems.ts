import {
  compareProblems,
  FleetIndex,
  type FleetSnapshot,
  type Located,
  type Path,
  type Problem,
  type Scope,
  UNKNOWN_VERSION,
} from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';

/** Every way in which a valid fleet document does not fit the matrix or itself. */
export const fleetProblems = (matrix: Matrix, fleet: Located<FleetSnapshot>): Problem[] => new FleetCheck(matrix, fleet).problems();

type Versions = Readonly<Record<string, string>>;
type Spec = FleetSnapshot['spec'];

class FleetCheck {
  private readonly found: Problem[] = [];
  private readonly spec: Spec;
  private readonly managers: ReadonlySet<string>;
  private readonly vcenters: ReadonlyMap<string, Spec['vcenters'][number]>;
  private readonly supervisors: ReadonlySet<string>;
  /** By id, what the first node above the clusters is that has it. */
  private readonly shared = new Map<string, string>();

  constructor(
    private readonly matrix: Matrix,
    private readonly fleet: Located<FleetSnapshot>,
  ) {
    const { spec } = fleet.document;
    this.spec = spec;
    this.managers = new Set(spec.nsxManagers.map(({ id }) => id));
    this.vcenters = new Map(spec.vcenters.map((vcenter) => [vcenter.id, vcenter]));
    this.supervisors = new Set(spec.supervisors.map(({ id }) => id));
  }

  problems(): Problem[] {
    const { spec } = this;
    if (spec.nsxManagers.length === 0) this.blame(['nsxManagers'], 'a fleet needs at least one NSX manager; found none');
    for (const [index, { id, versions }] of spec.nsxManagers.entries())
      this.checkShared('nsxManager', 'an NSX manager', id, versions, ['nsxManagers', index]);
    for (const [index, { id, versions, nsxManager }] of spec.vcenters.entries()) {
      this.checkShared('vcenter', 'a vCenter', id, versions, ['vcenters', index]);
      this.refer(this.managers, 'NSX manager', nsxManager, ['vcenters', index, 'nsxManager']);
    }
    for (const [index, { id, versions, vcenter, nsxManager }] of spec.supervisors.entries()) {
      this.checkShared('supervisor', 'a Supervisor', id, versions, ['supervisors', index]);
      this.checkPlacement(vcenter, nsxManager, ['supervisors', index]);
    }
    this.checkClusters();
    for (const [index, { nsxManager }] of spec.ipBlocks.entries())
      this.refer(this.managers, 'NSX manager', nsxManager, ['ipBlocks', index, 'nsxManager']);
    return this.found.sort(compareProblems);
  }

  private blame(path: Path, message: string): void {
    this.found.push(this.fleet.source.problem(['spec', ...path], message));
  }

  private checkShared(scope: Scope, what: string, id: string, versions: Versions, path: Path): void {
    const earlier = this.shared.get(id);
    if (earlier) this.blameDuplicate(id, earlier, path);
    else this.shared.set(id, what);
    this.checkVersions(scope, versions, path);
  }

  private blameDuplicate(id: string, earlier: string, path: Path): void {
    this.blame([...path, 'id'], `duplicate id ${JSON.stringify(id)}; ${earlier} has it already`);
  }

  private checkPlacement(vcenter: string | undefined, nsxManager: string | undefined, path: Path): void {
    if (vcenter !== undefined) this.refer(this.vcenters, 'vCenter', vcenter, [...path, 'vcenter']);
    if (nsxManager !== undefined) this.refer(this.managers, 'NSX manager', nsxManager, [...path, 'nsxManager']);
    if (vcenter === undefined && nsxManager === undefined)
      this.blame(path, 'a Supervisor names its vcenter, or its nsxManager in a fleet without vcenters; found neither');
    const upper = vcenter === undefined ? undefined : this.vcenters.get(vcenter);
    if (upper && nsxManager !== undefined && nsxManager !== upper.nsxManager)
      this.blame([...path, 'nsxManager'], `its vCenter ${upper.id} hangs on ${upper.nsxManager}; found ${nsxManager}`);
  }

  /** A fleet may have a million clusters, and most of them run what some other one runs, by identity if it was read in pieces. */
  private checkClusters(): void {
    const isUnique = FleetIndex.of(this.fleet.document).size === this.shared.size + this.spec.clusters.length;
    const ids = new Set<string>();
    const sound = new Set<Versions>();
    this.spec.clusters.forEach(({ id, versions, supervisor }, index) => {
      if (!isUnique) {
        const earlier = this.shared.get(id) ?? (ids.has(id) ? 'a cluster' : undefined);
        if (earlier) this.blameDuplicate(id, earlier, ['clusters', index]);
        ids.add(id);
      }
      if (!sound.has(versions) && this.checkVersions('cluster', versions, ['clusters', index])) sound.add(versions);
      if (!this.supervisors.has(supervisor)) this.refer(this.supervisors, 'Supervisor', supervisor, ['clusters', index, 'supervisor']);
    });
  }

  /** Whether the scope has these components, and their versions can be read. */
  private checkVersions(scope: Scope, versions: Versions, path: Path): boolean {
    const before = this.found.length;
    for (const [id, text] of Object.entries(versions)) {
      const component = this.matrix.components.get(id);
      const at = [...path, 'versions', id];
      if (!component) this.blame(at, `no component of the matrix has this id; found ${JSON.stringify(id)}`);
      else if (component.scope !== scope) this.blame(at, `${id} is per ${component.scope}; found it at a ${scope}`);
      else if (text !== UNKNOWN_VERSION) {
        const version = this.matrix.readVersion(id, text);
        if (!version.ok) this.blame(at, version.problem);
      }
    }
    return this.found.length === before;
  }

  private refer(ids: { has(id: string): boolean }, what: string, id: string, path: Path): void {
    if (!ids.has(id)) this.blame(path, `no ${what} has this id; found ${JSON.stringify(id)}`);
  }
}
