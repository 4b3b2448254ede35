import { type Authorizer } from '../kubernetes/authorizer.js';
import { guestResources } from '../kubernetes/guest-resources.js';
import { kubeHandler } from '../kubernetes/kube-server.js';
import { supervisorResources } from '../kubernetes/supervisor-resources.js';
import { kubernetesVersion } from '../kubernetes/versions.js';
import { nsxHandler } from '../nsx/nsx-handler.js';
import { NsxSessions } from '../nsx/nsx-sessions.js';
import { RateLimit } from '../nsx/rate-limit.js';
import { suffixOf } from '../world/draws.js';
import type { World } from '../world/world.js';
import type { ClusterNode } from '../world/world-node.js';
import { createCertificateAuthority } from './certificate-authority.js';
import type { HttpHandler } from './http-answer.js';
import { kubeconfigOf } from './kubeconfig.js';
import { listen, type Listening, type ServerTls } from './listener.js';
import { type WireFault, WireFaults } from './wire-faults.js';

export interface ServeOptions {
  readonly faults?: WireFaults;
  /** Left out: plain HTTP. `own`: a certificate for `host` of an authority made for this world. `ca` goes to whoever is to trust the servers. */
  readonly tls?: 'own' | (ServerTls & { readonly ca: string });
  /** Another certificate for single servers, by what faults call them. */
  readonly tlsOf?: Readonly<Record<string, ServerTls>>;
  /** What the account of a scanner may do; left out: read everything. */
  readonly supervisorRights?: Authorizer;
  readonly guestRights?: Authorizer;
  /** Versions of `cluster.x-k8s.io`, preferred one first; left out: as the VKS of the Supervisor serves them. */
  readonly clusterApi?: readonly string[];
  readonly nsxLimit?: { readonly perSecond: number; readonly atOnce: number };
  readonly host?: string;
  /** Time of day of the servers, for `Date` and heartbeats; left out: the real one. */
  readonly now?: () => number;
}

export interface ServedSupervisor {
  readonly url: string;
  readonly token: string;
  readonly ca: string | null;
}

export interface ServedNsxManager {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly ca: string | null;
  readonly sessions: NsxSessions;
  readonly limit: RateLimit;
}

/** One request as it came in, login attempts included. */
export interface ServedRequest {
  readonly server: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
}

export interface ServedWorld {
  readonly supervisors: Readonly<Record<string, ServedSupervisor>>;
  readonly nsxManagers: Readonly<Record<string, ServedNsxManager>>;
  readonly faults: WireFaults;
  readonly requests: readonly ServedRequest[];
  /** Ends the API server of a cluster; the next who asks for its kubeconfig gets one that nobody listens at. */
  cutOff(cluster: string): Promise<void>;
  close(): Promise<void>;
}

/** What NSX grants one client. */
const NSX_LIMIT = { perSecond: 100, atOnce: 40 };

/**
 * Serves a world over the APIs of the real systems: one server per Supervisor and NSX manager at once, one per cluster from the moment when somebody
 * reads its kubeconfig. Credentials come from the seed and protect nothing.
 */
export async function serveWorld(world: World, options: ServeOptions = {}): Promise<ServedWorld> {
  const { tls, host = '127.0.0.1' } = options;
  const serving = new Serving(world, { ...options, host, tls: tls === 'own' ? await ownCertificate(world, host) : tls });
  try {
    const supervisors = await byId(world.all('supervisor'), (id) => serving.supervisor(id));
    const nsxManagers = await byId(world.all('nsx-manager'), (id) => serving.nsxManager(id));
    return {
      supervisors,
      nsxManagers,
      faults: serving.faults,
      requests: serving.requests,
      cutOff: (cluster) => serving.cutOff(cluster),
      close: () => serving.close(),
    };
  } catch (error) {
    await serving.close();
    throw error;
  }
}

async function byId<T>(nodes: readonly { readonly id: string }[], serve: (id: string) => Promise<T>): Promise<Record<string, T>> {
  return Object.fromEntries(await Promise.all(nodes.map(async ({ id }) => [id, await serve(id)] as const)));
}

async function ownCertificate(world: World, host: string): Promise<ServerTls & { readonly ca: string }> {
  const authority = await createCertificateAuthority(`world ${world.name}`);
  const { key, certificate } = await authority.issue({ names: [host] });
  return { key, cert: certificate, ca: authority.certificate };
}

type Options = ServeOptions & { readonly tls?: ServerTls & { readonly ca: string }; readonly host: string };

class Serving {
  readonly requests: ServedRequest[] = [];
  readonly faults: WireFaults;
  private readonly listening: Promise<Listening>[] = [];
  private readonly guests = new Map<string, Promise<Listening>>();
  private readonly cut = new Map<string, string>();
  private readonly now: () => number;

