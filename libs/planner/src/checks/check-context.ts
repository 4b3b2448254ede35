import { type FleetSnapshot, LATEST, type UpgradeGoal } from '@lockstep/documents';
import { type Range, parseRange } from '@lockstep/kernel';
import { judgePair, type Judging, type Matrix, type MatrixRevision, type ObservedVersion, type Verdict } from '@lockstep/matrix/domain';
import { chainOf, type FleetTree, type Instance, layOutFleet, type TreeNode } from './fleet-tree.js';
import { selects } from './selection.js';

/** Two meeting instances under an enforced relation; `a` is the one whose component id comes first. */
export interface Pairing {
  readonly index: number;
  readonly a: Instance;
  readonly b: Instance;
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
}

export interface CheckInput {
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
}

/** Lays out a problem whose documents have been validated against each other; throws on what validation would have refused. */
export function checkContext({ matrix: { matrix }, fleet, goal }: CheckInput): CheckContext {
  const tree = layOutFleet(matrix, fleet);
  const judging = { policy: goal.spec.policy, day: dayOf(fleet) };
  const pairings = pairUp(matrix, tree);
  const byInstance: Pairing[][] = tree.instances.map(() => []);
  for (const pairing of pairings) for (const { index } of [pairing.a, pairing.b]) byInstance[index]!.push(pairing);
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
    meeting: meetingInstances(tree),
    targets,
    isHeld: (instance) => held.has(instance),
    isTargeted: (instance) => targeted.has(instance),
    supportedUntil: goal.spec.supportedUntil ?? null,
    judge: rememberVerdicts(matrix, judging),
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

function pairUp(matrix: Matrix, tree: FleetTree): Pairing[] {
  const pairings: Pairing[] = [];
  for (const lower of tree.instances)
    for (const node of chainOf(lower.node))
      for (const upper of node.instances) {
        // Two instances of one node are seen from both sides: keep one of them.
        if (node === lower.node && upper.index <= lower.index) continue;
        if (!matrix.relation(lower.component, upper.component)?.enforce) continue;
        const [a, b] = lower.component < upper.component ? [lower, upper] : [upper, lower];
        pairings.push({ index: pairings.length, a, b });
      }
  return pairings;
}

/** Instances of a component that meet a node: on its chain, or below it. */
function meetingInstances(tree: FleetTree): CheckContext['meeting'] {
  const byNode = new Map<TreeNode, Map<string, Instance[]>>();
  const put = (node: TreeNode, instance: Instance) => {
    const components = byNode.get(node) ?? new Map<string, Instance[]>();
    byNode.set(node, components);
    const list = components.get(instance.component);
    if (list) list.push(instance);
    else components.set(instance.component, [instance]);
  };
  for (const instance of tree.instances) for (const node of chainOf(instance.node)) put(node, instance);
  return (node, component) => {
    const below = byNode.get(node)?.get(component);
    if (below) return below;
    for (const upper of chainOf(node).slice(1)) {
      const instance = upper.instances.find((candidate) => candidate.component === component);
      if (instance) return [instance];
    }
    return [];
  };
}

/** Fleets hold few distinct versions: each pair of them is judged once. Versions are told apart by identity, so a spelling may be judged twice. */
function rememberVerdicts(matrix: Matrix, judging: Judging): CheckContext['judge'] {
  const byComponents = new Map<string, Map<ObservedVersion, Map<ObservedVersion, Verdict>>>();
  return ({ a, b }, versionA, versionB) => {
    const key = `${a.component} ${b.component}`;
    let byA = byComponents.get(key);
    if (!byA) byComponents.set(key, (byA = new Map()));
    let byB = byA.get(versionA);
    if (!byB) byA.set(versionA, (byB = new Map()));
    let verdict = byB.get(versionB);
    if (!verdict) byB.set(versionB, (verdict = judgePair(matrix, judging, a.component, versionA, b.component, versionB)));
    return verdict;
  };
}
