import { type GoalSpec, LATEST } from '@lockstep/documents';
import type { Version } from '@lockstep/kernel';
import { constraintsOf, type LatestDecision } from '../model/constraints.js';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import { selects } from '../model/selection.js';
import type { Cost } from '../search/cost.js';
import { decideLatest } from '../search/decide-latest.js';
import { isFeasible, solveDomain } from '../search/solve-domain.js';
import type { VersionTable } from '../search/version-table.js';
import { Facts, type Repairing } from './facts.js';

/** A selector that takes nothing: a target that was dropped keeps its index. */
const NOTHING = { ids: [] };

/** What is left of a goal and its fleet. */
export interface Remainder {
  readonly goal: GoalSpec;
  readonly excluded: ReadonlySet<string>;
  readonly assumed: readonly Repairing[];
}

/** How much work one domain may cost before its explanation says that it is incomplete. */
export interface Bounds {
  /** Questions to the whole planner, for each of repairs and furthest point: a tenth of a second each at the width of the reference matrix. */
  readonly solves: number;
  /** States looked at in abstractions: some ten microseconds each. */
  readonly expansions: number;
}

/** One upgrade domain without a plan, and the real planner to ask what becomes of it under changes. Every answer counts against a bound. */
export class BlockedDomain {
  readonly facts: Facts;
  solves = 0;
  private expansions = 0;
  private maxSolves = 0;
  private readonly answers = new Map<string, boolean>();

  constructor(
    readonly table: VersionTable,
    readonly goal: GoalSpec,
    readonly root: FleetNode,
    private readonly bounds: Bounds,
  ) {
    this.facts = new Facts(table);
  }

  /** The real planner has been asked as often as it may be. */
  get isSpent(): boolean {
    return this.solves >= this.maxSolves;
  }

  /** Each part of an explanation may ask as often as the first one. */
  renewQuestions(): void {
    this.maxSolves = this.solves + this.bounds.solves;
  }

  /** Counts one state that was looked at in an abstraction; `false` once there have been too many. Counting keeps the same input at the same answer. */
  readonly spend = (): boolean => ++this.expansions <= this.bounds.expansions;

  remainder(changes: readonly Repairing[], goal = this.goal): Remainder {
    const dropped = new Set(changes.flatMap((change) => (change.kind === 'loosen-target' ? [change.target] : [])));
    return {
      goal: { ...goal, targets: goal.targets.map((target, index) => (dropped.has(index) ? { ...target, select: NOTHING } : target)) },
      excluded: new Set(changes.flatMap((change) => (change.kind === 'exclude-cluster' ? [change.cluster] : []))),
      assumed: changes.filter(({ kind }) => kind === 'assume-statement' || kind === 'allow-hop'),
    };
  }

  /** Asks the whole planner. */
  hasPlan(remainder: Remainder): boolean {
    const { goal, excluded, assumed } = remainder;
    const key = JSON.stringify([
      goal.targets,
      goal.hold,
      goal.supportedUntil,
      [...excluded].sort(),
      assumed.map((change) => change.key).sort(),
    ]);
    let answer = this.answers.get(key);
    if (answer === undefined) this.answers.set(key, (answer = this.ask(remainder)));
    return answer;
  }

  /** As {@link hasPlan}, without remembering the answer. */
  ask(remainder: Remainder): boolean {
    return this.assuming(remainder, (root) => {
      const decisions = this.decide(remainder.goal, root);
      return (
        decisions !== null &&
        isFeasible(this.table, remainder.goal.policy, constraintsOf(this.table.matrix, remainder.goal, decisions), root)
      );
    });
  }

  /** What the cheapest plan costs; `null` when there is none. */
  costOf(remainder: Remainder): Cost | null {
    return this.assuming(remainder, (root) => {
      const decisions = decideLatest(this.table, remainder.goal, root);
      const constraints = decisions && constraintsOf(this.table.matrix, remainder.goal, decisions);
      return constraints && (solveDomain(this.table, remainder.goal.policy, constraints, root)?.cost ?? null);
    });
  }

  /** A `latest` target that everybody meets with the version it runs needs no decision to know whether there is a plan. */
  private decide(goal: GoalSpec, root: FleetNode): LatestDecision[] | null {
    const nodes = [...subtree(root)];
    const open = goal.targets.some(
      ({ component, version, select }) =>
        version === LATEST &&
        nodes.some((node) =>
          node.instances.some(
            (instance) =>
              instance.component.id === component &&
              selects(select, node) &&
              this.table.rank(component, instance.version) < Math.max(1, this.table.releaseRanks(component)[0] ?? Infinity),
          ),
        ),
    );
    return open ? decideLatest(this.table, goal, root) : [];
  }

  private assuming<T>({ excluded, assumed }: Remainder, ask: (root: FleetNode) => T): T {
    this.solves++;
    const assume = () => {
      for (const change of assumed) {
        if (change.kind === 'assume-statement') this.table.assumeInside(change.a, change.rankA, change.b, change.rankB);
        if (change.kind === 'allow-hop') this.table.assumeHop(change.component, change.from, change.to);
      }
    };
    const root = excluded.size === 0 ? this.root : withoutClusters(this.root, (cluster) => !excluded.has(cluster.id));
    return this.supposing(assume, () => ask(root));
  }

  /** Answers a question under assumptions, and takes them back. */
  supposing<T>(assume: () => void, ask: () => T): T {
    try {
      assume();
      return ask();
    } finally {
      this.table.withdrawAssumptions();
    }
  }
}

/** The least that a `latest` target asks for: the oldest release. `null` for a component without releases, which can meet none. */
export const oldestRelease = (table: VersionTable, component: string): Version | null =>
  table.matrix.releases(component)[0]?.version ?? null;

export function withoutClusters(node: FleetNode, keep: (cluster: FleetNode) => boolean, parent: FleetNode | null = null): FleetNode {
  const copy = { ...node, parent, children: [] as FleetNode[] };
  copy.children = node.children
    .filter((child) => child.scope !== 'cluster' || keep(child))
    .map((child) => withoutClusters(child, keep, copy));
  return copy;
}
