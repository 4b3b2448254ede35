import type { NodeName } from '../../domain/index.js';
import type { FleetRecord, NodeQuery, RecordedNode } from '../fleet-record.port.js';
import type { ClusterInVpc } from './inventory-source.port.js';

const PAGE = 500;

/**
 * The clusters below an NSX manager that it cannot name, with the VPCs that their Supervisors have told. A cluster that nobody has in sight is none of them:
 * that NSX has a VPC for it would not show that it is there.
 */
export class ReadClustersInVpcs {
  constructor(private readonly fleet: Pick<FleetRecord, 'catchUp' | 'list'>) {}

  async execute({ kind, id }: NodeName): Promise<readonly ClusterInVpc[]> {
    if (kind !== 'nsx-manager') return [];
    await this.fleet.catchUp();
    const clusters: ClusterInVpc[] = [];
    for (const supervisor of await this.supervisorsBelow(id))
      clusters.push(...(await this.all({ kind: 'cluster', supervisor })).flatMap((node) => inVpc(node) ?? []));
    return clusters;
  }

  /** By what they say of themselves: at the first look nobody has told of the NSX manager yet. */
  private async supervisorsBelow(nsxManager: string): Promise<string[]> {
    const vcenters = new Map((await this.all({ kind: 'vcenter' })).map(({ id, placement }) => [id, placement.nsxManager]));
    return (await this.all({ kind: 'supervisor' }))
      .filter(({ placement: { vcenter, nsxManager: own } }) => (vcenter === null ? own : vcenters.get(vcenter)) === nsxManager)
      .map(({ id }) => id);
  }

  private async all(query: Pick<NodeQuery, 'kind' | 'supervisor'>): Promise<RecordedNode[]> {
    const nodes: RecordedNode[] = [];
    for (let after: string | undefined; ;) {
      const page = await this.fleet.list({ ...query, limit: PAGE, ...(after !== undefined && { after }) });
      nodes.push(...page);
      if (page.length < PAGE) return nodes;
      after = page.at(-1)!.id;
    }
  }
}

/** Undefined: NSX knows it by an id of its own, or where it lies is not known. */
function inVpc({ id, identity, lostSight, placement: { supervisor, project, vpc } }: RecordedNode): ClusterInVpc | undefined {
  if (lostSight !== null || project === null || vpc === null || identity?.nsxClusterId != null) return undefined;
  const nsxName = nsxNameOf(id, supervisor);
  return nsxName === undefined ? undefined : { id, nsxName, project, vpc };
}

/** Sources call a cluster `<supervisor>/<namespace>/<name>`; another id does not tell its vSphere Namespace. */
function nsxNameOf(id: string, supervisor: string | null): string | undefined {
  if (supervisor === null || !id.startsWith(`${supervisor}/`)) return undefined;
  const [namespace, name, ...more] = id.slice(supervisor.length + 1).split('/');
  return namespace && name && more.length === 0 ? `${namespace}-${name}` : undefined;
}
