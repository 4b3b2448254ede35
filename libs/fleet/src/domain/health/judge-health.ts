import { type FleetNode, HEALTH_LAYERS, type HealthLayer, type HealthVerdict } from '../fleet-node.js';
import { type Freshness, type JudgedLayer, judgeLayer, type ToldSignal } from './judge-layer.js';

/** The layer to look at. */
export interface HealthProblem {
  readonly layer: HealthLayer;
  readonly state: 'failing' | 'degraded';
  /** In plain words. */
  readonly text: string;
}

export interface JudgedHealth {
  /** That of the problem; without one healthy, or unknown while a layer that the node has is not known. */
  readonly verdict: HealthVerdict;
  readonly problem: HealthProblem | null;
  /** All three, top down. Only that of the problem is to blame: what lies below it may fail because of it. */
  readonly layers: readonly (JudgedLayer & { readonly blamed: boolean })[];
}

/**
 * The first layer that fails, top down, names the problem; where none fails, the first that is degraded.
 * @param freshness null: as it is recorded, however old
 */
export function judgeHealth(node: Pick<FleetNode, 'kind' | 'cni' | 'health' | 'signals'>, freshness: Freshness | null): JudgedHealth {
  const judged = HEALTH_LAYERS.map((layer) => judgeLayer(node, layer, freshness));
  const worst = judged.find(({ state }) => state === 'failing') ?? judged.find(({ state }) => state === 'degraded');
  const layers = judged.map((layer) => ({ ...layer, blamed: layer === worst }));
  if (worst) {
    const state = worst.state as HealthProblem['state'];
    return { verdict: state, problem: { layer: worst.layer, state, text: wordProblem(worst, judged) }, layers };
  }
  const states = judged.map(({ state }) => state).filter((state) => state !== 'not-applicable');
  const isKnown = states.length > 0 && states.every((state) => state === 'healthy');
  return { verdict: isKnown ? 'healthy' : 'unknown', problem: null, layers };
}

const NAMES: Readonly<Record<HealthLayer, string>> = {
  adapter: 'Antrea and its adapter',
  realization: 'The realization of its networking in NSX',
  addresses: 'The supply with addresses',
};
const CONSEQUENCES: Readonly<Record<HealthLayer, string>> = {
  adapter: 'NSX may no longer learn about its pods.',
  realization: 'Policy that is believed to be enforced may not be.',
  addresses: 'New nodes may not come up.',
};
/** A title can be read out: what else failed stands among the signals. */
const MOST_NAMED = 3;

function wordProblem(worst: JudgedLayer, layers: readonly JudgedLayer[]): string {
  const { layer, state, by, signals, report } = worst;
  const guilty = signals.filter((signal) => signal.standing === 'counts' && signal.state === (state === 'failing' ? 'failed' : 'degraded'));
  const reasons = by === 'report' ? report!.evidence : guilty.map(wordSignal);
  const more = reasons.length > MOST_NAMED ? ` and ${reasons.length - MOST_NAMED} more` : '';
  const why = reasons.length === 0 ? '' : `: ${reasons.slice(0, MOST_NAMED).join(', ')}${more}`;
  const subject = `${NAMES[layer]} ${layer === 'adapter' ? (state === 'failing' ? 'fail' : 'are degraded') : state === 'failing' ? 'fails' : 'is degraded'}`;
  const above = layers.slice(0, layers.indexOf(worst)).filter((one) => one.state === 'unknown');
  const doubt = above.length === 0 ? '' : ` Not known, and above it: ${above.map((one) => one.layer).join(', ')}.`;
  return `${subject}${why}. ${CONSEQUENCES[layer]}${doubt}`;
}

const wordSignal = ({ name, detail, source }: ToldSignal): string => `${name} (${detail === null ? '' : `${detail}, `}told by ${source})`;
