import { type GoalSpec, LATEST } from '@lockstep/documents';
import { type FleetNode, lineage, subtree } from '../model/fleet-tree.js';
import { type Cost, ZERO } from '../search/cost.js';
import type { SearchLimits } from '../search/solve-domain.js';
import type { VersionTable } from '../search/version-table.js';
import { type Chosen, DomainClasses } from './domain-classes.js';
import { Facts, type Repairing } from './facts.js';
import { type Answer, PlannerQuestions } from './planner-questions.js';
import { type Seat, seatsUnder } from './seats.js';

const MAX_SUSPECTS = 8;

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
  readonly planner: PlannerQuestions;
  solves = 0;
  private expansions = 0;
  private maxSolves = 0;
  /** Some question was left open, so what rests on its answer is not proven. */
  reachedLimit = false;
  private readonly suspects = new Set<string>();
  private readonly answers = new Map<string, Answer>();
  private readonly goals = new Map<string, number>();
  private readonly numbers = new WeakMap<GoalSpec, number>();
  private readonly seats: ((node: FleetNode) => readonly Seat[])[] = [];

  /** The tree may have classes of clusters as single nodes. */
  constructor(
    readonly table: VersionTable,
    readonly goal: GoalSpec,
    readonly root: FleetNode,
    private readonly bounds: Bounds & SearchLimits,
  ) {
    this.facts = new Facts(table);
    this.classes = new DomainClasses(root, goal, table);
    this.planner = new PlannerQuestions(table, bounds);
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

  /** Asks the whole planner. `false` proves nothing where it reached its limit. */
  hasPlan(remainder: Remainder): boolean {
    return this.answer(remainder) === 'plan';
  }

  /** Whether the planner proves that there is no plan. */
  hasNone(remainder: Remainder): boolean {
    return this.answer(remainder) === 'none';
  }

  private answer(remainder: Remainder): Answer {
    const { goal, clusters, assumed } = remainder;
    const key = [this.goalNumber(goal), clusters.kind, ...[...clusters.ids].sort(), ...assumed.map((change) => change.key).sort()].join(
      '|',
    );
    let answer = this.answers.get(key);
    if (answer === undefined) this.answers.set(key, (answer = this.ask(remainder)));
    return answer;
  }

  /** Asks without remembering the answer, whatever is assumed in the table. */
  ask({ goal, clusters, assumed }: Remainder): Answer {
    const merged = this.classes.mergedTree(clusters);
    if (!this.planner.isSupposing && this.isDone(goal, merged)) return 'plan';
    this.solves++;
    const answer = this.planner.assuming(assumed, () => this.searchTrees(goal, clusters, merged));
    if (answer === 'undecided') this.reachedLimit = true;
    return answer;
  }

  private searchTrees(goal: GoalSpec, clusters: Chosen, merged: FleetNode): Answer {
    if (this.isBlockedBySuspects(goal, clusters, merged)) return 'none';
    const answer = this.planner.answer(goal, merged);
    if (answer === 'plan') return answer;
    const tree = this.classes.tree(clusters);
    return sizeOf(tree) > sizeOf(merged) ? this.planner.answer(goal, tree) : answer;
  }

  /** Clusters that were in the way before: where they alone leave no plan, the other ones need not be looked at. */
  suspect(clusters: readonly FleetNode[]): void {
    for (const { id } of clusters) if (this.suspects.size < MAX_SUSPECTS) this.suspects.add(id);
  }

  private isBlockedBySuspects(goal: GoalSpec, { kind, ids }: Chosen, merged: FleetNode): boolean {
    const kept = new Set([...this.suspects].filter((id) => ids.has(id) === (kind === 'only')));
    if (kept.size === 0) return false;
    const few = this.classes.tree({ kind: 'only', ids: kept });
    return 2 * sizeOf(few) < sizeOf(merged) && this.planner.answer(goal, few) === 'none';
  }

  /** Whether all may stay where they are: a search would find that out last. */
  private isDone(goal: GoalSpec, tree: FleetNode): boolean {
    const rests = ({ component: a, start, targets }: Seat, other: Seat): boolean =>
      !this.facts.isEnforced(a, other.component) ||
      this.facts.isSettled(a, start, other.component, other.start) ||
      targets.length + other.targets.length === 0;
    for (const node of subtree(tree)) {
      const seats = this.seatsOf(node, goal);
      const met = [...lineage(node)].flatMap((on) => this.seatsOf(on, goal));
      if (!seats.every((seat) => seat.accepted[seat.start] && met.every((other) => other === seat || rests(seat, other)))) return false;
    }
    return true;
  }

  /** What the cheapest plan for a changed goal costs; `null` when none is found. */
  costOf(goal: GoalSpec): Cost | null {
    const { clusters } = this.remainder([]);
    const hasLatest = goal.targets.some(({ version }) => version === LATEST);
    // What `latest` is decided to be asks for more than to stay.
    if (!hasLatest && this.isDone(goal, this.classes.mergedTree(clusters))) return ZERO;
    this.solves++;
    const cost = this.planner.costOf(goal, this.root, hasLatest ? this.classes.tree(clusters) : this.root);
    if (cost === undefined) this.reachedLimit = true;
    return cost ?? null;
  }
}

const sizeOf = (root: FleetNode): number => [...subtree(root)].length;
