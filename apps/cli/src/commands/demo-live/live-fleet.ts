import { randomUUID } from 'node:crypto';
import { type ClusterNode, kubernetesVersion, type RunningNode, type ServedWorld, type World } from '@lockstep/simulation';
import type { Matrix } from '@lockstep/matrix/domain';
import type { RestClient } from '../../rest-client.js';

/** What a node looks like over REST, as far as the demo reads it. */
interface SeenNode {
  readonly id: string;
  readonly nsxManager?: string;
  readonly vcenter?: string;
  readonly supervisor?: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly mixed?: Readonly<Record<string, readonly { readonly part: string; readonly version: string; readonly nodes: number }[]>>;
}

export interface SeenFinding {
  readonly kind: string;
  readonly severity: string;
  readonly title: string;
}

interface ScanView {
  readonly status: string;
  readonly outcome?: string | null;
}

const KINDS = { 'nsx-manager': 'nsx-managers', vcenter: 'vcenters', supervisor: 'supervisors', cluster: 'clusters' } as const;

/** A cluster is known by where it was seen. */
export const seenId = ({ supervisor, namespace, name }: ClusterNode): string => `${supervisor}/${namespace}/${name}`;

/** The fleet as Lockstep comes to know it: registered as sources, scanned, read back over REST. */
export class LiveFleet {
  constructor(
    private readonly client: RestClient,
    private readonly world: World,
    private readonly served: ServedWorld,
    private readonly matrix: Matrix,
  ) {}

  async registerSources(): Promise<number> {
    for (const { id } of this.world.all('nsx-manager')) {
      const { url, user, password, ca } = this.served.nsxManagers[id]!;
      await this.post('/v1/sources', {
        id: `nsx-${id}`.toLowerCase(),
        system: 'nsx',
        name: `NSX manager ${id}`,
        settings: { url, nsxManager: id, caBundle: ca },
        secret: { username: user, password },
      });
    }
    for (const { id, vcenter, nsxManager, networking } of this.world.all('supervisor')) {
      const { url, token, ca } = this.served.supervisors[id]!;
      await this.post('/v1/sources', {
        id: `kubernetes-${id}`.toLowerCase(),
        system: 'kubernetes',
        name: `Supervisor ${id}`,
        settings: {
          url,
          supervisor: id,
          parent: vcenter === null ? { nsxManager } : { vcenter },
          networking: networking ?? undefined,
          caBundle: ca,
        },
        secret: { token },
      });
    }
    return this.world.all('nsx-manager').length + this.world.all('supervisor').length;
  }

  /** What no source tells, vCenter does: which vCenters there are, and the versions of them and of Supervisors. Here an event does it for vCenter. */
  async reportForVcenter(): Promise<void> {
    const events = [
      ...this.world
        .all('vcenter')
        .flatMap(({ id, nsxManager, versions }) => [
          event(`vcenter-${id}`, 'vcenter.registered', { placement: { nsxManager } }),
          event(`vcenter-${id}`, 'vcenter.version-observed', { component: 'vcenter', version: versions['vcenter'] }),
        ]),
      ...this.world
        .all('supervisor')
        .flatMap(({ id, vcenter, nsxManager, versions }) => [
          event(`supervisor-${id}`, 'supervisor.registered', { placement: vcenter === null ? { nsxManager } : { vcenter } }),
          event(`supervisor-${id}`, 'supervisor.version-observed', { component: 'supervisor', version: versions['supervisor'] }),
        ]),
    ];
    const { body } = await this.client.send('POST', '/v1/inventory/events', JSON.stringify(events), 'application/cloudevents-batch+json');
    const refused = (body as { outcomes: { outcome: string }[] }).outcomes.filter(({ outcome }) => outcome === 'refused');
    if (refused.length > 0) throw new Error(`POST /v1/inventory/events; every event; must be taken; found ${JSON.stringify(refused[0])}`);
  }

  /** Scans every source, and waits for the end of it. */
  async scan(): Promise<void> {
    const { location } = await this.post('/v1/scans', {});
    const scan = await this.client.poll<ScanView>(location!, ({ status }) => status !== 'running');
    if (scan.status !== 'completed') throw new Error(`${location}; status; must become completed; found ${JSON.stringify(scan)}`);
  }

  /** Everything that runs, as it was last observed. */
  async running(): Promise<RunningNode[]> {
    const nodes = await Promise.all(
      Object.entries(KINDS).map(async ([kind, path]) =>
        (await this.all<SeenNode>(`/v1/${path}`)).map((node) => this.runningNode(kind, node)),
      ),
    );
    return nodes.flat();
  }

  findings(kinds: readonly string[]): Promise<SeenFinding[]> {
    return this.all<SeenFinding>(`/v1/findings?${kinds.map((kind) => `kind=${kind}`).join('&')}`);
  }

  private runningNode(kind: string, { id, nsxManager, vcenter, supervisor, versions, mixed = {} }: SeenNode): RunningNode {
    const above =
      kind === 'cluster'
        ? `supervisor ${supervisor}`
        : kind === 'supervisor' && vcenter !== undefined
          ? `vcenter ${vcenter}`
          : `nsx-manager ${nsxManager}`;
    const running = Object.keys(versions).map((component) => {
      const parts = (mixed[component] ?? []).map(({ version }) => this.wholeVersion(component, version));
      return [component, [...new Set([versions[component]!, ...parts])].sort()] as const;
    });
    return {
      key: `${kind} ${id}`,
      above: kind === 'nsx-manager' ? null : above,
      running: Object.fromEntries(running),
      rolling: Object.keys(mixed).length > 0 ? Object.keys(versions) : [],
    };
  }

  /** A Machine says `v1.33.6+vmware.1-fips` and not which build of the release it is of; an agent of Antrea not which package. */
  private wholeVersion(component: string, version: string): string {
    const spelled = (text: string) => (component === 'vkr' ? kubernetesVersion(text) : text.replace(/\+.*/, ''));
    const releases = this.matrix.releases(component).map(({ version: { text } }) => text);
    return releases.includes(version) ? version : (releases.find((text) => spelled(text) === version) ?? version);
  }

  private post(path: string, body: unknown) {
    return this.client.send('POST', path, JSON.stringify(body), 'application/json');
  }

  private async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = `${path.includes('?') ? '&' : '?'}limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const body = (await this.client.send('GET', `${path}${query}`)).body as { items: T[]; page: { next: string | null } };
      items.push(...body.items);
      cursor = body.page.next;
    }
    return items;
  }
}

const event = (subject: string, type: string, data: unknown) => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/demo/vcenter',
  time: new Date().toISOString(),
  type: `dev.lockstep.${type}.v1`,
  subject,
  data,
});
