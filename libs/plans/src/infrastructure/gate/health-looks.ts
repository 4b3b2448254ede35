import {
  type Confirmation,
  HEALTH_LAYERS,
  type HealthLayer,
  judgeHealth,
  keysOf,
  type KnownScan,
  nodeKey,
  type NodeChange,
  observerOf,
  type RecordedNode,
  sourceOfObserver,
} from '@lockstep/fleet';
import type { HealthLook, SoakFacts } from '../../domain/gate/index.js';

interface SourceLook {
  readonly at: string;
  /** Keys of nodes that it did not see. */
  readonly without: ReadonlySet<string>;
}

/** Oldest first. A look that was broken off confirms nothing. */
export function looksBySource(scans: readonly KnownScan[]): ReadonlyMap<string, readonly SourceLook[]> {
  const looks = new Map<string, SourceLook[]>();
  for (const { looks: ofScan } of scans)
    for (const [source, look] of Object.entries(ofScan))
      if (look.outcome === 'completed') {
        const without = new Set([look.missed, look.unreached, look.lost, look.forgotten].flatMap(keysOf));
        looks.set(source, [...(looks.get(source) ?? []), { at: look.takenAt, without }]);
      }
  for (const list of looks.values()) list.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return looks;
}

/** An event of a node, as a collector has sent it. */
export type NodeReport = NodeChange & { readonly at: string };

/** What a collector has said of the health of a cluster at one moment: of a layer that it judges itself, or by signals. */
export type HealthReport =
  | { readonly at: string; readonly layer: HealthLayer; readonly isHealthy: boolean }
  | {
      readonly at: string;
      readonly observer: string;
      readonly signals: Extract<NodeChange, { change: 'SignalsObserved' }>['data']['signals'];
    };

export function reportOf(report: NodeReport): HealthReport[] {
  const { at } = report;
  if (report.change === 'HealthObserved') return [{ at, layer: report.data.layer, isHealthy: report.data.verdict === 'healthy' }];
  if (report.change === 'SignalsObserved') return [{ at, observer: report.data.source, signals: report.data.signals }];
  return [];
}

const isScanned = (observer: string, confirmations: readonly Confirmation[]): boolean =>
  confirmations.some(({ source }) => source === sourceOfObserver(observer));

/** Whether anybody but scans tells of its health. */
export const mayBeReported = ({ signals, health }: RecordedNode, confirmations: readonly Confirmation[]): boolean =>
  Object.keys(health).length > 0 || Object.keys(signals).some((observer) => !isScanned(observer, confirmations));

/**
 * The looks at one cluster, by whoever tells of its health now: every source that scans it; every collector of signals that is no such source; and of each
 * layer that stands on a report, whoever reports on it. Each has to have its own, so that none stands in for what another can see. What scans found counts
 * from when it last became otherwise, or a report said that something is wrong: before then it may have been anything.
 */
export function looksAt(
  node: RecordedNode,
  confirmations: readonly Confirmation[],
  looks: ReadonlyMap<string, readonly SourceLook[]>,
  reports: readonly HealthReport[],
): SoakFacts['looks'] {
  const judged = judgeHealth(node, null);
  const found = [
    ...scanLooks(node, { confirmations, looks, reports, isHealthy: judged.verdict === 'healthy' }),
    ...Object.keys(node.signals)
      .filter((observer) => !isScanned(observer, confirmations))
      .map((source) => ({ source, found: reports.flatMap((report) => signalLook(node, source, report)) })),
    ...HEALTH_LAYERS.filter((layer) => judged.layers.some((one) => one.layer === layer && one.by === 'report')).map((layer) => ({
      source: `reports of ${layer}`,
      found: reports.flatMap((report) =>
        'layer' in report && report.layer === layer ? [{ at: report.at, isHealthy: report.isHealthy }] : [],
      ),
    })),
  ];
  if (found.length === 0) return [{ cluster: node.id, source: null, found: [] }];
  return found.map((one) => ({ cluster: node.id, ...one }));
}

function scanLooks(
  node: RecordedNode,
  known: {
    readonly confirmations: readonly Confirmation[];
    readonly looks: ReadonlyMap<string, readonly SourceLook[]>;
    readonly reports: readonly HealthReport[];
    readonly isHealthy: boolean;
  },
) {
  const { confirmations, looks, reports, isHealthy } = known;
  const sources = confirmations
    .map(({ source }) => source)
    .filter((source) => [false, true].some((inside) => node.signals[observerOf(source, inside)]));
  const changes = [
    ...Object.entries(node.signals).flatMap(([observer, { observedAt }]) => (isScanned(observer, confirmations) ? [observedAt] : [])),
    ...HEALTH_LAYERS.flatMap((layer) => node.health[layer] ?? []).flatMap(({ verdict, observedAt }) =>
      verdict === 'healthy' ? [] : [observedAt],
    ),
    ...reports.flatMap((report) => ('layer' in report && !report.isHealthy ? [report.at] : [])),
  ];
  const since = Math.max(...changes.map((at) => Date.parse(at)));
  const key = nodeKey('cluster', node.id);
  return sources.map((source) => {
    const seen = (looks.get(source) ?? []).filter(({ at, without }) => !without.has(key) && Date.parse(at) >= since);
    return { source, found: seen.map(({ at }): HealthLook => ({ at, isHealthy })) };
  });
}

/** Healthy when all that counts of what it told then was so. */
function signalLook(node: RecordedNode, observer: string, report: HealthReport): HealthLook[] {
  if (!('observer' in report) || report.observer !== observer) return [];
  const { signals, at } = report;
  const { layers } = judgeHealth({ ...node, health: {}, signals: { [observer]: { signals, observedAt: at } } }, null);
  const counting = layers.flatMap((layer) => layer.signals.filter(({ standing }) => standing === 'counts'));
  return [{ at, isHealthy: counting.length > 0 && counting.every(({ state }) => state === 'ok') }];
}
