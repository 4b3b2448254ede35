import type { PlanStep } from '@lockstep/documents';
import { compareVersions } from '@lockstep/kernel';
import { judgePair, type Judging, type Matrix, type ObservedVersion, renderWindow, windowOf } from '@lockstep/matrix/domain';
import { type FleetNode, lineage, subtree } from '../model/fleet-tree.js';
import { versionOf } from './conflict.js';

const ADAPTER = 'antrea-nsx-adapter';
const NSX = 'nsx';

/** One line for each phase of a step. */
export type AdapterWindow = readonly { readonly phase: 'before' | 'during' | 'after'; readonly text: string }[];

/** An adapter and the NSX above it, by their versions. */
type Pairs = ReadonlyMap<string, { readonly adapter: ObservedVersion; readonly nsx: ObservedVersion }>;

/** The adapter's validated window of NSX around the steps of a plan, one after the other. */
export class AdapterWindows {
  /** Running versions by component. */
  private readonly running = new Map([ADAPTER, NSX].map((component) => [component, new Map<FleetNode, ObservedVersion>()]));

  constructor(
    private readonly matrix: Matrix,
    private readonly judging: Judging,
    roots: readonly FleetNode[],
  ) {
    for (const root of roots)
      for (const node of subtree(root))
        for (const { component, version } of node.instances) this.running.get(component.id)?.set(node, version);
  }

  /** Around the next step; empty when neither side moves. */
  pass(step: PlanStep, subjects: ReadonlySet<FleetNode>): AdapterWindow {
    const moves = step.moves.filter(({ component }) => this.running.has(component));
    if (moves.length === 0) return [];
    const before = this.pairsBelow(subjects);
    for (const { component, to } of moves) {
      const version = versionOf(this.matrix, component, to);
      for (const subject of subjects) this.running.get(component)!.set(subject, version);
    }
    const after = this.pairsBelow(subjects);
    if (before.size === 0 && after.size === 0) return [];
    return [
      { phase: 'before', text: this.takes(before) },
      {
        phase: 'during',
        text: this.meanwhile(moves.some(({ component }) => component === NSX) ? 'nsx' : 'adapter', new Map([...before, ...after])),
      },
      { phase: 'after', text: this.takes(after) },
    ];
  }

  /** For every cluster that a step can touch. */
  private pairsBelow(subjects: ReadonlySet<FleetNode>): Pairs {
    const pairs = new Map<string, { adapter: ObservedVersion; nsx: ObservedVersion }>();
    for (const subject of subjects)
      for (const node of subtree(subject)) {
        const adapter = this.running.get(ADAPTER)!.get(node);
        const nsx = this.running.get(NSX)!.get([...lineage(node)].at(-1)!);
        if (adapter !== undefined && nsx !== undefined) pairs.set(`${adapter?.text} ${nsx?.text}`, { adapter, nsx });
      }
    return pairs;
  }

  private takes(pairs: Pairs): string {
    return [...pairs.values()]
      .toSorted((a, b) => (a.adapter && b.adapter ? compareVersions(a.adapter, b.adapter) : 0))
      .map(({ adapter, nsx }) => {
        const window = renderWindow(windowOf(this.matrix, this.judging, ADAPTER, adapter, NSX));
        return `adapter ${textOf(adapter)} takes nsx ${window}; nsx is at ${textOf(nsx)}`;
      })
      .join(' | ');
  }

  private meanwhile(moving: 'adapter' | 'nsx', pairs: Pairs): string {
    const rolling = `old and new ${moving} side by side`;
    const outside = [...pairs.values()].filter(
      ({ adapter, nsx }) => !judgePair(this.matrix, this.judging, ADAPTER, adapter, NSX, nsx).inside,
    );
    if (outside.length === 0) return `${rolling}, every pairing inside the window`;
    const named = outside.map(({ adapter, nsx }) => `adapter ${textOf(adapter)} with nsx ${textOf(nsx)}`);
    return `${rolling}; outside the window since the start: ${named.join(', ')}`;
  }
}

const textOf = (version: ObservedVersion): string => version?.text ?? 'unknown';
