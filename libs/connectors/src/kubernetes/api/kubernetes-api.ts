import { ApisApi, CoreV1Api, createConfiguration, CustomObjectsApi, ServerConfiguration, VersionApi } from '@kubernetes/client-node';
import { MOST_CLOCK_SKEW } from '@lockstep/fleet/domain';
import { type Outbound, OutboundError } from '@lockstep/platform/outbound';
import { z } from 'zod';
import { KubernetesFailure, failureOfStatus } from './kubernetes-failure.js';
import type { Resource } from './resources.js';
import { Expired, failureOfError, guardedTransport, NotThere } from './transport.js';

export interface KubernetesApiOptions {
  readonly url: string;
  readonly outbound: Outbound;
  readonly token?: string;
  readonly pageSize: number;
  /** So many objects of one kind are read. */
  readonly mostObjects: number;
  /** RFC 3339 */
  readonly now: () => string;
  readonly signal: AbortSignal;
}

/** Which objects of a kind. */
export interface Scope {
  /** Undefined: all of them. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
}

export interface Page {
  readonly items: readonly unknown[];
  /** The list began anew: what was read of it before may be told again, or be gone. */
  readonly restarted: boolean;
}

const list = z.looseObject({
  metadata: z.looseObject({ continue: z.string().optional() }).optional(),
  // Go writes a list that was never filled as null.
  items: z.array(z.unknown()).nullable(),
});
const groups = z.array(z.looseObject({ name: z.string(), versions: z.array(z.looseObject({ version: z.string() })) }));
const gitVersion = z
  .string()
  .max(128)
  .regex(/^[\x21-\x7e]+$/, 'a version');
const secret = z.looseObject({ data: z.record(z.string(), z.string()).optional() });

/** A list whose snapshot expires again and again is not read for ever. */
const MOST_RESTARTS = 3;

/** What of a Kubernetes API is asked here: lists page by page, objects by name, and what is served. Only reads. Every method throws `KubernetesFailure`. */
export class KubernetesApi {
  private readonly objects: CustomObjectsApi;
  private readonly core: CoreV1Api;
  private readonly apis: ApisApi;
  private readonly version: VersionApi;
  private served: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  private ahead: number | undefined;

  constructor(private readonly options: KubernetesApiOptions) {
    const configuration = createConfiguration({
      baseServer: new ServerConfiguration(options.url.replace(/\/$/, ''), {}),
      httpApi: guardedTransport({ ...options, onDate: (date) => (this.ahead = date - Date.parse(options.now())) }),
    });
    this.objects = new CustomObjectsApi(configuration);
    this.core = new CoreV1Api(configuration);
    this.apis = new ApisApi(configuration);
    this.version = new VersionApi(configuration);
  }

  /** By the `Date` of the newest answer; null: it agrees with ours, or there was none. */
  get clockSkew(): 'ahead' | 'behind' | null {
    if (this.ahead === undefined || Math.abs(this.ahead) <= MOST_CLOCK_SKEW) return null;
    return this.ahead > 0 ? 'ahead' : 'behind';
  }

  /** Milliseconds since 1970 by the clock of the server, as far as it tells: its own times are compared with this one. */
  get serverTime(): number {
    return Date.parse(this.options.now()) + (this.ahead ?? 0);
  }

  /** The API version to ask for; null: none of those that can be read is served. */
  async servedVersion({ group, versions }: Resource): Promise<string | null> {
    this.served ??= await this.discover();
    const served = this.served.get(group);
    return versions.find((version) => served?.has(version)) ?? null;
  }

  /** `gitVersion`, such as `v1.32.9+vmware.2-fips` */
  async serverVersion(): Promise<string | null> {
    const place = 'GET /version/';
    const found = await this.ask(place, () => this.version.getCode());
    return found && shaped(gitVersion, found.gitVersion, `${place}, /gitVersion`);
  }

