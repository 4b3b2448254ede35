import type { HttpAnswer } from '../serve/http-answer.js';
import { groupVersion, type KubeResource } from './kube-resource.js';

/** Answers `/version`, `/api`, `/apis`, `/apis/<group>` and the lists of resources; null: no such path. */
export function discovery(resources: readonly KubeResource[], path: string, gitVersion: string): HttpAnswer | null {
  const body = documentAt(resources, path, gitVersion);
  return body === null ? null : { status: 200, body };
}

function documentAt(resources: readonly KubeResource[], path: string, gitVersion: string): unknown {
  if (path === '/version') {
    const [, major, minor] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
    return { major, minor, gitVersion, platform: 'linux/amd64' };
  }
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: groupsOf(resources) };
  const parts = path.split('/').slice(1);
  if (parts[0] === 'apis' && parts.length === 2) {
    const group = groupsOf(resources).find(({ name }) => name === parts[1]);
    return group ? { kind: 'APIGroup', apiVersion: 'v1', ...group } : null;
  }
  const [group, version] =
    parts[0] === 'api' && parts.length === 2
      ? ['', parts[1]!]
      : parts[0] === 'apis' && parts.length === 3
        ? [parts[1]!, parts[2]!]
        : [null, ''];
  const served = resources.filter((one) => one.group === group && one.versions.includes(version));
  if (served.length === 0) return null;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersion(group!, version),
    resources: served.map(({ plural, kind, namespaced }) => ({
      name: plural,
      singularName: kind.toLowerCase(),
      kind,
      namespaced,
      verbs: ['get', 'list', 'watch'],
    })),
  };
}

function groupsOf(resources: readonly KubeResource[]) {
  const groups = new Map<string, Set<string>>();
  for (const { group, versions } of resources) {
    if (group === '') continue;
    const known = groups.get(group) ?? new Set();
    for (const version of versions) known.add(version);
    groups.set(group, known);
  }
  return [...groups].map(([name, versions]) => {
    const all = [...versions].map((version) => ({ groupVersion: groupVersion(name, version), version }));
    return { name, versions: all, preferredVersion: all[0] };
  });
}
