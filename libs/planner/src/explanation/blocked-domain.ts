import { type GoalSpec, LATEST } from '@lockstep/documents';
import { constraintsOf, type LatestDecision } from '../model/constraints.js';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import { selects } from '../model/selection.js';
import type { Cost } from '../search/cost.js';
import { decideLatest } from '../search/decide-latest.js';
import { cheapestCost, isFeasible } from '../search/solve-domain.js';
import type { VersionTable } from '../search/version-table.js';
import { type Chosen, DomainClasses } from './domain-classes.js';
import { Facts, type Repairing } from './facts.js';
import { type Seat, seatsUnder } from './seats.js';

/** A selector that takes nothing: a target that was dropped keeps its index. */
const NOTHING = { ids: [] };

/** What is left of a goal and its fleet. */
export interface Remainder {
  readonly goal: GoalSpec;
  readonly clusters: Chosen;
  readonly assumed: readonly Repairing[];
}

/** How much work one domain may cost before its explanation says that it is incomplete. */
export interface Bounds {
  /** Questions to the whole planner, for each of repairs and furthest point. */
  readonly solves: number;
  /** States looked at in abstractions. */
  readonly expansions: number;
}

/** One upgrade domain without a plan, and the real planner to ask what becomes of it under changes. Every answer counts against a bound. */
export class BlockedDomain {
  readonly facts: Facts;
  readonly classes: DomainClasses;
  solves = 0;
  private expansions = 0;
  private maxSolves = 0;
  private readonly answers = new Map<string, boolean>();
  private readonly goals = new Map<string, number>();
  private readonly numbers = new WeakMap<GoalSpec, number>();
  private readonly seats: ((node: FleetNode) => readonly Seat[])[] = [];

  /** The tree may have classes of clusters as single nodes. */
  constructor(
    readonly table: VersionTable,
    readonly goal: GoalSpec,
    readonly root: FleetNode,
    private readonly bounds: Bounds,
  ) {
    this.facts = new Facts(table);
    this.classes = new DomainClasses(root, goal, table);
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
    const targets = goal.targets.map((target, index) => (dropped.has(index) ? { ...target, select: NOTHING } : target));
    return {
      goal: dropped.size === 0 ? goal : { ...goal, targets },
      clusters: { kind: 'all-but', ids: new Set(changes.flatMap((change) => (change.kind === 'exclude-clusters' ? [change.node] : []))) },
      assumed: changes.filter(({ kind }) => kind === 'assume-statement' || kind === 'allow-hop'),
    };
  }

  /** Equal numbers: goals that ask the same. */
  goalNumber(goal: GoalSpec): number {
    let number = this.numbers.get(goal);
    if (number === undefined) {
      const text = JSON.stringify([goal.targets, goal.hold, goal.supportedUntil]);
      number = this.goals.get(text) ?? this.goals.size;
      this.goals.set(text, number);
      this.numbers.set(goal, number);
    }
    return number;
  }

  seatsOf(node: FleetNode, goal: GoalSpec): readonly Seat[] {
    return (this.seats[this.goalNumber(goal)] ??= seatsUnder(this.table, goal))(node);
  }

  /** Asks the whole planner. */
  hasPlan(remainder: Remainder): boolean {
    const { goal, clusters, assumed } = remainder;
    const key = [this.goalNumber(goal), clusters.kind, ...[...clusters.ids].sort(), ...assumed.map((change) => change.key).sort()].join(
      '|',
    );
    let answer = this.answers.get(key);
    if (answer === undefined) this.answers.set(key, (answer = this.ask(remainder)));
    return answer;
  }

  /** As {@link hasPlan}, without remembering the answer. */
  ask({ goal, clusters, assumed }: Remainder): boolean {
    this.solves++;
    const tree = this.classes.tree(clusters);
    return this.assuming(assumed, () => {
      const decisions = this.decide(goal, tree);
      return decisions !== null && isFeasible(this.table, goal.policy, constraintsOf(this.table.matrix, goal, decisions), tree);
    });
  }

  /** What the cheapest plan for a changed goal costs; `null` when there is none. */
  costOf(goal: GoalSpec): Cost | null {
    this.solves++;
    const decisions = decideLatest(this.table, goal, this.classes.tree(this.remainder([]).clusters));
    return decisions && cheapestCost(this.table, goal.policy, constraintsOf(this.table.matrix, goal, decisions), this.root);
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

  private assuming<T>(assumed: readonly Repairing[], ask: () => T): T {
    return this.supposing(() => {
      for (const change of assumed) {
        if (change.kind === 'assume-statement') this.table.assumeInside(change.a, change.rankA, change.b, change.rankB);
        if (change.kind === 'allow-hop') this.table.assumeHop(change.component, change.from, change.to);
      }
    }, ask);
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
