import { KubeConfig } from '@kubernetes/client-node';

/** How a cluster is reached, from its kubeconfig. */
export interface GuestAccess {
  readonly url: string;
  /** PEM */
  readonly caBundle?: string;
  readonly token?: string;
  readonly clientCertificate?: { readonly certificate: string; readonly key: string };
}

/**
 * Reads a kubeconfig that somebody else has written: whoever may write Secrets in the namespace of a cluster. It may say where the cluster is and how to
 * prove who we are, by data that stands in it. It may not run commands, read files here, go through a proxy, or turn verification off.
 *
 * @returns what is wrong with it, as a text without anything of its content
 */
export function readKubeconfig(text: string): GuestAccess | { readonly problem: string } {
  const config = new KubeConfig();
  try {
    config.loadFromString(text);
  } catch {
    return { problem: 'is not a kubeconfig' };
  }
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  if (!cluster || !user) return { problem: 'has no current context with a cluster and a user' };
  const texts = [cluster.server, cluster.caData, user.token, user.certData, user.keyData].filter((value) => value != null);
  if (!texts.every((value) => typeof value === 'string')) return { problem: 'has something else where a text belongs' };
  if (!URL.canParse(cluster.server)) return { problem: 'has no address of a server' };
  const refused =
    (user.exec && 'runs a command to log in') ||
    (user.authProvider && 'logs in through a provider') ||
    ((cluster.caFile || user.certFile || user.keyFile) && 'names files') ||
    (cluster.proxyUrl && 'goes through a proxy') ||
    (cluster.skipTLSVerify && 'turns verification off') ||
    (cluster.tlsServerName && 'names another server than it calls') ||
    ((user.username || user.password) && 'logs in by password') ||
    (user.impersonateUser && 'speaks for another user');
  if (refused) return { problem: `${refused}, which is refused` };
  const [certificate, key] = [decoded(user.certData), decoded(user.keyData)];
  if (!user.token && !(certificate && key)) return { problem: 'has neither a token nor a certificate with its key' };
  return {
    url: cluster.server,
    ...(cluster.caData && { caBundle: decoded(cluster.caData)! }),
    ...(user.token ? { token: user.token } : { clientCertificate: { certificate: certificate!, key: key! } }),
  };
}

const decoded = (data: string | null | undefined): string | undefined => (data ? Buffer.from(data, 'base64').toString('utf8') : undefined);
