import { compareTexts } from '@lockstep/kernel';
import type { FleetNode } from '../fleet-node.js';
import { judgeHealth } from '../health/judge-health.js';
import { type Finding, findingId, type Topic } from './finding.js';

/** False for most: nothing is found about them by themselves. */
export function mayBeOdd({ registered, decommissioned, lostSight, mixed, signals, health }: FleetNode): boolean {
  if (decommissioned) return false;
  if (!registered || lostSight !== null) return true;
  for (const map of [mixed, signals, health]) for (const _ in map) return true;
  return false;
}

/** What is found about a node by itself. A finding about a node keeps its id wherever the node moves. */
export function ownFindings(node: FleetNode, nsxManager: string | null): Finding[] {
  const name = { kind: node.kind, id: node.id };
  if (!mayBeOdd(node)) return [];
  const make = (topic: Topic, detail: string | null): Finding => ({
    id: findingId(null, topic),
    nsxManager,
    topic,
    fact: { subjects: node.kind, statement: null, sources: [], detail },
    nodes: 1,
  });
  if (!node.registered) return [make({ kind: 'unregistered', node: name }, null)];
  const { lostSight, mixed } = node;
  const found: Finding[] = [];
  if (lostSight) {
    const times = lostSight.misses === 1 ? 'once' : `${lostSight.misses} times in a row`;
    found.push(make({ kind: 'lost-sight', node: name }, `${lostSight.source} has missed it ${times}`));
  }
  // As it is recorded, however old: what the calendar makes of it is told by whoever asks for the health.
  const { problem } = judgeHealth(node, null);
  if (problem?.state === 'failing') found.push(make({ kind: 'unhealthy', node: name, layer: problem.layer }, problem.text));
  for (const component of Object.keys(mixed).sort(compareTexts)) {
    const parts = mixed[component]!.map(({ part, version, nodes }) => `${part} ${version} on ${nodes}`);
    found.push(make({ kind: 'rolling', node: name, component }, parts.join(', ')));
  }
  return found;
}
