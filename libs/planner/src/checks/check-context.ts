import { type FleetSnapshot, LATEST, type UpgradeGoal } from '@lockstep/documents';
import { type Range, parseRange } from '@lockstep/kernel';
import type { Judging, Matrix, MatrixRevision, ObservedVersion, Verdict } from '@lockstep/matrix/domain';
import { type Judge, judges } from './encounters.js';
import { type FleetTree, type Instance, layOutFleet, oneByOne, type TreeNode } from './fleet-tree.js';
import { type HopRules, rememberHops } from './hop-rules.js';
import { meetingInstances } from './meeting-instances.js';
import { selects } from './selection.js';

/** Two meeting instances under an enforced relation; `a` is the one whose component id comes first. */
export interface Pairing {
  readonly index: number;
  readonly a: Instance;
  readonly b: Instance;
  readonly judge: Judge;
}

/** A target of the goal. `range` is null for `latest`: then the plan's recorded decision is what must be reached. */
export interface Target {
  readonly index: number;
  readonly component: string;
  readonly text: string;
  readonly range: Range | null;
  readonly instances: readonly Instance[];
}

/** The documents of one problem, laid out for replay. Nothing in it changes while a plan is replayed. */
export interface CheckContext {
  readonly matrix: Matrix;
  readonly judging: Judging;
  readonly tree: FleetTree;
  readonly pairings: readonly Pairing[];
  readonly pairingsOf: (instance: Instance) => readonly Pairing[];
  /** All instances of a component that meet a node. */
  readonly meeting: (node: TreeNode, component: string) => readonly Instance[];
  readonly targets: readonly Target[];
  readonly isHeld: (instance: Instance) => boolean;
  /** Whether any target selects the instance, `latest` ones included. */
  readonly isTargeted: (instance: Instance) => boolean;
  readonly supportedUntil: string | null;
  readonly judge: (pairing: Pairing, a: ObservedVersion, b: ObservedVersion) => Verdict;
  readonly hops: HopRules;
}

export interface CheckInput {
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
}

/**
 * Lays out a problem whose documents have been validated against each other; throws on what validation would have refused. Without a tree of
 * classes each cluster is a node of its own.
 */
export function checkContext(
  { matrix: { matrix }, fleet, goal }: CheckInput,
  tree: FleetTree = layOutFleet(matrix, fleet, () => oneByOne(fleet)),
): CheckContext {
  const judging = { policy: goal.spec.policy, day: dayOf(fleet) };
  const pairings = pairUp(matrix, tree, judges(matrix, judging));
  const byInstance: Pairing[][] = tree.instances.map(() => []);
  for (const pairing of pairings) {
    byInstance[pairing.a.index]!.push(pairing);
    byInstance[pairing.b.index]!.push(pairing);
  }
  const targets = goal.spec.targets.map((target, index) => ({
    index,
    component: target.component,
    text: target.version,
    range: target.version === LATEST ? null : readRange(matrix, target.component, target.version),
    instances: tree.instances.filter((instance) => instance.component === target.component && selects(target.select, instance.node)),
  }));
  const targeted = new Set(targets.flatMap((target) => target.instances));
  const held = new Set(
    tree.instances.filter(({ component, node }) =>
      goal.spec.hold.some((hold) => hold.component === component && selects(hold.select, node)),
    ),
  );
  return {
    matrix,
    judging,
    tree,
    pairings,
    pairingsOf: (instance) => byInstance[instance.index]!,
    meeting: meetingInstances(tree, fleet),
    targets,
    isHeld: (instance) => held.has(instance),
    isTargeted: (instance) => targeted.has(instance),
    supportedUntil: goal.spec.supportedUntil ?? null,
    judge: (pairing, a, b) => pairing.judge(a, b).verdict,
    hops: rememberHops(matrix),
  };
}

/** The UTC day on which `expires` is judged; none without `takenAt`. */
const dayOf = (fleet: FleetSnapshot): string | null =>
  fleet.metadata.takenAt === undefined ? null : new Date(fleet.metadata.takenAt).toISOString().slice(0, 10);

function readRange(matrix: Matrix, component: string, text: string): Range {
  const range = parseRange(matrix.component(component).scheme, text);
  if (!range.ok) throw new Error(`goal; target ${component}; ranges must be readable; ${range.problem}`);
  return range.value;
}

function pairUp(matrix: Matrix, tree: FleetTree, judgeOf: (a: string, b: string) => Judge): Pairing[] {
  const pairings: Pairing[] = [];
  for (const lower of tree.instances)
    for (const node of lower.node.chain)
      for (const upper of node.instances) {
        // Two instances of one node are seen from both sides: keep one of them.
        if (node === lower.node && upper.index <= lower.index) continue;
        if (!matrix.relation(lower.component, upper.component)?.enforce) continue;
        const [a, b] = lower.component < upper.component ? [lower, upper] : [upper, lower];
        pairings.push({ index: pairings.length, a, b, judge: judgeOf(a.component, b.component) });
      }
  return pairings;
}
