import { addCosts, compareCosts, type Cost, SHARED_HOP, ZERO } from './cost.js';
import type { Crowd, Frontier } from './crowd.js';
import type { Context, Kind, Own } from './kind.js';
import type { StateId } from './room.js';

/**
 * What must at least still be paid: every class of clusters goes its own cheapest way, as if its ancestors moved to its liking, and inner nodes move for
 * nothing. Never more than what really has to be paid. See docs/explanation/planner.md#hard-problems
 */
export class Bounds {
  private readonly frontiers = new Map<Frontier, (Cost | null)[]>();
  private readonly leaves = new Map<Kind, (number | undefined)[][]>();
  private readonly hops: (number | undefined)[] = [];

  /** From the root's cheapest state to the end of a plan; `null` when there is none. */
  ofRoot(root: Crowd, state: StateId, context: Context): Cost | null {
    const hops = this.hopsFrom(root.room.kind, root.room.own(state), context);
    if (hops === Infinity) return null;
    const below = this.ofChildren(root, state, context);
    return below && addCosts(below, SHARED_HOP, hops);
  }

  private ofChildren(crowd: Crowd, state: StateId, context: Context): Cost | null {
    const { kind, children } = crowd.room;
    const frontiers = crowd.room.below(state);
    let cost = ZERO;
    for (let child = 0; child < children.length; child++) {
      const count = crowd.counts[child]!;
      if (count === 0) continue;
      const below = this.ofFrontier(
        children[child]!,
        frontiers[child]!,
        kind.contextBelow(children[child]!.room.kind, crowd.room.own(state), context),
      );
      if (below === null) return null;
      cost = addCosts(cost, below, count);
    }
    return cost;
  }

  private ofFrontier(crowd: Crowd, frontier: Frontier, context: Context): Cost | null {
    let known = this.frontiers.get(frontier);
    if (!known) this.frontiers.set(frontier, (known = []));
    let best = known[context];
    if (best === undefined) {
      best = null;
      for (let index = 0; index < frontier.states.length; index++) {
        const state = frontier.states[index]!;
        const rest =
          crowd.room.children.length > 0
            ? this.ofChildren(crowd, state, context)
            : this.ofLeaf(crowd.room.kind, crowd.room.own(state), context);
        const cost = rest && addCosts(frontier.costs[index]!, rest);
        if (cost && (best === null || compareCosts(cost, best) < 0)) best = cost;
      }
      known[context] = best;
    }
    return best;
  }

  private ofLeaf(kind: Kind, own: Own, context: Context): Cost | null {
    const local = this.localFrom(kind, own, context);
    return local === Infinity ? null : { shared: 0, local };
  }

  /** Cheapest walk to an end while the ancestors move, one component after the other, along hops that some rule supports. */
  private localFrom(kind: Kind, own: Own, context: Context): number {
    let table = this.leaves.get(kind);
    if (!table) this.leaves.set(kind, (table = []));
    const known = (table[own] ??= []);
    let best = known[context];
    if (best === undefined) {
      best = kind.isFinal(own, context) ? 0 : Infinity;
      for (const { next, cost } of kind.moves(own, context)) best = Math.min(best, cost.local + this.localFrom(kind, next, context));
      for (const ticket of kind.hopsAbove(context))
        if (best > 0 && kind.survives(own, ticket)) best = Math.min(best, this.localFrom(kind, own, kind.contextAfter(ticket)));
      known[context] = best;
    }
    return best;
  }

  /** Fewest hops of the root alone to versions that it may end at. */
  private hopsFrom(kind: Kind, own: Own, context: Context): number {
    let best = this.hops[own];
    if (best === undefined) {
      best = kind.isFinal(own, context) ? 0 : Infinity;
      if (best > 0) for (const { next } of kind.moves(own, context)) best = Math.min(best, 1 + this.hopsFrom(kind, next, context));
      this.hops[own] = best;
    }
    return best;
  }
}
