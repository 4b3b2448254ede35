import { kubernetesConnector } from '@lockstep/connectors/kubernetes';
import { nsxConnector } from '@lockstep/connectors/nsx';
import type { SourceConnector } from '@lockstep/fleet';

/** By system. The API asks connectors for their schemas alone: looks are the worker's. */
export type Connectors = ReadonlyMap<string, SourceConnector>;
export const CONNECTORS = Symbol('Connectors');

export const createConnectors = (): Connectors =>
  new Map(
    [kubernetesConnector({ allowedNetworks: [] }), nsxConnector({ allowedNetworks: [] })].map((connector) => [connector.system, connector]),
  );
