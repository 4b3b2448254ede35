import type { PlanStep } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { ScheduledNode } from './schedule-nodes.js';
import type { SchedulePolicy } from './schedule-policy.js';

/** Minutes by component: of a cluster per node, of a hop above the clusters in all. Resolved once, so that a schedule can be laid again later. */
export interface ScheduleDurations {
  readonly perNode: Readonly<Record<string, number>>;
  readonly fixed: Readonly<Record<string, number>>;
  /** Of a cluster whose size was not observed. */
  readonly nodes: number;
}

/**
 * Starting points until there is history; no vendor publishes such numbers. A node that is drained, replaced and joined takes a quarter of an hour, a
 * restarted agent a few minutes.
 */
const PER_NODE = { vkr: 15, antrea: 3, 'antrea-nsx-adapter': 1 };
const FIXED = { nsx: 480, vcenter: 120, supervisor: 120, vks: 30 };
/** Of a component that nobody knows a number of: long rather than short. */
const OTHER_PER_NODE = 15;
const OTHER_FIXED = 120;

/**
 * What the policy says, else what was learned, else the starting points.
 *
 * @param learned median minutes by component: of those at clusters per node, of the others per hop
 */
export function scheduleDurations({ durations }: SchedulePolicy, learned: Readonly<Record<string, number>>): ScheduleDurations {
  const merge = (preset: Readonly<Record<string, number>>, own: Readonly<Record<string, number>>) => ({
    ...preset,
    ...known(learned),
    ...own,
  });
  return { perNode: merge(PER_NODE, durations.perNode), fixed: merge(FIXED, durations.fixed), nodes: durations.nodes };
}

/** Whole minutes, at least 1. */
export function durationOf(
  { component }: Pick<PlanStep, 'component'>,
  { scope, size }: ScheduledNode,
  durations: ScheduleDurations,
): number {
  const { minutes } = paceOf(component, scope, durations);
  return Math.max(1, Math.ceil(scope === 'cluster' ? minutes * (size ?? durations.nodes) : minutes));
}

export interface Pace {
  /** Of a cluster per node, of a hop above the clusters in all. */
  readonly per: 'node' | 'hop';
  readonly minutes: number;
}

export const paceOf = (component: string, scope: ScheduledNode['scope'], { perNode, fixed }: ScheduleDurations): Pace =>
  scope === 'cluster'
    ? { per: 'node', minutes: perNode[component] ?? OTHER_PER_NODE }
    : { per: 'hop', minutes: fixed[component] ?? OTHER_FIXED };

/** Components whose minutes `scheduleDurations` takes from what was learned, where the policy says nothing of them. */
export const learnedComponents = (learned: Readonly<Record<string, number>>): string[] =>
  Object.keys(known(learned)).toSorted(compareTexts);

const known = (learned: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(learned).filter(([, minutes]) => Number.isFinite(minutes) && minutes > 0));
