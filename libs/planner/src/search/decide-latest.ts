import { type GoalSpec, LATEST } from '@lockstep/documents';
import type { Version } from '@lockstep/kernel';
import { constraintsOf, type LatestDecision } from '../model/constraints.js';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import { selects } from '../model/selection.js';
import { isFeasible, SEARCH_DEFAULTS } from './solve-domain.js';
import type { VersionTable } from './version-table.js';

/**
 * Decides the `latest` targets of one domain in list order: the highest release such that a safe plan exists in which every selected instance ends
 * there or later, given the decisions before it and all other targets. `null` when no release will do. Whoever can end at a release or later
 * can end at every earlier one or later, so the releases are searched by halving. Throws as `solveDomain` does.
 */
export function decideLatest(table: VersionTable, goal: GoalSpec, root: FleetNode, settings = SEARCH_DEFAULTS): LatestDecision[] | null {
  const nodes = [...subtree(root)];
  const decisions: LatestDecision[] = [];
  for (const [target, { component, version, select }] of goal.targets.entries()) {
    if (version !== LATEST) continue;
    if (!nodes.some((node) => selects(select, node) && node.instances.some((instance) => instance.component.id === component))) continue;
    const reaches = (candidate: Version) =>
      isFeasible(table, goal.policy, constraintsOf(table.matrix, goal, [...decisions, { target, version: candidate }]), root, settings);
    const best = highest(
      table.matrix.releases(component).map((release) => release.version),
      reaches,
    );
    if (best === null) return null;
    decisions.push({ target, version: best });
  }
  return decisions;
}

function highest(ascending: readonly Version[], reaches: (version: Version) => boolean): Version | null {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reaches(ascending[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : ascending[low - 1]!;
}
