import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServedWorld } from '../serve/serve-world.js';
import type { World } from '../world/world.js';
import type { ClusterNode } from '../world/world-node.js';
import { askOf, type Service } from './service.port.js';

interface ScanView {
  readonly status: 'running' | 'completed' | 'cancelled';
  readonly outcome?: string | null;
}

const POLL_MILLISECONDS = 50;
const LONGEST_SCAN_SECONDS = 60;

/** What a cluster is called in the record: by where it was seen. */
export const seenId = ({ supervisor, namespace, name }: ClusterNode): string => `${supervisor}/${namespace}/${name}`;

/** A served world as a service comes to know it: registered as sources, scanned, and told of for vCenter. */
export class ScannedWorld {
  /** What was said last, by subject and type. */
  private readonly said = new Map<string, string>();

  /** `service`: with a token that may register sources, scan, and write to the inventory. */
  constructor(
    readonly world: World,
    private readonly served: ServedWorld,
    private readonly service: Service,
  ) {}

  /** One source for every NSX manager and Supervisor. How many there are. */
  async registerSources(): Promise<number> {
    const sources = [...this.nsxSources(), ...this.supervisorSources()];
    for (const body of sources) await askOf(this.service, { method: 'POST', path: '/v1/sources', body });
    return sources.length;
  }

  /**
   * What no source tells, vCenter does: which vCenters there are, and the versions of them and of Supervisors. Here events do it for vCenter, and say only
   * what they have not said before.
   */
  async reportForVcenter(): Promise<void> {
    const news = [...this.vcenterFacts(), ...this.supervisorFacts()].filter(
      ({ subject, type, data }) => this.said.get(`${subject} ${type}`) !== JSON.stringify(data),
    );
    if (news.length === 0) return;
    const { body } = await askOf<{ outcomes: { outcome: string }[] }>(this.service, {
      method: 'POST',
      path: '/v1/inventory/events',
      contentType: 'application/cloudevents-batch+json',
      body: JSON.stringify(news.map(cloudEvent)),
    });
    const refused = body.outcomes.find(({ outcome }) => outcome === 'refused');
    if (refused) throw new Error(`POST /v1/inventory/events; every event; must be taken; found ${JSON.stringify(refused)}`);
    for (const { subject, type, data } of news) this.said.set(`${subject} ${type}`, JSON.stringify(data));
  }

  /** Looks at every source, and resolves when all has been looked at. */
  async scan(): Promise<void> {
    const { location } = await askOf(this.service, { method: 'POST', path: '/v1/scans', body: {} });
    for (const deadline = Date.now() + LONGEST_SCAN_SECONDS * 1_000; ; await sleep(POLL_MILLISECONDS)) {
      const { body } = await askOf<ScanView>(this.service, { method: 'GET', path: location! });
      if (body.status === 'completed') return;
      if (body.status !== 'running' || Date.now() > deadline)
        throw new Error(`${location}; status; must become completed; found ${JSON.stringify(body)}`);
    }
  }

  /** All that can be known of the world as it is now. */
  async observe(): Promise<void> {
    await this.reportForVcenter();
    await this.scan();
  }

  private nsxSources(): object[] {
    return this.world.all('nsx-manager').map(({ id }) => {
      const { url, user, password, ca } = this.served.nsxManagers[id]!;
      return {
        id: `nsx-${id}`.toLowerCase(),
        system: 'nsx',
        name: `NSX manager ${id}`,
        settings: { url, nsxManager: id, ...trusted(ca) },
        secret: { username: user, password },
      };
    });
  }

  private supervisorSources(): object[] {
    return this.world.all('supervisor').map(({ id, vcenter, nsxManager, networking }) => {
      const { url, token, ca } = this.served.supervisors[id]!;
      return {
        id: `kubernetes-${id}`.toLowerCase(),
        system: 'kubernetes',
        name: `Supervisor ${id}`,
        settings: {
          url,
          supervisor: id,
          parent: vcenter === null ? { nsxManager } : { vcenter },
          networking: networking ?? undefined,
          ...trusted(ca),
        },
        secret: { token },
      };
    });
  }

  private vcenterFacts(): Fact[] {
    return this.world.all('vcenter').flatMap(({ id, nsxManager, versions }): Fact[] => {
      const subject = `vcenter-${id}`;
      return [
        { subject, type: 'vcenter.registered', data: { placement: { nsxManager } } },
        { subject, type: 'vcenter.version-observed', data: { component: 'vcenter', version: versions['vcenter'] } },
      ];
    });
  }

  private supervisorFacts(): Fact[] {
    return this.world.all('supervisor').flatMap(({ id, vcenter, nsxManager, networking, versions }): Fact[] => {
      const subject = `supervisor-${id}`;
      const placement = vcenter === null ? { nsxManager } : { vcenter };
      return [
        { subject, type: 'supervisor.registered', data: { placement, networking } },
        { subject, type: 'supervisor.version-observed', data: { component: 'supervisor', version: versions['supervisor'] } },
      ];
    });
  }
}

interface Fact {
  readonly subject: string;
  readonly type: string;
  readonly data: object;
}

const trusted = (ca: string | null) => (ca === null ? {} : { caBundle: ca });

const cloudEvent = ({ subject, type, data }: Fact) => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/simulation/vcenter',
  time: new Date().toISOString(),
  type: `dev.lockstep.${type}.v1`,
  subject,
  data,
});
