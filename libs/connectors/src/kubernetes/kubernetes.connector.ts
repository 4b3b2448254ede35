import type { ClusterReference, SourceFault, SourceReport } from '@lockstep/fleet/domain';
import { type InventorySource, type SourceConnector, SourceFailure, type SourceOpening } from '@lockstep/fleet/scans';
import { createOutbound, type Outbound, type OutboundOptions } from '@lockstep/platform/outbound';
import { KubernetesApi } from './api/kubernetes-api.js';
import { KubernetesFailure } from './api/kubernetes-failure.js';
import { failureOfError } from './api/transport.js';
import { lookIntoCluster } from './guest/look-into-cluster.js';
import { type GuestAccess, readKubeconfig } from './guest/read-kubeconfig.js';
import { faultOf } from './read-objects.js';
import { type KubernetesSecret, kubernetesSecret, type KubernetesSettings, kubernetesSettings } from './settings.js';
import { lookAtSupervisor } from './supervisor/look-at-supervisor.js';

/** What the process allows, whatever a source wants. */
export type CallPolicy = Pick<OutboundOptions, 'allowedNetworks' | 'resolve'>;

type Opening = SourceOpening<KubernetesSettings, KubernetesSecret>;

/** Sources of the system `kubernetes`: a Supervisor and, through it, its clusters. Reads only. */
export const kubernetesConnector = (policy: CallPolicy): SourceConnector<KubernetesSettings, KubernetesSecret> => ({
  system: 'kubernetes',
  settings: kubernetesSettings,
  secret: kubernetesSecret,
  speaksFor: ({ supervisor }) => ({ kind: 'supervisor', id: supervisor }),
  open: (opening) => new KubernetesSource(opening, policy),
});

class KubernetesSource implements InventorySource {
  readonly lookInto?: InventorySource['lookInto'];
  private outbound: Outbound | undefined;

  constructor(
    private readonly opening: Opening,
    private readonly policy: CallPolicy,
  ) {
    if (opening.settings.guestClusters === 'kubeconfig') this.lookInto = (cluster, signal) => this.throughKubeconfig(cluster, signal);
  }

  async *look(signal: AbortSignal): AsyncGenerator<SourceReport> {
    const { settings, now } = this.opening;
    try {
      yield* lookAtSupervisor(this.supervisor(signal), settings, now);
    } catch (error) {
      throw failed(error, null, signal);
    }
  }

  async close(): Promise<void> {
    await this.outbound?.close();
  }

  private async *throughKubeconfig(cluster: ClusterReference, signal: AbortSignal): AsyncGenerator<SourceReport> {
    const { settings, now } = this.opening;
    let guest: Outbound | undefined;
    try {
      const access = await this.findAccess(cluster, signal);
      guest = this.openOutbound({ ...access, ...(access.caBundle !== undefined && { roots: 'bundle' }) }, 'verified');
      yield* lookIntoCluster(this.api(access.url, guest, access.token, signal), cluster, settings.adapterImages, now);
    } catch (error) {
      throw failed(error, { kind: 'cluster', id: cluster.id }, signal);
    } finally {
      await guest?.close();
    }
  }

  private async findAccess({ namespace, name }: ClusterReference, signal: AbortSignal): Promise<GuestAccess> {
    const secret = this.opening.settings.kubeconfigSecret.replace('{cluster}', name);
    const place = `Secret ${namespace}/${secret}, /data/value`;
    const text = await this.supervisor(signal).findSecret(namespace, secret, 'value');
    if (text === null) throw new KubernetesFailure('unreachable', place, 'the Supervisor has no kubeconfig of the cluster', true);
    const access = readKubeconfig(text);
    if ('problem' in access) throw new KubernetesFailure('wrong-shape', place, `the kubeconfig ${access.problem}`, false);
    return access;
  }

  private supervisor(signal: AbortSignal): KubernetesApi {
    const { settings, secret } = this.opening;
    this.outbound ??= this.openOutbound(
      {
        caBundle: settings.caBundle,
        ...('clientKey' in secret && { clientCertificate: { certificate: secret.clientCertificate, key: secret.clientKey } }),
      },
      settings.tls,
    );
    return this.api(settings.url, this.outbound, 'token' in secret ? secret.token : undefined, signal);
  }

  private openOutbound(trust: Pick<OutboundOptions, 'caBundle' | 'roots' | 'clientCertificate'>, tls: OutboundOptions['tls']): Outbound {
    const { requestSeconds, answerBytes } = this.opening.settings.limits;
    const timeouts = { headers: requestSeconds * 1000, body: requestSeconds * 1000, total: 2 * requestSeconds * 1000 };
    return createOutbound({
      ...this.policy,
      caBundle: trust.caBundle,
      roots: trust.roots,
      clientCertificate: trust.clientCertificate,
      tls,
      timeouts,
      answerLimit: answerBytes,
    });
  }

  private api(url: string, outbound: Outbound, token: string | undefined, signal: AbortSignal): KubernetesApi {
    const { pageSize, objects } = this.opening.settings.limits;
    return new KubernetesApi({ url, outbound, token, pageSize, mostObjects: objects, now: this.opening.now, signal });
  }
}

/** What ended a look, as the port wants it; an abort and a broken invariant as they are. */
function failed(error: unknown, subject: SourceFault['subject'], signal: AbortSignal): unknown {
  if (signal.aborted) return error;
  const failure = failureOfError(error, null);
  return failure instanceof KubernetesFailure ? new SourceFailure(faultOf(failure, subject), failure.retryable, { cause: error }) : error;
}
