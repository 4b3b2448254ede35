import { readFile } from 'node:fs/promises';
import { KubeConfig } from '@kubernetes/client-node';
import { findContainerRuntime } from '@lockstep/testing';

/** Small, and of a Kubernetes that Supervisors have. */
const IMAGE = 'rancher/k3s:v1.32.9-k3s1';

export interface RealKubernetes {
  /** Of an administrator. */
  readonly config: KubeConfig;
  stop(): Promise<void>;
}

/** `TEST_KUBECONFIG`, a file that leads to a cluster which may be written to; else k3s in a container when an engine answers; else nothing. */
export async function findRealKubernetes(
  env: Readonly<Record<string, string | undefined>>,
): Promise<(() => Promise<RealKubernetes>) | undefined> {
  const given = env['TEST_KUBECONFIG'];
  if (given !== undefined && given !== '') return async () => ({ config: kubeConfig(await readFile(given, 'utf8')), stop: async () => {} });
  return (await findContainerRuntime(env)) === undefined ? undefined : startK3s;
}

async function startK3s(): Promise<RealKubernetes> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(IMAGE)
    .withPrivilegedMode()
    .withTmpFs({ '/run': 'rw', '/var/run': 'rw' })
    .withCommand([
      'server',
      '--tls-san=127.0.0.1',
      '--disable=traefik,servicelb,metrics-server,local-storage,coredns',
      '--disable-helm-controller',
    ])
    .withExposedPorts(6443)
    .withWaitStrategy(Wait.forLogMessage(/Node controller sync successful|Kube API server is now running/))
    .withStartupTimeout(120_000)
    .start();
  const { output } = await container.exec(['cat', '/etc/rancher/k3s/k3s.yaml']);
  const address = `https://${container.getHost()}:${container.getMappedPort(6443)}`;
  return {
    config: kubeConfig(output.replace(/server: \S+/, `server: ${address}`)),
    stop: async () => void (await container.stop()),
  };
}

function kubeConfig(text: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(text);
  return config;
}
