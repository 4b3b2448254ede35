import { type Furthest, type GoalSpec, LATEST } from '@lockstep/documents';
import { parseRange } from '@lockstep/kernel';
import { constraintsOf } from '../model/constraints.js';
import { selects } from '../model/selection.js';
import { objectiveOf } from '../search/cost.js';
import type { BlockedDomain, Remainder } from './blocked-domain.js';
import { isChosen } from './domain-classes.js';
import type { ConflictFinder } from './conflict-finder.js';
import type { Repairing } from './facts.js';
import type { Repair } from './smallest-repairs.js';

/** Answers how far a blocked domain can get: what a target can ask instead, and the plan that gets there. */
export class FurthestPoint {
  /** A bound was hit: more than what is said may be possible. */
  wasCut = false;

  constructor(
    private readonly domain: BlockedDomain,
    private readonly finder: ConflictFinder,
  ) {}

  /**
   * The most that a target can ask when the other changes are made: `>=` the highest release that all its instances can end at or above. `null` when
   * that is no more than they run already. Who can end at a release or later can end at every earlier one or later, so the releases are halved.
   */
  mostOf(target: number, changes: readonly Repairing[], goal: GoalSpec = this.domain.goal): string | null {
    const candidates = this.candidates(target, changes);
    const asks = (index: number): Remainder =>
      this.domain.remainder(changes, withTarget(goal, target, `>=${candidates[index]!}`, this.domain.goal.targets[target]!.select));
    const highest = (upTo: number, isPossible: (index: number) => boolean): number => {
      let [low, high] = [0, upTo];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (isPossible(middle)) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    let bound = highest(candidates.length, (index) => this.finder.findSmall(asks(index)) === null);
    // Out of questions, only what is certain is said.
    if (this.domain.isSpent) {
      this.wasCut = true;
      return null;
    }
    if (bound > 0 && !this.domain.hasPlan(asks(bound - 1)))
      bound = highest(bound - 1, (index) => {
        if (this.domain.isSpent) this.wasCut = true;
        return !this.domain.isSpent && this.domain.hasPlan(asks(index));
      });
    return bound === 0 ? null : `>=${candidates[bound - 1]!}`;
  }

  /** Gives up as few targets as a repair by targets alone shows, else goes through them in list order and keeps what can be met together. */
  find(repairs: readonly Repair[]): Furthest | null {
    const { goal } = this.domain;
    const byTargets = repairs.find(({ changes }) => changes.every(({ kind }) => kind === 'loosen-target'));
    const base = this.goalWithout(byTargets ? [] : goal.targets.map((_, index) => index));
    const until = byTargets !== undefined || this.isPossible(base) ? goal.supportedUntil : undefined;
    let reached: GoalSpec = byTargets
      ? this.goalWithout(byTargets.changes.flatMap((change) => (change.kind === 'loosen-target' ? [change.target] : [])))
      : { ...base, supportedUntil: until };
    const targets: Furthest['targets'] = [];
    for (const [target, { version }] of goal.targets.entries()) {
      if (reached.targets[target]!.select !== DROPPED) {
        targets.push({ target, reached: 'met', version });
        continue;
      }
      const asked = withTarget(reached, target, version, goal.targets[target]!.select);
      if (!byTargets && this.isPossible(asked)) {
        reached = asked;
        targets.push({ target, reached: 'met', version });
        continue;
      }
      const most = this.mostOf(target, [], withTarget(reached, target, version, goal.targets[target]!.select));
      if (most !== null) reached = withTarget(reached, target, most, goal.targets[target]!.select);
      targets.push({ target, reached: most === null ? 'not' : 'partly', version: most });
    }
    const cost = this.domain.costOf(reached);
    return (
      cost && {
        nsxManager: this.domain.root.id,
        targets,
        supportedUntil: reached.supportedUntil === goal.supportedUntil,
        objective: objectiveOf(cost),
      }
    );
  }

  private isPossible(goal: GoalSpec): boolean {
    const remainder = this.domain.remainder([], goal);
    return this.finder.findSmall(remainder) === null && this.domain.hasPlan(remainder);
  }

  private goalWithout(dropped: readonly number[]): GoalSpec {
    const { goal } = this.domain;
    return { ...goal, targets: goal.targets.map((target, index) => (dropped.includes(index) ? { ...target, select: DROPPED } : target)) };
  }

  /** Releases above what the target's instances run at the least, up to the newest one that it accepts, oldest first. */
  private candidates(target: number, changes: readonly Repairing[]): string[] {
    const { table, goal, classes } = this.domain;
    const { component, select, version } = goal.targets[target]!;
    const { clusters } = this.domain.remainder(changes);
    const running = classes.nodes.flatMap((alike) =>
      selects(select, alike[0]!) && alike.some((node) => isChosen(clusters, node))
        ? alike[0]!.instances.flatMap((instance) => (instance.component.id === component ? [table.rank(component, instance.version)] : []))
        : [],
    );
    const { accepts } = constraintsOf(table.matrix, { ...goal, supportedUntil: undefined }, []);
    const releases = table.releaseRanks(component);
    const newest =
      version === LATEST ? releases.at(-1) : releases.findLast((rank) => accepts(component, [target], table.version(component, rank)));
    const lowest = Math.min(...running);
    return releases
      .filter((rank) => rank > lowest && rank <= (newest ?? 0))
      .map((rank) => table.version(component, rank)!.text)
      .filter((text) => parseRange(table.matrix.component(component).scheme, `>=${text}`).ok);
  }
}

const DROPPED = { ids: [] };

const withTarget = (goal: GoalSpec, index: number, version: string, select: GoalSpec['targets'][number]['select']): GoalSpec => ({
  ...goal,
  targets: goal.targets.map((target, position) => (position === index ? { ...target, version, select } : target)),
});