  constructor(
    private readonly world: World,
    private readonly options: Options,
  ) {
    this.faults = options.faults ?? new WireFaults();
    this.now = options.now ?? Date.now;
  }

  async supervisor(id: string): Promise<ServedSupervisor> {
    const { world, options } = this;
    const token = suffixOf(world.seed, `token supervisor ${id}`, 40);
    const resources = () =>
      supervisorResources({ world, supervisor: id, kubeconfig: (cluster) => this.kubeconfig(cluster), clusterApi: options.clusterApi });
    const { url } = await this.listen(`supervisor ${id}`, (faults) =>
      kubeHandler({
        world,
        resources,
        token,
        gitVersion: () => wcpVersion(world.get('supervisor', id).versions['supervisor']),
        authorize: options.supervisorRights,
        expired: () => strikes(faults, 'expire-continue'),
      }),
    );
    return { url, token, ca: options.tls?.ca ?? null };
  }

  async nsxManager(id: string): Promise<ServedNsxManager> {
    const { world } = this;
    const { perSecond, atOnce } = this.options.nsxLimit ?? NSX_LIMIT;
    const limit = new RateLimit(perSecond, atOnce, this.now);
    const sessions = new NsxSessions(this.now);
    const [user, password] = ['lockstep', suffixOf(world.seed, `password ${id}`, 24)];
    const { url } = await this.listen(`nsx-manager ${id}`, (faults) => async (request) => {
      if (strikes(faults, 'expire-session')) sessions.endAll();
      if (!limit.begin())
        return {
          status: 429,
          headers: { 'retry-after': '1' },
          body: { httpStatus: 'TOO_MANY_REQUESTS', error_code: 98, error_message: 'Client API rate limit exceeded' },
        };
      try {
        return await nsxHandler({ world, nsxManager: id, user, password, sessions, now: () => this.now() + skewOf(faults) })(request);
      } finally {
        limit.end();
      }
    });
    return { url, user, password, ca: this.options.tls?.ca ?? null, sessions, limit };
  }

  async cutOff(cluster: string): Promise<void> {
    const guest = await this.guest(this.world.get('cluster', cluster));
    this.cut.set(cluster, guest.url);
    await guest.close();
  }

  async close(): Promise<void> {
    await Promise.all(this.listening.map(async (one) => (await one).close().catch(() => {})));
  }

  private guest(cluster: ClusterNode): Promise<Listening> {
    const known = this.guests.get(cluster.id);
    if (known) return known;
    const { world, options } = this;
    const began = this.listen(`cluster ${cluster.id}`, (faults) =>
      kubeHandler({
        world,
        resources: () => guestResources(world, cluster.id, () => this.now() + skewOf(faults)),
        token: guestToken(world, cluster),
        gitVersion: () => kubernetesVersion(world.get('cluster', cluster.id).versions['vkr'] ?? 'v0.0.0'),
        authorize: options.guestRights,
        expired: () => strikes(faults, 'expire-continue'),
      }),
    );
    this.guests.set(cluster.id, began);
    return began;
  }

  private async kubeconfig(cluster: ClusterNode): Promise<string> {
    const url = this.cut.get(cluster.id) ?? (await this.guest(cluster)).url;
    return kubeconfigOf({ name: cluster.name, url, ca: this.options.tls?.ca ?? null, token: guestToken(this.world, cluster) });
  }

  private listen(server: string, handler: (faults: readonly WireFault[]) => HttpHandler): Promise<Listening> {
    const { host, tls, tlsOf } = this.options;
    const noting =
      (faults: readonly WireFault[]): HttpHandler =>
      async (request) => {
        const answer = await handler(faults)(request);
        this.requests.push({ server, method: request.method, path: request.path, query: request.query.toString(), status: answer.status });
        return answer;
      };
    const began = listen({ server, host, tls: tlsOf?.[server] ?? tls, faults: this.faults, now: this.now, handler: noting });
    this.listening.push(began);
    return began;
  }
}

const guestToken = (world: World, { id }: ClusterNode): string => suffixOf(world.seed, `token cluster ${id}`, 40);
const strikes = (faults: readonly WireFault[], kind: WireFault['kind']): boolean => faults.some((fault) => fault.kind === kind);
const skewOf = (faults: readonly WireFault[]): number =>
  faults.reduce((sum, fault) => sum + (fault.kind === 'skew' ? fault.milliseconds : 0), 0);

/** The API server of a Supervisor says which Kubernetes it is, and not which build for vCenter. */
const wcpVersion = (supervisor = 'v0.0.0'): string => `${/^v\d+\.\d+\.\d+/.exec(supervisor)?.[0] ?? 'v0.0.0'}+vmware.wcp.1`;
