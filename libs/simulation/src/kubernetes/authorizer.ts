import type { KubeObject } from './kube-resource.js';

/** What a caller asks of an API server, in the words of RBAC. */
export interface KubeRequest {
  readonly verb: string;
  /** Of a request for objects; null: a path such as `/version`. */
  readonly resource: {
    readonly group: string;
    readonly plural: string;
    readonly namespace: string | null;
    readonly name: string | null;
  } | null;
  readonly path: string;
}

export type Authorizer = (request: KubeRequest) => boolean;

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

/** What every account that has logged in may read: versions and discovery (ClusterRoles system:discovery, system:public-info-viewer). */
const DISCOVERY = /^\/(?:version|healthz|livez|readyz|api|apis|openapi)(?:\/.*)?$/;

/**
 * Judges requests by manifests as RBAC does: a rule counts where a binding brings its role, in all namespaces by a ClusterRoleBinding, in its own by a
 * RoleBinding. All bindings of the manifests are taken to be the caller's.
 */
export function rbacAuthorizer(manifests: readonly KubeObject[]): Authorizer {
  const roles = new Map<string, readonly Rule[]>();
  for (const manifest of manifests)
    if (manifest['kind'] === 'ClusterRole' || manifest['kind'] === 'Role')
      roles.set(roleKey(manifest['kind'], namespaceOf(manifest), nameOf(manifest)), (manifest['rules'] ?? []) as Rule[]);
  const granted = manifests.flatMap((manifest) => {
    if (manifest['kind'] !== 'ClusterRoleBinding' && manifest['kind'] !== 'RoleBinding') return [];
    const namespace = manifest['kind'] === 'RoleBinding' ? namespaceOf(manifest) : null;
    const { kind, name } = manifest['roleRef'] as { kind: string; name: string };
    return (roles.get(roleKey(kind, kind === 'Role' ? namespace : null, name)) ?? []).map((rule) => ({ rule, namespace }));
  });
  return (request) =>
    request.resource === null
      ? (request.verb === 'get' && DISCOVERY.test(request.path)) || granted.some(({ rule }) => allowsPath(rule, request))
      : granted.some(({ rule, namespace }) => (namespace === null || namespace === request.resource!.namespace) && allows(rule, request));
}

const roleKey = (kind: string, namespace: string | null, name: string): string => `${kind} ${namespace ?? ''} ${name}`;
const metadataOf = (manifest: KubeObject) => manifest['metadata'] as { name: string; namespace?: string };
const nameOf = (manifest: KubeObject): string => metadataOf(manifest).name;
const namespaceOf = (manifest: KubeObject): string | null => metadataOf(manifest).namespace ?? null;

const has = (list: readonly string[] | undefined, word: string): boolean =>
  list !== undefined && (list.includes('*') || list.includes(word));

const allows = ({ apiGroups, resources, resourceNames, verbs }: Rule, { verb, resource }: KubeRequest): boolean =>
  has(verbs, verb) &&
  has(apiGroups, resource!.group) &&
  has(resources, resource!.plural) &&
  (resourceNames === undefined || resourceNames.length === 0 || (resource!.name !== null && resourceNames.includes(resource!.name)));

const allowsPath = ({ nonResourceURLs = [], verbs }: Rule, { verb, path }: KubeRequest): boolean =>
  has(verbs, verb) && nonResourceURLs.some((one) => one === path || (one.endsWith('*') && path.startsWith(one.slice(0, -1))));
