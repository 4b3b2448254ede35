import { API_VERSION, type Explanation, type Objective, type PlanSpec, type UpgradeGoal, type UpgradePlan } from '@lockstep/documents';
import { digestOf } from '@lockstep/kernel';
import { leaningOf } from '@lockstep/matrix/domain';
import { assemblePlan } from './assemble/assemble-plan.js';
import type { MemberLists } from './assemble/member-lists.js';
import { verifyPlan } from './checks/index.js';
import { explainNo } from './explanation/explain-no.js';
import { constraintsOf } from './model/constraints.js';
import { type FleetNode, subtree } from './model/fleet-tree.js';
import { inputsOf, type PlanningInput } from './model/inputs.js';
import { compareCosts, type Cost, objectiveOf, ZERO } from './search/cost.js';
import { decideLatest } from './search/decide-latest.js';
import { SearchLimitReached } from './search/root-search.js';
import { SEARCH_DEFAULTS, type SearchLimits, type SearchSettings, type Solution, solveDomain } from './search/solve-domain.js';
import type { VersionTable } from './search/version-table.js';
import { PlanningMemory } from './planning-memory.js';

/** `states` of {@link PlanningOptions} where nothing else is said. */
export const DEFAULT_SEARCH_LIMIT = SEARCH_DEFAULTS.states;

/** A plan that its own checker refutes is never handed out. The cause carries the refutations. */
export class PlannerDefect extends Error {}

interface DomainPlan {
  readonly root: FleetNode;
  /** `undecided`: neither a plan nor the proof that there is none was found within the limits. */
  readonly solution: Solution | null | 'undecided';
  readonly latest: PlanSpec['latest'];
}

export interface PlanningOptions extends Partial<SearchLimits>, Pick<SearchSettings, 'onSearched'> {
  /** Given by those who plan again and again. */
  readonly memory?: PlanningMemory;
  /** Told when the steps are known, before they are digested and proven. */
  readonly onAssembled?: () => void;
}

type PlannedDomain = DomainPlan & { readonly solution: Solution };

/**
 * The cheapest safe plan for a whole fleet, domain by domain, or an explained "no". Proven by the independent checker before it is returned.
 * Where a limit was reached, `optimal` is false: a plan then tells how far it may be from a cheapest one, and a "no" only says that none was found.
 */
export function computePlan(
  input: PlanningInput,
  { memory: given, onSearched, onAssembled, states = DEFAULT_SEARCH_LIMIT, laidOut = SEARCH_DEFAULTS.laidOut }: PlanningOptions = {},
): UpgradePlan {
  const { matrix, fleet, goal } = input;
  const memory = given ?? new PlanningMemory();
  const { roots } = memory.trees(input);
  const nodes = roots.flatMap((root) => [...subtree(root)]);
  const { table, searches } = memory.recall(input, nodes);
  const settings = { states, laidOut, onSearched, memory: given ? searches : null };
  const domains = roots.map((root) => planDomain(table, goal, root, settings));
  const spec = domains.every(isPlanned) ? planned(input, table, memory.lists, domains) : refused(input, table, domains, settings);
  onAssembled?.();
  const plan: UpgradePlan = {
    apiVersion: API_VERSION,
    kind: 'UpgradePlan',
    metadata: { name: goal.metadata.name, digest: digestOf(spec) },
    spec,
  };
  if (spec.explanation === null) {
    const proof = verifyPlan({ matrix, fleet, goal, plan }, memory.proofs);
    if (proof.outcome === 'refuted')
      throw new PlannerDefect(
        `plan ${goal.metadata.name}; the checker refutes it; a plan is proven before it is handed out; ${proof.refutations[0]!.message}`,
        { cause: proof.refutations },
      );
  }
  return plan;
}

const isPlanned = (domain: DomainPlan): domain is PlannedDomain => domain.solution !== null && domain.solution !== 'undecided';

function planDomain(table: VersionTable, goal: UpgradeGoal, root: FleetNode, settings: SearchSettings): DomainPlan {
  try {
    const decisions = decideLatest(table, goal.spec, root, settings);
    if (decisions === null) return { root, solution: null, latest: [] };
    const constraints = constraintsOf(table.matrix, goal.spec, decisions);
    const latest = decisions.map(({ target, version }) => ({ target, nsxManager: root.id, version: version.text }));
    return { root, solution: solveDomain(table, goal.spec.policy, constraints, root, settings), latest };
  } catch (error) {
    if (error instanceof SearchLimitReached) return { root, solution: 'undecided', latest: [] };
    throw error;
  }
}

function planned(input: PlanningInput, table: VersionTable, lists: MemberLists, domains: readonly PlannedDomain[]): PlanSpec {
  const plan = assemblePlan(
    table,
    lists,
    domains.map(({ root, solution }) => ({ root, units: solution.units })),
  );
  const named = plan.steps.flatMap(({ premises }) =>
    premises.flatMap(({ basis, statement }) => (basis === 'statement' && statement !== null ? [statement] : [])),
  );
  const sum = (cost: (solution: Solution) => Cost) =>
    domains.map(({ solution }) => objectiveOf(cost(solution))).reduce(addObjectives, objectiveOf(ZERO));
  const optimal = domains.every(({ solution }) => compareCosts(solution.cost, solution.lowerBound) === 0);
  return {
    ...emptySpec(input),
    outcome: plan.steps.length > 0 ? 'planned' : 'nothing-to-do',
    ...plan,
    latest: domains.flatMap(({ latest }) => latest),
    objective: sum(({ cost }) => cost),
    optimal,
    ...(optimal ? {} : { lowerBound: sum(({ lowerBound }) => lowerBound) }),
    ...leaningOf(table.matrix, table.judging, named),
  };
}

function refused(input: PlanningInput, table: VersionTable, domains: readonly DomainPlan[], limits: SearchLimits): PlanSpec {
  const roots = domains.map(({ root }) => root);
  const blocked = domains.flatMap(({ root, solution }) => (solution === null ? [root] : []));
  const undecided = domains.flatMap(({ root, solution }) => (solution === 'undecided' ? [root.id] : []));
  if (blocked.length === 0)
    return {
      ...emptySpec(input),
      optimal: false,
      explanation: unexplained(
        `the search reached its limit under ${undecided.join(', ')}: it found no plan, and no proof that there is none`,
      ),
    };
  try {
    const { outcome, explanation, exposures } = explainNo(input.goal, { table, roots, blocked, limits });
    return { ...emptySpec(input), outcome, exposures, explanation };
  } catch (error) {
    if (!(error instanceof SearchLimitReached)) throw error;
    const summary = `no safe sequence exists under ${blocked.map(({ id }) => id).join(', ')}; the search for the reasons reached its limit`;
    return { ...emptySpec(input), explanation: unexplained(summary) };
  }
}

const unexplained = (summary: string): Explanation => ({
  summary,
  blockers: [],
  causes: [],
  relaxations: [],
  furthest: [],
  deadEnds: [],
  complete: false,
});

const emptySpec = (input: PlanningInput): PlanSpec => ({
  outcome: 'infeasible',
  inputs: inputsOf(input),
  objective: objectiveOf(ZERO),
  optimal: true,
  latest: [],
  steps: [],
  exposures: [],
  evidenceFloor: null,
  weakest: [],
  waived: [],
  explanation: null,
});

const addObjectives = (a: Objective, b: Objective): Objective => ({
  sharedHops: a.sharedHops + b.sharedHops,
  clusterRollouts: a.clusterRollouts + b.clusterRollouts,
  addonHops: a.addonHops + b.addonHops,
});
