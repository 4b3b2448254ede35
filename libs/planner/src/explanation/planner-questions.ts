import { type GoalSpec, LATEST } from '@lockstep/documents';
import { constraintsOf, type LatestDecision } from '../model/constraints.js';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import { selects } from '../model/selection.js';
import type { Cost } from '../search/cost.js';
import { decideLatest } from '../search/decide-latest.js';
import { SearchLimitReached } from '../search/root-search.js';
import { SearchMemory } from '../search/search-memory.js';
import { cheapestCost, isFeasible, type SearchLimits, type SearchSettings } from '../search/solve-domain.js';
import type { VersionTable } from '../search/version-table.js';
import type { Repairing } from './facts.js';

/** Searches whose tables are kept: questions come in runs about one goal. */
const REMEMBERED = 4;

/** `undecided`: a limit of the search was reached. */
export type Answer = 'plan' | 'none' | 'undecided';

/** The real planner, asked about trees of one domain, and about what would be if other facts held. */
export class PlannerQuestions {
  /** The table holds assumptions: what it says is not what the matrix says. */
  isSupposing = false;
  private readonly memory = new SearchMemory(REMEMBERED);

  constructor(
    private readonly table: VersionTable,
    private readonly limits: SearchLimits,
  ) {}

  answer(goal: GoalSpec, tree: FleetNode): Answer {
    const answer = this.withinLimits(() => {
      const decisions = this.decide(goal, tree);
      const constraints = decisions && constraintsOf(this.table.matrix, goal, decisions);
      return constraints !== null && isFeasible(this.table, goal.policy, constraints, tree, this.settings) ? 'plan' : 'none';
    });
    return answer ?? 'undecided';
  }

  /** What the cheapest plan costs; `null`: there is none; `undefined`: a limit was reached. `latest` targets are decided on a tree that asks the same. */
  costOf(goal: GoalSpec, root: FleetNode, tree: FleetNode): Cost | null | undefined {
    return this.withinLimits(() => {
      const decisions = decideLatest(this.table, goal, tree, this.settings);
      const constraints = decisions && constraintsOf(this.table.matrix, goal, decisions);
      return constraints && cheapestCost(this.table, goal.policy, constraints, root, this.settings);
    });
  }

  assuming<T>(changes: readonly Repairing[], ask: () => T): T {
    if (changes.length === 0) return ask();
    return this.supposing(() => {
      for (const change of changes) {
        if (change.kind === 'assume-statement') this.table.assumeInside(change.a, change.rankA, change.b, change.rankB);
        if (change.kind === 'allow-hop') this.table.assumeHop(change.component, change.from, change.to);
      }
    }, ask);
  }

  /** Answers a question under assumptions, and takes them back. */
  supposing<T>(assume: () => void, ask: () => T): T {
    this.isSupposing = true;
    try {
      assume();
      return ask();
    } finally {
      this.table.withdrawAssumptions();
      this.isSupposing = false;
    }
  }

  private withinLimits<T>(search: () => T): T | undefined {
    try {
      return search();
    } catch (error) {
      if (error instanceof SearchLimitReached) return undefined;
      throw error;
    }
  }

  /** Tables of earlier questions serve as long as they rest on the same facts. */
  private get settings(): SearchSettings {
    const { states, laidOut } = this.limits;
    return { states, laidOut, memory: this.isSupposing ? null : this.memory };
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
    return open ? decideLatest(this.table, goal, root, this.settings) : [];
  }
}
