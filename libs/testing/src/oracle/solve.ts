import { LATEST, type FleetSnapshot, type Objective, type PlanSpec, type UpgradeGoal } from '@lockstep/documents';
import type { Version } from '@lockstep/kernel';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import {
  addObjectives,
  type CheckContext,
  checkContext,
  type FleetState,
  isAtLeastVersion,
  NO_COST,
  shortfallsOf,
  startState,
  type Target,
} from '@lockstep/planner/checks';
import { explore, type Reached, TooManyStates, walkTo, type WalkStep } from './explore.js';

export interface PlanningProblem {
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
}

export type Solution =
  | { readonly outcome: 'feasible'; readonly objective: Objective; readonly latest: PlanSpec['latest']; readonly walk: readonly WalkStep[] }
  | { readonly outcome: 'infeasible' }
  | { readonly outcome: 'too-large' };

/**
 * The slow obvious solver that the planner is compared with: it enumerates states of the fleet, cheapest first, and takes the first final one.
 * Upgrade domains share nothing, so they are solved one after the other unless `whole` asks for states of the whole fleet.
 */
export function solveByEnumeration(problem: PlanningProblem, { maxStates = 6000, whole = false } = {}): Solution {
  try {
    const parts = whole ? [problem.fleet] : domainsOf(problem.fleet);
    const solutions = parts.map((fleet) => solvePart({ ...problem, fleet }, maxStates));
    const feasible = solutions.flatMap((solution) => (solution.outcome === 'feasible' ? [solution] : []));
    if (feasible.length < solutions.length) return { outcome: 'infeasible' };
    return {
      outcome: 'feasible',
      objective: feasible.reduce((sum, { objective }) => addObjectives(sum, objective), NO_COST),
      latest: feasible.flatMap(({ latest }) => latest),
      walk: feasible.flatMap(({ walk }) => walk),
    };
  } catch (error) {
    if (error instanceof TooManyStates) return { outcome: 'too-large' };
    throw error;
  }
}

/** One fleet per NSX manager. */
export function domainsOf(fleet: FleetSnapshot): FleetSnapshot[] {
  const { spec } = fleet;
  return spec.nsxManagers.map((manager) => {
    const vcenters = spec.vcenters.filter(({ nsxManager }) => nsxManager === manager.id);
    const isUnder = ({ vcenter, nsxManager }: (typeof spec.supervisors)[number]) =>
      vcenter === undefined ? nsxManager === manager.id : vcenters.some(({ id }) => id === vcenter);
    const supervisors = spec.supervisors.filter(isUnder);
    const clusters = spec.clusters.filter(({ supervisor }) => supervisors.some(({ id }) => id === supervisor));
    return { ...fleet, spec: { ...spec, nsxManagers: [manager], vcenters, supervisors, clusters } };
  });
}

function solvePart(problem: PlanningProblem, maxStates: number): Solution {
  const context = checkContext(problem);
  const hasLatest = context.targets.some((target) => target.range === null && target.instances.length > 0);
  if (hasLatest && problem.fleet.spec.nsxManagers.length > 1)
    throw new Error('oracle; `latest`; decided within one upgrade domain; found several');
  const start = startState(context);
  const candidates: Reached[] = [];
  for (const reached of explore(context, maxStates)) {
    if (!mayBeFinal(context, start, reached)) continue;
    candidates.push(reached);
    if (!hasLatest) break;
  }
  return decideLatest(context, candidates, problem.fleet.spec.nsxManagers[0]!.id);
}

/** Final, as far as it can be told before the `latest` targets are decided: until then they take any known version. */
function mayBeFinal(context: CheckContext, start: FleetState, { state }: Reached): boolean {
  const known = context.targets.every(
    (target) => target.range !== null || target.instances.every((instance) => state.versions[instance.index] !== null),
  );
  return known && shortfallsOf(context, start, state, () => undefined).every(({ kind }) => kind === 'undecided');
}

/** Target by target, in the order of the goal: the highest release that some remaining candidate reaches. Candidates come cheapest first. */
function decideLatest(context: CheckContext, candidates: readonly Reached[], nsxManager: string): Solution {
  let remaining = candidates;
  const latest: PlanSpec['latest'] = [];
  for (const target of context.targets) {
    if (target.range !== null || target.instances.length === 0) continue;
    const reaches = (version: Version) =>
      remaining.filter(({ state }) => target.instances.every((instance) => isAtLeastVersion(state.versions[instance.index]!, version)));
    const decided = releasesFromTheTop(context, target).find((version) => reaches(version).length > 0);
    if (!decided) return { outcome: 'infeasible' };
    remaining = reaches(decided);
    latest.push({ target: target.index, nsxManager, version: decided.text });
  }
  const [cheapest] = remaining;
  return cheapest ? { outcome: 'feasible', objective: cheapest.cost, latest, walk: walkTo(cheapest) } : { outcome: 'infeasible' };
}

const releasesFromTheTop = (context: CheckContext, target: Target): Version[] =>
  context.matrix
    .releases(target.component)
    .map(({ version }) => version)
    .toReversed();

export const hasLatestTarget = (goal: UpgradeGoal): boolean => goal.spec.targets.some(({ version }) => version === LATEST);
