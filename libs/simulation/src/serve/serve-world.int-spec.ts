import { CustomObjectsApi, KubeConfig, CoreV1Api } from '@kubernetes/client-node';
import { afterEach, describe, expect, it } from 'vitest';
import { namedWorld } from '../worlds/named-worlds.js';
import { type ServedSupervisor, type ServedWorld, serveWorld } from './serve-world.js';

let served: ServedWorld | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

function clientOf({ url, token, ca }: ServedSupervisor): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'world', server: url, skipTLSVerify: false, caData: Buffer.from(ca!).toString('base64') },
    { name: 'scanner', token },
  );
  return config;
}

describe('serveWorld', () => {
  it('serves clusters to a client of Kubernetes', async () => {
    served = await serveWorld(namedWorld('tiny'), { tls: 'own' });
    const api = clientOf(served.supervisors['sup-1']!).makeApiClient(CustomObjectsApi);
    const list = (await api.listClusterCustomObject({
      group: 'cluster.x-k8s.io',
      version: 'v1beta1',
      plural: 'clusters',
      limit: 1,
    })) as any;
    expect(list.items).toHaveLength(1);
    expect(list.metadata.remainingItemCount).toBe(1);
    expect(list.items[0].metadata.labels['run.tanzu.vmware.com/tkr']).toBe('v1.33.6---vmware.1-fips-vkr.2');
  });

  it('leads from the kubeconfig on the Supervisor into the cluster', async () => {
    served = await serveWorld(namedWorld('tiny'), { tls: 'own' });
    const secret = await clientOf(served.supervisors['sup-1']!)
      .makeApiClient(CoreV1Api)
      .readNamespacedSecret({ name: 'checkout-kubeconfig', namespace: 'shop' });
    const guest = new KubeConfig();
    guest.loadFromString(Buffer.from(secret.data!['value']!, 'base64').toString());
    const agents = (await guest
      .makeApiClient(CustomObjectsApi)
      .listClusterCustomObject({ group: 'crd.antrea.io', version: 'v1beta1', plural: 'antreaagentinfos' })) as any;
    expect(agents.items.map(({ version }: any) => version)).toEqual(Array(9).fill('v2.3.1'));
  });
});
