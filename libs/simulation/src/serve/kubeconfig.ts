import { stringify } from 'yaml';

interface Access {
  readonly name: string;
  readonly url: string;
  /** PEM. */
  readonly ca: string | null;
  readonly token: string;
}

/** A kubeconfig as the Supervisor keeps it for a cluster: one cluster, one user, everything inline. */
export const kubeconfigOf = ({ name, url, ca, token }: Access): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': `${name}-admin@${name}`,
    clusters: [
      { name, cluster: { server: url, ...(ca === null ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') }) } },
    ],
    contexts: [{ name: `${name}-admin@${name}`, context: { cluster: name, user: `${name}-admin` } }],
    users: [{ name: `${name}-admin`, user: { token } }],
  });
