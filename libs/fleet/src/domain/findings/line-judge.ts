import type { CompatibilityMatrix } from '@lockstep/documents';
import type { NodeKind, Observation } from '../fleet-node.js';
import type { Judged } from './finding.js';

/** A node as far as its versions can be judged. */
export type LineNode = Pick<Observation, 'kind' | 'versions' | 'cni'>;

/** A node and what it hangs on, nearest first, as far as that is known. */
export type Line = readonly LineNode[];

/** A release that runs at a node. */
export interface RunRelease {
  readonly component: string;
  readonly version: string;
  /** YYYY-MM-DD; null: not known. */
  readonly endOfSupport: string | null;
  readonly sources: readonly string[];
  /** At which kind of node. */
  readonly kind: NodeKind;
}

/** A statement that keeps a pairing of a node inside its window. */
export interface HeldBy {
  readonly statement: string;
  readonly expires: string | null;
  readonly sources: readonly string[];
}

/** What one matrix revision says of nodes on one day. Pure; equal faults are the very same object. */
export interface LineJudge {
  /** Faults of the first node of the line, in itself and with all above it. */
  faults(line: Line): readonly Judged[];
  releases(node: LineNode): readonly RunRelease[];
  heldBy(line: Line): readonly HeldBy[];
}

/** Judging is the planner's. Whoever wires the application plugs it in. */
export interface FleetJudge {
  /** @param day YYYY-MM-DD: on which statements that expire are judged */
  on(document: CompatibilityMatrix, day: string): LineJudge;
  /** Last days of statements that expire, in order: nothing else about a verdict changes with the calendar. */
  expiries(document: CompatibilityMatrix): readonly string[];
}
