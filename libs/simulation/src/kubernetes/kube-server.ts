import type { HttpAnswer, HttpHandler, HttpRequest } from '../serve/http-answer.js';
import type { World } from '../world/world.js';
import type { Authorizer } from './authorizer.js';
import { discovery } from './discovery.js';
import { groupVersion, type KubeItem, type KubeResource, wholeObject } from './kube-resource.js';
import { fieldSelector, labelSelector } from './selectors.js';
import { failure } from './status.js';
import { watchStream } from './watch.js';

export interface KubeServing {
  readonly world: World;
  readonly resources: () => readonly KubeResource[];
  readonly token: string;
  /** Text of `/version`. */
  readonly gitVersion: () => string;
  /** Left out: everything may be read. */
  readonly authorize?: Authorizer;
  /** Whether a continue token of this many changes ago has expired. */
  readonly expired: () => boolean;
}

/** What a path of an API server asks for. */
interface Target {
  readonly resource: KubeResource;
  readonly version: string;
  readonly namespace: string | null;
  readonly name: string | null;
}

const OBJECTS =
  /^\/(?:api\/(?<core>[^/]+)|apis\/(?<group>[^/]+)\/(?<version>[^/]+))(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<plural>[^/]+)(?:\/(?<name>[^/]+))?$/;
const DEFAULT_LIMIT = 500;
const VERBS: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

/** An API server that reads: discovery, get, list with pages, watch. What would write is refused as the real one refuses it. */
export function kubeHandler(serving: KubeServing): HttpHandler {
  return async (request) => {
    const { method, path, query, headers } = request;
    if (headers.authorization !== `Bearer ${serving.token}`) return failure(401, 'Unauthorized', 'Unauthorized');
    const target = findTarget(serving.resources(), path);
    const watching = query.get('watch') === 'true' || query.get('watch') === '1';
    const verb = VERBS[method] ?? (target === null || target.name !== null ? 'get' : watching ? 'watch' : 'list');
    const asked = target && {
      group: target.resource.group,
      plural: target.resource.plural,
      namespace: target.namespace,
      name: target.name,
    };
    if (serving.authorize && !serving.authorize({ verb, resource: asked, path })) return forbidden(verb, target, path);
    if (!target)
      return (
        discovery(serving.resources(), path, serving.gitVersion()) ??
        failure(404, 'NotFound', 'the server could not find the requested resource')
      );
    if (method !== 'GET') return write(serving, target, request);
    if (target.name !== null) return getOne(serving, target);
    try {
      const items = select(target, query);
      if (watching) return watchStream(serving.world, target.resource, target.version, () => select(target, query), query);
      return await listPage(serving, target, items, query);
    } catch (error) {
      return failure(400, 'BadRequest', (error as Error).message);
    }
  };
}

function findTarget(resources: readonly KubeResource[], path: string): Target | null {
  const groups = OBJECTS.exec(path)?.groups;
  if (!groups) return null;
  // `/api/v1/namespaces/x` is an object, `/api/v1/namespaces/x/secrets` a list.
  const group = groups['group'] ?? '';
  const version = groups['version'] ?? groups['core']!;
  const resource = resources.find((one) => one.group === group && one.plural === groups['plural'] && one.versions.includes(version));
  if (!resource) return null;
  return {
    resource,
    version,
    namespace: groups['namespace'] ?? null,
    name: groups['name'] === undefined ? null : decodeURIComponent(groups['name']),
  };
}

function forbidden(verb: string, target: Target | null, path: string): HttpAnswer {
  if (!target) return failure(403, 'Forbidden', `forbidden: User cannot ${verb} path "${path}"`);
  const { resource, namespace, name } = target;
  const where = namespace === null ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const what = `${resource.plural}${resource.group === '' ? '' : `.${resource.group}`}${name === null ? '' : ` "${name}"`}`;
  return failure(
    403,
    'Forbidden',
    `${what} is forbidden: User cannot ${verb} resource "${resource.plural}" in API group "${resource.group}" ${where}`,
  );
}

function select({ resource, namespace }: Target, query: URLSearchParams): KubeItem[] {
  const labels = labelSelector(query.get('labelSelector') ?? '');
  const fields = fieldSelector(query.get('fieldSelector') ?? '');
  return resource.items().filter((item) => (namespace === null || item.namespace === namespace) && labels(item.labels) && fields(item));
}

async function getOne({ world }: KubeServing, { resource, version, namespace, name }: Target): Promise<HttpAnswer> {
  const item = resource.items().find((one) => one.name === name && (one.namespace === null || one.namespace === namespace));
  if (!item) return failure(404, 'NotFound', `${resource.plural}${resource.group === '' ? '' : `.${resource.group}`} "${name}" not found`);
  return { status: 200, body: await wholeObject(resource, version, item, world.position) };
}

async function listPage(
  serving: KubeServing,
  { resource, version }: Target,
  items: readonly KubeItem[],
  query: URLSearchParams,
): Promise<HttpAnswer> {
  const { world } = serving;
  const limit = Number(query.get('limit') ?? 0) || (query.has('limit') ? DEFAULT_LIMIT : items.length || 1);
  const token = query.get('continue');
  let begin = 0;
  if (token !== null && token !== '') {
    const [offset] = Buffer.from(token, 'base64url').toString().split(' ').map(Number);
    if (offset === undefined || !Number.isSafeInteger(offset) || offset < 0) return failure(400, 'BadRequest', 'continue key is not valid');
    if (serving.expired())
      return failure(
        410,
        'Expired',
        'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
      );
    begin = offset;
  }
  const page = items.slice(begin, begin + limit);
  const left = items.length - begin - page.length;
  const objects = await Promise.all(page.map((item) => wholeObject(resource, version, item, world.position)));
  return {
    status: 200,
    body: {
      kind: `${resource.kind}List`,
      apiVersion: groupVersion(resource.group, version),
      metadata: {
        resourceVersion: String(world.position),
        ...(left > 0
          ? { continue: Buffer.from(`${begin + page.length} ${world.position}`).toString('base64url'), remainingItemCount: left }
          : {}),
      },
      items: objects,
    },
  };
}

/** A name that is taken and a state that has moved on are conflicts; all else is not for a scanner to do. */
function write({ world }: KubeServing, { resource, namespace, name }: Target, { method, body }: HttpRequest): HttpAnswer {
  let metadata: { name?: string; resourceVersion?: string } = {};
  try {
    metadata = (JSON.parse(body || '{}') as { metadata?: typeof metadata }).metadata ?? {};
  } catch {
    return failure(400, 'BadRequest', 'the object provided is unrecognized');
  }
  const wanted = name ?? metadata.name;
  const there = resource.items().some((item) => item.name === wanted && (item.namespace === null || item.namespace === namespace));
  if (method === 'POST' && there) return failure(409, 'AlreadyExists', `${resource.plural} "${wanted}" already exists`);
  if (method === 'PUT' && there && metadata.resourceVersion !== String(world.position))
    return failure(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${resource.plural} "${wanted}": the object has been modified; please apply your changes to the latest version and try again`,
    );
  return failure(405, 'MethodNotAllowed', `${VERBS[method] ?? method} is not supported on resources of kind "${resource.plural}"`);
}
