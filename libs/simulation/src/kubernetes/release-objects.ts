import { isAtLeastMinor, minorOf } from '../world/releases.js';
import type { World } from '../world/world.js';
import { VKS_PUBLIC } from './cluster-objects.js';
import type { KubeItem, KubeObject } from './kube-resource.js';
import { antreaPackage, clusterClass, kubernetesVersion, newestMinor, objectName } from './versions.js';

const vkrReleases = (world: World) => world.releases.filter(({ component }) => component === 'vkr');

/** Releases newer than the VKS that offers them are there, and not Compatible. */
const conditions = (vkr: string, vks: string): KubeObject[] => {
  const compatible = minorOf('vkr', vkr)[1] <= newestMinor(vks) ? 'True' : 'False';
  return [
    { type: 'Ready', status: compatible },
    { type: 'Compatible', status: compatible },
  ];
};

export const kubernetesReleaseItems = (world: World, vks: string): KubeItem[] =>
  vkrReleases(world).map(({ version, bundle }) => ({
    namespace: null,
    name: objectName(version),
    labels: {},
    render: () => ({
      spec: {
        version,
        kubernetes: { version: kubernetesVersion(version), imageRepository: 'localhost:5000/vmware.io' },
        bootstrapPackages: [
          ...(bundle['antrea'] === undefined ? [] : [{ name: antreaPackage(bundle['antrea']) }]),
          { name: 'calico.tanzu.vmware.com.3.31.5+vmware.3-fips-tkg.1' },
          { name: 'metrics-server.tanzu.vmware.com.0.8.1+vmware.3-fips-tkg.1' },
        ],
        osImages: [{ name: `vmi-${objectName(kubernetesVersion(version))}` }],
      },
      status: { conditions: conditions(version, vks) },
    }),
  }));

/** The older kind of the same releases, up to 1.32. */
export const legacyReleaseItems = (world: World, vks: string): KubeItem[] =>
  vkrReleases(world)
    .filter(({ version }) => !isAtLeastMinor('vkr', version, 1, 33))
    .map(({ version, bundle }) => ({
      namespace: null,
      name: objectName(version),
      labels: { 'os-arch': 'amd64', 'os-name': 'photon', 'os-type': 'linux' },
      render: () => ({
        spec: {
          version,
          kubernetes: { version: kubernetesVersion(version), imageRepository: 'localhost:5000/vmware.io' },
          bootstrapPackages: bundle['antrea'] === undefined ? [] : [{ name: antreaPackage(bundle['antrea']) }],
        },
        status: { conditions: conditions(version, vks) },
      }),
    }));

export const osImageItems = (world: World): KubeItem[] =>
  vkrReleases(world).map(({ version }) => ({
    namespace: null,
    name: `vmi-${objectName(kubernetesVersion(version))}`,
    labels: { 'run.tanzu.vmware.com/tkr': objectName(version), 'os-name': 'ubuntu', 'os-arch': 'amd64' },
    render: () => ({
      spec: { kubernetesVersion: kubernetesVersion(version), os: { type: 'linux', name: 'ubuntu', version: '24.04', arch: 'amd64' } },
    }),
  }));

/** From VKr 1.35 on: which Kubernetes each package of Antrea is for. */
export function addonReleaseItems(world: World): KubeItem[] {
  const minors = new Map<string, number>();
  for (const { version, bundle } of vkrReleases(world))
    if (bundle['antrea'] !== undefined && isAtLeastMinor('vkr', version, 1, 35)) minors.set(bundle['antrea'], minorOf('vkr', version)[1]);
  return [...minors].map(([antrea, minor]) => ({
    namespace: VKS_PUBLIC,
    name: objectName(antreaPackage(antrea)),
    labels: {},
    render: () => ({
      spec: {
        addonRef: { name: 'antrea' },
        version: antrea,
        package: { refName: 'antrea.tanzu.vmware.com', version: antrea },
        addonConfigDefinitionRef: { name: objectName(antreaPackage(antrea)) },
        kubernetesVersionConstraints: `>=1.${minor}.0 <1.${minor + 1}.0`,
      },
    }),
  }));
}

const FIRST_CLASS = 1;

export function clusterClassItems(vks: string): KubeItem[] {
  const [, newest] = minorOf('vks', vks);
  return Array.from({ length: Math.max(0, newest - FIRST_CLASS + 1) }, (_, index) => index + FIRST_CLASS).map((minor) => ({
    namespace: VKS_PUBLIC,
    name: clusterClass(minor),
    labels: {
      'kubernetes.vmware.com/max-version-supported': `v1.${minor + 29}`,
      'kubernetes.vmware.com/min-version-supported': `v1.${minor + 26}`,
      ...(minor < newest ? { 'deprecated.kubernetes.vmware.com/deprecated': 'true' } : {}),
    },
    render: () => ({
      status: {
        conditions: [{ type: 'VariablesReconciled', status: 'True' }],
        variables: [{ name: 'vmClass' }, { name: 'bootstrapAddons' }],
      },
    }),
  }));
}
