import { type Calendar, calendarOf, type Interval, without } from '@lockstep/planner';
import { isInScope, type ScheduledNode } from './schedule-nodes.js';
import type { ScheduleScope } from './schedule-policy.js';

/** Windows and freezes as minutes, cut to the horizon. */
export interface ExpandedTimes {
  readonly horizon: Interval;
  readonly windows: readonly ScopedTimes[];
  readonly freezes: readonly ScopedTimes[];
}

export interface ScopedTimes {
  readonly scope?: ScheduleScope | undefined;
  readonly times: readonly Interval[];
}

/**
 * When each node may be worked on. The windows whose scope a node is in are its own; a node without takes those without a scope, and where there are none
 * either it may always. A freeze holds for the nodes in its scope, and for all nodes above these: what moves there moves under them.
 */
export class NodeCalendars {
  /** Every calendar that was asked for. */
  readonly all: Calendar[] = [];
  private readonly indexes = new Map<string, number>();
  /** By freeze: the nodes above those that it takes. */
  private readonly frozenAbove: readonly ReadonlySet<string>[];

  constructor(
    private readonly expanded: ExpandedTimes,
    nodes: ReadonlyMap<string, ScheduledNode>,
  ) {
    this.frozenAbove = expanded.freezes.map(({ scope }) => {
      const found = new Set<string>();
      if (scope) for (const node of nodes.values()) if (isInScope(scope, node)) for (const id of node.above) found.add(id);
      return found;
    });
  }

  /** Index into `all`. Nodes with the same times share a calendar. */
  indexOf(node: ScheduledNode): number {
    const { windows, freezes } = this.expanded;
    const own = indexesOf(windows, ({ scope }) => scope !== undefined && isInScope(scope, node));
    const open = own.length > 0 ? own : indexesOf(windows, ({ scope }) => scope === undefined);
    const closed = indexesOf(freezes, ({ scope }, index) => isInScope(scope, node) || this.frozenAbove[index]!.has(node.id));
    const key = `${open.join()}|${closed.join()}`;
    let index = this.indexes.get(key);
    if (index === undefined) {
      index = this.all.push(this.calendarOf(open, closed)) - 1;
      this.indexes.set(key, index);
    }
    return index;
  }

  private calendarOf(open: readonly number[], closed: readonly number[]): Calendar {
    const { horizon, windows, freezes } = this.expanded;
    const times = open.length === 0 ? [horizon] : open.flatMap((index) => windows[index]!.times);
    return without(calendarOf(times), calendarOf(closed.flatMap((index) => freezes[index]!.times)));
  }
}

function indexesOf<Item>(items: readonly Item[], isWanted: (item: Item, index: number) => boolean): number[] {
  return items.flatMap((item, index) => (isWanted(item, index) ? [index] : []));
}
