import { compareTexts } from '@lockstep/kernel';
import { isInScope, type ScheduledNode } from './schedule-nodes.js';
import type { SchedulePolicy } from './schedule-policy.js';

/**
 * The clusters of a step in the waves in which they go, none of them empty: those of each canary scope, then of the others up to each percentage, then the
 * rest. A share is taken from all Supervisors in turn, so that it is evidence about each of them, and none is left over at the end.
 */
export function wavesOf(clusters: readonly ScheduledNode[], { canaries, percentages }: SchedulePolicy['waves']): ScheduledNode[][] {
  let others = [...clusters];
  const waves: ScheduledNode[][] = [];
  for (const scope of canaries) {
    waves.push(others.filter((node) => isInScope(scope, node)));
    others = others.filter((node) => !isInScope(scope, node));
  }
  others = inTurn(others);
  let taken = 0;
  for (const percentage of percentages) {
    const upTo = Math.ceil((others.length * percentage) / 100);
    waves.push(others.slice(taken, upTo));
    taken = Math.max(taken, upTo);
  }
  waves.push(others.slice(taken));
  return waves.filter((wave) => wave.length > 0);
}

/** The first of each Supervisor, then the second of each, and so on. */
function inTurn(nodes: readonly ScheduledNode[]): ScheduledNode[] {
  const counts = new Map<string, number>();
  return nodes
    .map((node) => {
      const supervisor = node.supervisor ?? '';
      const turn = counts.get(supervisor) ?? 0;
      counts.set(supervisor, turn + 1);
      return { node, supervisor, turn };
    })
    .sort((a, b) => a.turn - b.turn || compareTexts(a.supervisor, b.supervisor))
    .map(({ node }) => node);
}
