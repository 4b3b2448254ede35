import { API_VERSION, type Objective, type PlanSpec, type UpgradeGoal, type UpgradePlan } from '@lockstep/documents';
import { digestOf } from '@lockstep/kernel';
import { leaningOf } from '@lockstep/matrix/domain';
import { assemblePlan } from './assemble/assemble-plan.js';
import { verifyPlan } from './checks/index.js';
import { explainNo } from './explanation/explain-no.js';
import { constraintsOf } from './model/constraints.js';
import { classTrees } from './model/class-trees.js';
import { type FleetNode, subtree } from './model/fleet-tree.js';
import { inputsOf, judgingOf, type PlanningInput } from './model/inputs.js';
import { objectiveOf, ZERO } from './search/cost.js';
import { decideLatest } from './search/decide-latest.js';
import { type Solution, solveDomain } from './search/solve-domain.js';
import { VersionTable } from './search/version-table.js';

/** A plan that its own checker refutes is never handed out. The cause carries the refutations. */
export class PlannerDefect extends Error {}

interface DomainPlan {
  readonly root: FleetNode;
  readonly solution: Solution | null;
  readonly latest: PlanSpec['latest'];
}

/** The cheapest safe plan for a whole fleet, domain by domain, or an explained "no". Proven by the independent checker before it is returned. */
export function computePlan(input: PlanningInput): UpgradePlan {
  const { matrix, fleet, goal } = input;
  const judging = judgingOf(fleet, goal);
  const roots = classTrees(matrix.matrix, fleet, goal.spec);
  const table = new VersionTable(
    matrix.matrix,
    judging,
    roots.flatMap((root) => [...subtree(root)]),
  );
  const domains = roots.map((root) => planDomain(table, goal, root));
  const spec = domains.every((domain) => domain.solution !== null) ? planned(input, table, domains) : refused(input, table, domains);
  const plan: UpgradePlan = {
    apiVersion: API_VERSION,
    kind: 'UpgradePlan',
    metadata: { name: goal.metadata.name, digest: digestOf(spec) },
    spec,
  };
  if (spec.explanation === null) {
    const proof = verifyPlan({ matrix, fleet, goal, plan });
    if (proof.outcome === 'refuted')
      throw new PlannerDefect(
        `plan ${goal.metadata.name}; the checker refutes it; a plan is proven before it is handed out; ${proof.refutations[0]!.message}`,
        { cause: proof.refutations },
      );
  }
  return plan;
}

function planDomain(table: VersionTable, goal: UpgradeGoal, root: FleetNode): DomainPlan {
  const decisions = decideLatest(table, goal.spec, root);
  if (decisions === null) return { root, solution: null, latest: [] };
  const constraints = constraintsOf(table.matrix, goal.spec, decisions);
  const latest = decisions.map(({ target, version }) => ({ target, nsxManager: root.id, version: version.text }));
  return { root, solution: solveDomain(table, goal.spec.policy, constraints, root), latest };
}

function planned(input: PlanningInput, table: VersionTable, domains: readonly DomainPlan[]): PlanSpec {
  const plan = assemblePlan(
    table,
    domains.map(({ root, solution }) => ({ root, units: solution!.units })),
  );
  const named = plan.steps.flatMap(({ premises }) =>
    premises.flatMap(({ basis, statement }) => (basis === 'statement' && statement !== null ? [statement] : [])),
  );
  return {
    ...emptySpec(input),
    outcome: plan.steps.length > 0 ? 'planned' : 'nothing-to-do',
    ...plan,
    latest: domains.flatMap(({ latest }) => latest),
    objective: domains.map(({ solution }) => objectiveOf(solution!.cost)).reduce(addObjectives, objectiveOf(ZERO)),
    ...leaningOf(table.matrix, table.judging, named),
  };
}

function refused(input: PlanningInput, table: VersionTable, domains: readonly DomainPlan[]): PlanSpec {
  const roots = domains.map(({ root }) => root);
  const blocked = domains.flatMap(({ root, solution }) => (solution === null ? [root] : []));
  const { outcome, explanation, exposures } = explainNo(input.goal, { table, roots, blocked });
  return { ...emptySpec(input), outcome, optimal: true, exposures, explanation };
}

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
