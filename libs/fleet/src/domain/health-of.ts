import { type FleetNode, HEALTH_LAYERS, type HealthLayer, type HealthVerdict, type LayerHealth } from './fleet-node.js';

export interface NodeHealth {
  readonly verdict: HealthVerdict;
  /** The layer to look at: the first that is degraded or failing. Layers after it are reported, and not blamed. */
  readonly layer: HealthLayer | null;
  /** Those that were observed, in the order in which a check goes through them. */
  readonly layers: readonly (LayerHealth & { readonly layer: HealthLayer })[];
}

export function healthOf({ health }: Pick<FleetNode, 'health'>): NodeHealth {
  const layers = HEALTH_LAYERS.flatMap((layer) => (health[layer] ? [{ layer, ...health[layer] }] : []));
  const sick = layers.find(({ verdict }) => verdict === 'degraded' || verdict === 'failing');
  if (sick) return { verdict: sick.verdict, layer: sick.layer, layers };
  const isKnown = layers.length > 0 && layers.every(({ verdict }) => verdict === 'healthy');
  return { verdict: isKnown ? 'healthy' : 'unknown', layer: null, layers };
}
