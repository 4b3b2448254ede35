import { LRUCache } from 'lru-cache';
import { MemberLists } from './assemble/member-lists.js';
import { ProofMemory } from './checks/index.js';
import { changedTrees, type KnownTrees } from './model/changed-trees.js';
import { classTrees } from './model/class-trees.js';
import type { FleetNode } from './model/fleet-tree.js';
import { judgingOf, type PlanningInput } from './model/inputs.js';
import { SearchMemory } from './search/search-memory.js';
import { VersionTable } from './search/version-table.js';

interface Remembered {
  readonly table: VersionTable;
  readonly searches: SearchMemory;
}

/**
 * What a planner may keep between two plans, so that planning again after little has changed costs little. Plans are the same with it and without it.
 * Bounded; what was not used for longest goes first.
 */
export class PlanningMemory {
  readonly lists = new MemberLists();
  readonly proofs = new ProofMemory();
  private readonly known: LRUCache<string, Remembered>;
  private readonly forests: LRUCache<string, KnownTrees>;

  /**
   * @param capacity pairs of a matrix and a policy that are remembered
   * @param fleets fleets of which the classes are, one for each pair of a matrix and what a goal selects
   */
  constructor(capacity = 4, fleets = 2) {
    this.known = new LRUCache({ max: capacity });
    this.forests = new LRUCache({ max: fleets });
  }

  /** The class trees of a fleet. */
  trees({ matrix, fleet, goal: { spec } }: PlanningInput): KnownTrees {
    const key = JSON.stringify([matrix.digest, spec.targets, spec.hold]);
    const last = this.forests.get(key);
    const trees = (last && changedTrees(last, fleet)) ?? { ...classTrees(matrix.matrix, fleet, spec), fleet };
    this.forests.set(key, trees);
    return trees;
  }

  /** Tables for the versions of a fleet. */
  recall(input: PlanningInput, nodes: readonly FleetNode[]): Remembered {
    const { matrix, fleet, goal } = input;
    const judging = judgingOf(fleet, goal);
    const key = JSON.stringify([matrix.digest, judging, unlistedVersions(input, nodes)]);
    let remembered = this.known.get(key);
    if (!remembered) {
      remembered = { table: new VersionTable(matrix.matrix, judging, nodes), searches: new SearchMemory() };
      this.known.set(key, remembered);
    }
    return remembered;
  }
}

/** Versions that the matrix does not list in this spelling: all others are in every table of the matrix. */
function unlistedVersions({ matrix: { matrix } }: PlanningInput, nodes: readonly FleetNode[]): string[] {
  const unlisted = new Set<string>();
  for (const instances of new Set(nodes.map(({ instances }) => instances)))
    for (const { component, version } of instances)
      if (version && matrix.findRelease(component.id, version)?.version.text !== version.text)
        unlisted.add(`${component.id} ${version.text}`);
  return [...unlisted].sort();
}
