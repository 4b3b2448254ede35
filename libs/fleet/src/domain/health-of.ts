import type { FleetNode, HealthLayer, HealthVerdict, LayerHealth } from './fleet-node.js';
import { judgeHealth } from './health/judge-health.js';
import type { JudgedLayer } from './health/judge-layer.js';
import { later } from './instant.js';

export interface NodeHealth {
  readonly verdict: HealthVerdict;
  /** The layer to look at: the first that fails, else the first that is degraded. Layers after it are reported, and not blamed. */
  readonly layer: HealthLayer | null;
  /** Those of which something was observed, in the order in which a check goes through them. */
  readonly layers: readonly (LayerHealth & { readonly layer: HealthLayer })[];
}

/** As it is recorded, however old: equal records give equal answers. `judgeHealth` weighs the age. */
export function healthOf(node: Pick<FleetNode, 'kind' | 'cni' | 'health' | 'signals'>): NodeHealth {
  const { verdict, problem, layers } = judgeHealth(node, null);
  return { verdict, layer: problem?.layer ?? null, layers: layers.flatMap(summarize) };
}

function summarize({ layer, state, by, signals, report }: JudgedLayer): NodeHealth['layers'] {
  if (state === 'not-applicable' || by === null) return [];
  if (by === 'report') return [{ layer, verdict: state, evidence: report!.evidence, observedAt: report!.observedAt }];
  const counting = signals.filter(({ standing }) => standing === 'counts');
  const evidence = counting
    .filter((signal) => signal.state !== 'ok')
    .map(({ name, state: is, detail }) => `${name} ${is}${detail === null ? '' : `: ${detail}`}`);
  return [{ layer, verdict: state, evidence, observedAt: counting.reduce((time, { observedAt }) => later(time, observedAt), '') }];
}
