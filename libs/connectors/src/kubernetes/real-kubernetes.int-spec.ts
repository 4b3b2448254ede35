import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CoreV1Api, type KubernetesObject, KubernetesObjectApi } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { LOOPBACK, faultsIn, reportsOf, sightingOf, sightingsIn } from '../../test/kubernetes/open-supervisor.js';
import { findRealKubernetes, type RealKubernetes } from '../../test/kubernetes/start-real-kubernetes.js';
import { kubernetesConnector } from './index.js';

const start = await findRealKubernetes(process.env);
if (!start)
  process.stderr.write(
    '\n*** NO KUBERNETES: neither TEST_KUBECONFIG nor a container engine. The connector meets the simulation only. ***\n\n',
  );

const rbac = path.resolve(import.meta.dirname, '../../../../data/rbac');
const manifests = (file: string) =>
  parseAllDocuments(readFileSync(path.join(rbac, file), 'utf8')).map((document) => document.toJS() as KubernetesObject);
const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** A kind whose objects may hold anything, as the tests need no more. */
const definition = (group: string, version: string, plural: string, kind: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  // Groups under k8s.io are guarded against strangers.
  metadata: { name: `${plural}.${group}`, annotations: { 'api-approved.kubernetes.io': 'unapproved, a test' } },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List` },
    versions: [
      {
        name: version,
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
});

const cluster = (name: string) => ({
  apiVersion: 'cluster.x-k8s.io/v1beta1',
  kind: 'Cluster',
  metadata: { name, namespace: 'shop', labels: { 'run.tanzu.vmware.com/tkr': 'v1.33.6---vmware.1-fips-vkr.2', env: 'prod' } },
  spec: { topology: { class: 'builtin-generic-v3.4.0', version: 'v1.33.6', controlPlane: { replicas: 3 } } },
});

/** There already, in a cluster that the tests have met before. */
const ignoreConflict = (error: { code?: number }) => {
  if (error.code !== 409) throw error;
};

const NAMES = ['batch', 'checkout', 'search'];
const PATIENCE = 180_000;

describe.skipIf(!start)('a real API server', { timeout: PATIENCE }, () => {
  let kubernetes: RealKubernetes;
  let token: string;

  beforeAll(async () => {
    kubernetes = await start!();
    const objects = kubernetes.config.makeApiClient(KubernetesObjectApi);
    // A definition is served a little after it was made.
    const create = (object: KubernetesObject) =>
      vi.waitFor(() => objects.create(object).catch(ignoreConflict), { timeout: 60_000, interval: 500 });
    for (const name of ['lockstep', 'shop', 'vmware-system-supervisor-services', 'vmware-system-vks-public']) await create(namespace(name));
    for (const manifest of [...manifests('supervisor.yaml'), ...manifests('supervisor-everywhere.yaml')]) await create(manifest);
    await create(definition('cluster.x-k8s.io', 'v1beta1', 'clusters', 'Cluster'));
    await create(definition('cluster.x-k8s.io', 'v1beta1', 'machines', 'Machine'));
    await create(definition('cluster.x-k8s.io', 'v1beta1', 'clusterclasses', 'ClusterClass'));
    for (const name of NAMES) await create(cluster(name));
    const core = kubernetes.config.makeApiClient(CoreV1Api);
    const requested = await core.createNamespacedServiceAccountToken({
      ...{ name: 'lockstep', namespace: 'lockstep' },
      body: { spec: { audiences: [], expirationSeconds: 3600 } },
    });
    token = requested.status!.token;
  }, PATIENCE);
  afterAll(() => kubernetes?.stop(), PATIENCE);

  const open = (secret = token) => {
    const { server, caData } = kubernetes.config.getCurrentCluster()!;
    const connector = kubernetesConnector({ allowedNetworks: [...LOOPBACK, '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] });
    const settings = connector.settings.parse({
      ...{ url: server, supervisor: 'sup-1', parent: { nsxManager: 'nsx-1' }, limits: { pageSize: 1 } },
      caBundle: Buffer.from(caData!, 'base64').toString(),
    });
    return connector.open({ id: 'real', settings, secret: { token: secret }, now: () => new Date().toISOString() });
  };

  it('is read page by page with the rights of the manifests and no others', async () => {
    const source = open();
    const reports = await reportsOf(source.look(AbortSignal.timeout(PATIENCE)));
    await source.close();
    expect(faultsIn(reports)).toEqual([]);
    expect(sightingsIn(reports).slice(1).map(({ subject }) => 'id' in subject && subject.id)).toEqual(NAMES.map((name) => `sup-1/shop/${name}`)); // prettier-ignore
    expect(sightingOf(reports, 'sup-1/shop/checkout')).toMatchObject({
      ...{ versions: { vkr: 'v1.33.6+vmware.1-fips-vkr.2' }, nodes: { controlPlane: 3, workers: 0 }, mixed: { vkr: [] } },
      labels: { env: 'prod', 'lockstep/cluster-class': 'builtin-generic-v3.4.0' },
    });
  });

  it('has no kubeconfig for a cluster that is only a description', async () => {
    const source = open();
    const looking = reportsOf(
      source.lookInto!(
        { id: 'sup-1/shop/batch', uid: 'u', namespace: 'shop', name: 'batch', adapter: 'enabled', nodes: null },
        AbortSignal.timeout(PATIENCE),
      ),
    );
    await expect(looking).rejects.toMatchObject({ fault: { code: 'unreachable', place: 'Secret shop/batch-kubeconfig, /data/value' } });
    await source.close();
  });

  it('refuses a token that is none of its own', async () => {
    const source = open('not-a-token');
    await expect(reportsOf(source.look(AbortSignal.timeout(PATIENCE)))).rejects.toMatchObject({
      fault: { code: 'login-refused' },
      retryable: false,
    });
    await source.close();
  });
});
