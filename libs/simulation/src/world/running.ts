import { compareTexts } from '@lockstep/kernel';
import type { WorldNode } from './world-node.js';

/** How many nodes of a part run which version of a component. */
export interface RunningPart {
  readonly part: string;
  readonly version: string;
  readonly nodes: number;
}

/** What runs of a component on a node, part by part in the order in which they roll; empty: it does not roll. */
export function runningParts({ versions, roll }: WorldNode, component: string): RunningPart[] {
  const to = roll?.to[component];
  if (!roll || to === undefined) return [];
  return roll.parts
    .filter(({ moves }) => moves.includes(component))
    .flatMap(({ part, nodes, done }) => [
      ...(done > 0 ? [{ part, version: to, nodes: done }] : []),
      ...(done < nodes ? [{ part, version: versions[component]!, nodes: nodes - done }] : []),
    ]);
}

/** Every version of a component that runs somewhere on a node, in text order. */
export function runningVersions(node: WorldNode, component: string): string[] {
  const version = node.versions[component];
  if (version === undefined) return [];
  const parts = runningParts(node, component);
  return parts.length === 0 ? [version] : [...new Set(parts.map((part) => part.version))].sort(compareTexts);
}
