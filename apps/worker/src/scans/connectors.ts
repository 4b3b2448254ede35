import { kubernetesConnector } from '@lockstep/connectors/kubernetes';
import { nsxConnector } from '@lockstep/connectors/nsx';
import type { SourceConnector } from '@lockstep/fleet';
import type { Settings } from '@lockstep/platform';

/** Every kind of system that can be scanned. Once for the process: looks at one system share its limits. */
export function connectorsOf({ allowedNetworks }: Settings): readonly SourceConnector[] {
  return [kubernetesConnector({ allowedNetworks }), nsxConnector({ allowedNetworks })];
}