  /** All objects of a kind, by pages; of a kind that is not served none. */
  async *list(resource: Resource, { namespace, labelSelector }: Scope = {}): AsyncGenerator<Page> {
    const version = await this.servedVersion(resource);
    if (version === null) return;
    const { group, plural } = resource;
    const place = `GET /apis/${group}/${version}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${plural}`;
    let [from, restarts, restarted, read, told] = [undefined as string | undefined, 0, false, 0, false];
    do {
      const query = { group, version, plural, labelSelector, limit: this.options.pageSize, _continue: from };
      const page = await this.ask(place, () =>
        namespace === undefined
          ? this.objects.listClusterCustomObject(query)
          : this.objects.listNamespacedCustomObject({ ...query, namespace }),
      ).catch((error: unknown) => {
        if (!(error instanceof Expired)) throw error;
        if (from === undefined || restarts++ === MOST_RESTARTS) throw failureOfStatus(410, place);
        return 'expired' as const;
      });
      if (page === 'expired') {
        [from, restarted, read] = [undefined, true, 0];
        continue;
      }
      if (page === null && !told) return;
      if (page === null) throw new KubernetesFailure('server-error', place, 'the list was there, and before its end it is not (404)', true);
      const { items: found, metadata } = shaped(list, page, place);
      const items = found ?? [];
      if ((read += Math.max(items.length, 1)) > this.options.mostObjects)
        throw new KubernetesFailure(
          'wrong-shape',
          place,
          `the list has more than ${this.options.mostObjects} objects, the limit of this source`,
          false,
        );
      yield { items, restarted };
      told = true;
      if (metadata?.continue && metadata.continue === from)
        throw new KubernetesFailure(
          'wrong-shape',
          `${place}, /metadata/continue`,
          'the list does not go on where it says that it does',
          false,
        );
      [from, restarted] = [metadata?.continue || undefined, false];
    } while (from !== undefined || restarted);
  }

  /** One object, as it came; null: it is not there, or its kind is not served. */
  async find(resource: Resource, namespace: string, name: string): Promise<unknown> {
    const version = await this.servedVersion(resource);
    if (version === null) return null;
    const { group, plural } = resource;
    const place = `GET /apis/${group}/${version}/namespaces/${namespace}/${plural}/${name}`;
    return this.ask(place, () => this.objects.getNamespacedCustomObject({ group, version, namespace, plural, name }));
  }

  /** One key of a Secret, decoded; null: there is no such Secret or key. */
  async findSecret(namespace: string, name: string, key: string): Promise<string | null> {
    const place = `GET /api/v1/namespaces/${namespace}/secrets/${name}`;
    const found = await this.ask(place, () => this.core.readNamespacedSecret({ namespace, name }));
    const value = found && shaped(secret, found, place).data?.[key];
    return value ? Buffer.from(value, 'base64').toString('utf8') : null;
  }

  private async discover(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const place = 'GET /apis/';
    const found = await this.ask(place, () => this.apis.getAPIVersions());
    const told = shaped(groups, found?.groups, `${place}, /groups`);
    return new Map(told.map(({ name, versions }) => [name, new Set(versions.map(({ version }) => version))]));
  }

  /** @returns null when it is not there */
  private async ask<Answer>(place: string, request: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await request();
    } catch (error) {
      if (error instanceof NotThere) return null;
      this.options.signal.throwIfAborted();
      if (error instanceof KubernetesFailure || error instanceof Expired) throw error;
      // The generated client reads the text, then the shape that it knows.
      if (error instanceof OutboundError) throw failureOfError(error, place);
      if (error instanceof SyntaxError)
        throw new KubernetesFailure('unreadable-answer', place, 'the answer is JSON that breaks off or is broken', true);
      throw new KubernetesFailure('wrong-shape', place, 'the answer does not have the shape that the API describes', false, {
        cause: error,
      });
    }
  }
}

function shaped<Shape extends z.ZodType>(shape: Shape, value: unknown, place: string): z.output<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new KubernetesFailure('wrong-shape', `${place}${path.map((step) => `/${String(step)}`).join('')}`, message, false);
}
