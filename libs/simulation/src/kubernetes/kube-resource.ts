export type KubeObject = Readonly<Record<string, unknown>>;

/** An object that is written down only when somebody asks for it: lists of thousands are paged. */
export interface KubeItem {
  readonly namespace: string | null;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Without `apiVersion` and `kind`; metadata beyond name, namespace and labels is its own. */
  readonly render: (version: string) => KubeObject | Promise<KubeObject>;
}

/** A kind of objects that an API server serves. */
export interface KubeResource {
  /** Empty: the core group. */
  readonly group: string;
  /** Preferred one first. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly items: () => readonly KubeItem[];
}

/** @param api `v1`, `nsx.vmware.com/v1alpha1`, `cluster.x-k8s.io/v1beta2,v1beta1`: preferred version first */
export const namespaced = (api: string, plural: string, kind: string, items: KubeResource['items']): KubeResource => ({
  ...apiOf(api),
  plural,
  kind,
  namespaced: true,
  items,
});

export const clusterWide = (api: string, plural: string, kind: string, items: KubeResource['items']): KubeResource => ({
  ...namespaced(api, plural, kind, items),
  namespaced: false,
});

function apiOf(api: string): Pick<KubeResource, 'group' | 'versions'> {
  const [group, versions] = api.includes('/') ? (api.split('/') as [string, string]) : ['', api];
  return { group, versions: versions.split(',') };
}

export const groupVersion = (group: string, version: string): string => (group === '' ? version : `${group}/${version}`);

/** The whole object, as it stands in an answer. */
export async function wholeObject(
  { group, kind }: KubeResource,
  version: string,
  item: KubeItem,
  resourceVersion: number,
): Promise<KubeObject> {
  const { metadata = {}, ...rest } = await item.render(version);
  return {
    apiVersion: groupVersion(group, version),
    kind,
    metadata: {
      name: item.name,
      ...(item.namespace === null ? {} : { namespace: item.namespace }),
      ...(Object.keys(item.labels).length > 0 ? { labels: item.labels } : {}),
      resourceVersion: String(resourceVersion),
      ...(metadata as KubeObject),
    },
    ...rest,
  };
}
