/** Names of objects cannot hold a `+`: releases write `---` for it, packages `---` or `--`, image tags `_`. The first one counts. */
export const releaseOfName = (text: string): string => text.replace(/---?/, '+');

/**
 * The Kubernetes version of a VKr: its text without the number of the VKr, which is how Machines and `status.version` have it.
 * `v1.35.6+vmware.2-vkr.3` → `v1.35.6+vmware.2`
 */
export const kubernetesVersionOf = (release: string): string => releaseOfName(release).replace(/-(?:vkr|tkg)\.\d+(?:\.\w+)?$/, '');

/** `antrea.tanzu.vmware.com.2.6.2+vmware.1-tkg.1`, `...2.5.2---vmware.2-tkg.1` → `antrea`, `2.6.2+vmware.1-tkg.1`; null: not the name of a package. */
export function packageOf(text: string): { readonly name: string; readonly version: string } | null {
  const match = /^([a-z0-9-]+)(?:\.[a-z][a-z0-9-]*)*\.v?(\d+\.\d+\.\d+(?:[-+].*)?)$/.exec(text);
  return match && { name: match[1]!, version: releaseOfName(match[2]!) };
}

/**
 * What Antrea says of itself: `v2.5.2`, of a development build `v2.5.2-1a2b3c4` or `v2.5.2-1a2b3c4.dirty`, of a vendor's `v2.5.2+vmware.2`. The commit is no
 * pre-release and is left out; a true pre-release (`v2.6.0-alpha.1`, `-dev-…`) stays, so that nothing released is claimed.
 */
export const antreaVersionOf = (text: string): string => text.replace(/^v/, '').replace(/-[0-9a-f]{7,40}(?:\.dirty)?$/, '');

/** `2.5.2` of `2.5.2+vmware.2-tkg.1`: as much as a running Antrea and its package have in common. */
export const antreaCoreOf = (version: string): string => version.replace(/[+_].*$/, '').replace(/--.*$/, '');

/** What an image reference tells of a version: its tag, in which `_` stands for `+`, or the digest. */
export function imageVersion(image: string): { readonly tag: string | null; readonly digest: string | null } {
  const [name = '', digest = null] = image.split('@', 2);
  const tag = /:([^/:]+)$/.exec(name)?.[1] ?? null;
  return { tag: tag && tag.replace('_', '+'), digest };
}
