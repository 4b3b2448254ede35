import { minorOf, versionOf } from '../world/releases.js';

/** Names of objects cannot hold a `+`. */
export const objectName = (version: string): string => version.replace('+', '---');

/** Of `v1.35.6+vmware.2-vkr.3` what admission stores and a Machine runs: `v1.35.6+vmware.2`. */
export const kubernetesVersion = (vkr: string): string => vkr.replace(/-(?:vkr|tkg)\.\d+$/, '');

/** VKS 3.4 brings Kubernetes up to 1.33, and so on. */
export const newestMinor = (vks: string): number => minorOf('vks', vks)[1] + 29;

export const clusterClass = (vksMinor: number): string => `builtin-generic-v3.${vksMinor}.0`;

/** Antrea itself says `v2.5.2` where its package is 2.5.2+vmware.2-tkg.1. */
export const antreaBinary = (version: string): string => `v${versionOf('antrea', version).core.join('.')}`;

export const antreaPackage = (version: string): string => `antrea.tanzu.vmware.com.${version}`;

/** RFC 3339 to the second, as Kubernetes writes it. */
export const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
