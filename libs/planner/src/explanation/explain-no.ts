import { type Explanation, type Exposure, type GoalSpec, UNKNOWN_VERSION } from '@lockstep/documents';
import { describe, exposedPairings } from '../assemble/certificate.js';
import { State } from '../assemble/state.js';
import { judgingOf, type PlanningInput } from '../model/inputs.js';
import { constraintsOf } from '../model/constraints.js';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import { decideLatest } from '../search/decide-latest.js';
import { isFeasible } from '../search/solve-domain.js';
import { VersionTable } from '../search/version-table.js';
import { irreducibleCore } from './irreducible-core.js';

export interface No {
  readonly outcome: 'infeasible' | 'invalid-start';
  readonly explanation: Explanation;
  readonly exposures: Exposure[];
}

type Item =
  | { readonly kind: 'target' | 'hold'; readonly index: number }
  | { readonly kind: 'supported-until' }
  | { readonly kind: 'cluster'; readonly node: FleetNode };

/**
 * Why there is no safe plan: for each domain without one, an irreducible set of targets, holds and clusters that exclude each other.
 * The start is to blame when a plan exists as soon as the pairings that are outside at the start are taken as sound.
 */
export function explainNo({ matrix, fleet, goal }: PlanningInput, roots: readonly FleetNode[]): No {
  const judging = judgingOf(fleet, goal);
  const tableOf = (root: FleetNode) => new VersionTable(matrix.matrix, judging, subtree(root));
  const failing = roots.filter((root) => !hasPlan(tableOf(root), goal.spec, root));
  const exposures = roots.flatMap((root) => {
    const table = tableOf(root);
    const state = new State(table, root);
    return exposedPairings(table, root, state).map((pairing) => describe(table, state, pairing));
  });
  const startIsToBlame = failing.every((root) => hasPlan(withSoundStart(tableOf(root), root), goal.spec, root));
  const causes = failing.map((root) => ({ root, blockers: blockersOf(tableOf(root), goal.spec, root) }));
  const blockers = causes.flatMap((cause) => cause.blockers);
  const names = causes.map((cause) => `under ${cause.root.id}: ${cause.blockers.map(({ message }) => message).join('; ')}`).join(' | ');
  const summary = startIsToBlame
    ? `no safe sequence leads out of the start, which has pairings outside their window; these exclude each other, ${names}`
    : `no safe sequence exists; these exclude each other, and without any one of them there is one, ${names}`;
  return {
    outcome: startIsToBlame ? 'invalid-start' : 'infeasible',
    explanation: { summary: summary.slice(0, MAX_SUMMARY), blockers },
    exposures,
  };
}

const MAX_SUMMARY = 4000;

function hasPlan(table: VersionTable, goal: GoalSpec, root: FleetNode): boolean {
  const decisions = decideLatest(table, goal, root);
  return decisions !== null && isFeasible(table, goal.policy, constraintsOf(table.matrix, goal, decisions), root);
}

function withSoundStart(table: VersionTable, root: FleetNode): VersionTable {
  const state = new State(table, root);
  for (const { a, b, componentA, componentB } of exposedPairings(table, root, state))
    table.assumeInside(componentA, state.get(a, componentA), componentB, state.get(b, componentB));
  return table;
}

function blockersOf(table: VersionTable, goal: GoalSpec, root: FleetNode): Explanation['blockers'] {
  const clusters = [...subtree(root)].filter((node) => node.scope === 'cluster');
  const items: Item[] = [
    ...goal.hold.map((_, index): Item => ({ kind: 'hold', index })),
    ...clusters.map((node): Item => ({ kind: 'cluster', node })),
    ...(goal.supportedUntil === undefined ? [] : [{ kind: 'supported-until' } as const]),
    ...goal.targets.map((_, index): Item => ({ kind: 'target', index })),
  ];
  const core = irreducibleCore(items, (kept) => {
    const nodes = new Set(kept.flatMap((item) => (item.kind === 'cluster' ? [item.node] : [])));
    return !hasPlan(
      table,
      reducedGoal(goal, kept),
      withoutClusters(root, (node) => nodes.has(node)),
    );
  });
  return core.map((item) => wordBlocker(goal, item));
}

function reducedGoal(goal: GoalSpec, kept: readonly Item[]): GoalSpec {
  const has = (kind: 'target' | 'hold', index: number) => kept.some((item) => item.kind === kind && item.index === index);
  return {
    ...goal,
    targets: goal.targets.filter((_, index) => has('target', index)),
    hold: goal.hold.filter((_, index) => has('hold', index)),
    supportedUntil: kept.some((item) => item.kind === 'supported-until') ? goal.supportedUntil : undefined,
  };
}

function withoutClusters(node: FleetNode, keep: (cluster: FleetNode) => boolean, parent: FleetNode | null = null): FleetNode {
  const copy = { ...node, parent, children: [] as FleetNode[] };
  copy.children = node.children
    .filter((child) => child.scope !== 'cluster' || keep(child))
    .map((child) => withoutClusters(child, keep, copy));
  return copy;
}

function wordBlocker(goal: GoalSpec, item: Item): Explanation['blockers'][number] {
  switch (item.kind) {
    case 'target': {
      const target = goal.targets[item.index]!;
      return {
        kind: 'target',
        subject: `${target.component} ${target.version}`,
        message: `target ${item.index + 1}: ${target.component} ${target.version}`,
      };
    }
    case 'hold': {
      const hold = goal.hold[item.index]!;
      return { kind: 'hold', subject: hold.component, message: `hold ${item.index + 1}: ${hold.component} must not move` };
    }
    case 'supported-until':
      return { kind: 'supported-until', subject: goal.supportedUntil!, message: `everything supported until ${goal.supportedUntil}` };
    case 'cluster': {
      const versions = item.node.instances
        .map(({ component, version }) => `${component.id} ${version?.text ?? UNKNOWN_VERSION}`)
        .join(', ');
      return { kind: 'cluster', subject: item.node.id, message: `cluster ${item.node.id} (${versions})` };
    }
  }
}
