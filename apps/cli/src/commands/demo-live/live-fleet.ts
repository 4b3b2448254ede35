import { askOf, kubernetesVersion, type RunningNode, type Service } from '@lockstep/simulation';
import type { Matrix } from '@lockstep/matrix/domain';

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

interface Page<T> {
  readonly items: readonly T[];
  readonly page: { readonly next: string | null };
}

const KINDS = { 'nsx-manager': 'nsx-managers', vcenter: 'vcenters', supervisor: 'supervisors', cluster: 'clusters' } as const;

/** The fleet as Lockstep knows it, read back over REST. */
export class LiveFleet {
  constructor(
    private readonly service: Service,
    private readonly matrix: Matrix,
  ) {}

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

  private async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = `${path.includes('?') ? '&' : '?'}limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { body }: { body: Page<T> } = await askOf<Page<T>>(this.service, { method: 'GET', path: `${path}${query}` });
      items.push(...body.items);
      cursor = body.page.next;
    }
    return items;
  }
}
