import { canonicalJson, compareTexts } from '@lockstep/kernel';
import type { FleetNode } from './fleet-node.js';

/** One fact of a node before and after. Null: nothing was known, or it was not there. */
export interface ChangedFact {
  /** `presence`, `placement.supervisor`, `versions.vkr`, `labels.env`, `health.adapter`, `signals.<source>`… */
  readonly fact: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two states of a node, in the order of the names of facts. Times of observation are no facts. */
export function describeChange(before: FleetNode | null, after: FleetNode): ChangedFact[] {
  const [was, is] = [before === null ? new Map<string, unknown>() : factsOf(before), factsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .toSorted(compareTexts)
    .map((fact) => ({ fact, before: was.get(fact) ?? null, after: is.get(fact) ?? null }))
    .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after));
}

function factsOf(node: FleetNode): Map<string, unknown> {
  const { placement, versions, labels, health, signals, mixed, identity, addresses, managerApi, lostSight, networking, cni, capacity } =
    node;
  const presence = node.decommissioned ? 'decommissioned' : node.registered ? 'registered' : 'unregistered';
  const below = (name: string, map: object) => Object.entries(map).map(([key, value]): [string, unknown] => [`${name}.${key}`, value]);
  const told = Object.entries(signals).map(([source, { signals: all }]) => [source, all]);
  const layers = Object.entries(health).map(([layer, { verdict, evidence }]) => [layer, { verdict, evidence }]);
  return new Map<string, unknown>([
    ['presence', presence],
    ['networking', networking],
    ['cni', cni],
    ['nodes', capacity.nodes],
    ['ipBlocks', capacity.ipBlocks.length === 0 ? null : capacity.ipBlocks],
    ['addresses', addresses],
    ['managerApi', managerApi],
    ['lostSight', lostSight],
    ...below('placement', placement),
    ...below('versions', versions),
    ...below('labels', labels),
    ...below('health', Object.fromEntries(layers)),
    ...below('signals', Object.fromEntries(told)),
    ...below('mixed', mixed),
    ...below('identity', identity ?? {}),
  ]);
}
