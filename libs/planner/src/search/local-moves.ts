import { type Condition, holds, mayMatch } from '@lockstep/matrix/domain';
import { isNewer } from '@lockstep/kernel';
import { ADDON_HOP, CLUSTER_ROLLOUT, type Cost, SHARED_HOP } from './cost.js';
import type { Shape } from './shape.js';
import type { Rank, VersionTable } from './version-table.js';

/** What a shared hop asks of the instances below it: every one holds the condition, or none may match it. */
export interface Demand {
  readonly kind: 'all-hold' | 'none-match';
  readonly condition: Condition;
}

/** One hop at a node, with the riders it moves along, safe against everything at the node and above it. */
export interface Move {
  /** Slots that change, the hopping one first. */
  readonly changed: readonly number[];
  readonly next: readonly Rank[];
  readonly cost: Cost;
  /** The hop is allowed when all demands of any one alternative are met below; `[[]]` asks nothing. */
  readonly alternatives: readonly (readonly Demand[])[];
}

/** Moves that are open to a node at versions `own` while its ancestors are at `context` (docs/explanation/planner.md#safe-steps). */
export function movesFrom(
  table: VersionTable,
  mixedWindow: 'comoved' | 'strict',
  shape: Shape,
  own: readonly Rank[],
  context: readonly Rank[],
): Move[] {
  const moves: Move[] = [];
  shape.slots.forEach((slot, hopping) => {
    if (slot.held || own[hopping] === 0) return;
    for (const to of slot.targets) {
      if (to <= own[hopping]!) continue;
      const alternatives = hopAlternatives(table, shape, own, context, hopping, to);
      if (alternatives.length === 0) continue;
      const landed = land(table, shape, own, hopping, to);
      if (landed && isSafe(table, mixedWindow, shape, own, landed.next, landed.changed, context))
        moves.push({ ...landed, cost: costOf(shape, hopping), alternatives });
    }
  });
  return moves;
}

const costOf = (shape: Shape, hopping: number): Cost =>
  shape.shared ? SHARED_HOP : shape.slots[hopping]!.component === 'vkr' ? CLUSTER_ROLLOUT : ADDON_HOP;

/** Versions after the hop: the target, and for each rider the later of bundled and running. `null` when a rider that would move is held. */
function land(
  table: VersionTable,
  shape: Shape,
  own: readonly Rank[],
  hopping: number,
  to: Rank,
): { next: Rank[]; changed: number[] } | null {
  const next = [...own];
  next[hopping] = to;
  const changed = [hopping];
  for (const [rider, bundled] of table.bundle(shape.slots[hopping]!.component, to)) {
    const seat = shape.slots.findIndex((slot) => slot.component === rider);
    if (seat < 0) continue;
    const running = table.version(rider, own[seat]!);
    if (running && !isNewer(bundled, running)) continue;
    if (shape.slots[seat]!.held) return null;
    next[seat] = table.rank(rider, bundled);
    if (!shape.slots[seat]!.alive[next[seat]!]) return null;
    changed.push(seat);
  }
  return { next, changed };
}

/** Rules 1 and 2 against the node itself and its ancestors. A pairing that is outside now has been so from the start, so it may stay outside. */
function isSafe(
  table: VersionTable,
  mixedWindow: 'comoved' | 'strict',
  shape: Shape,
  own: readonly Rank[],
  next: readonly Rank[],
  changed: readonly number[],
  context: readonly Rank[],
): boolean {
  return changed.every((x, order) => {
    const mover = shape.slots[x]!.component;
    const mayPair = (other: string, before: Rank, after: Rank) =>
      !table.isEnforced(mover, other) || table.isInside(mover, next[x]!, other, after) || !table.isInside(mover, own[x]!, other, before);
    const againstOwn = shape.slots.every((slot, y) => {
      if (y === x || !mayPair(slot.component, own[y]!, next[y]!)) return y === x;
      if (changed.indexOf(y) <= order || !table.isEnforced(mover, slot.component)) return true;
      return (
        crosses(table, mixedWindow, mover, own[x]!, slot.component, next[y]!) &&
        crosses(table, mixedWindow, mover, next[x]!, slot.component, own[y]!)
      );
    });
    return (
      againstOwn && shape.relevant.every((position) => mayPair(shape.above[position]!.component, context[position]!, context[position]!))
    );
  });
}

/** Rule 2 for one cross pairing of two instances that move together. */
const crosses = (table: VersionTable, mixedWindow: 'comoved' | 'strict', x: string, rankX: Rank, y: string, rankY: Rank): boolean =>
  mixedWindow === 'strict' ? table.isInside(x, rankX, y, rankY) : !table.isRejected(x, rankX, y, rankY);

/** Rule 3: the ways in which the hop can be allowed here, each with what it still asks of the instances below. */
function hopAlternatives(
  table: VersionTable,
  shape: Shape,
  own: readonly Rank[],
  context: readonly Rank[],
  hopping: number,
  to: Rank,
): Demand[][] {
  const component = shape.slots[hopping]!.component;
  const ruling = table.ruling(component, own[hopping]!, to);
  if (!ruling || ruling.backInTime) return [];
  const here = (demand: Demand): boolean => {
    const test = (slots: Shape['slots'], ranks: readonly Rank[], self: number) =>
      slots.every((slot, index) => {
        if (index === self || slot.component !== demand.condition.component) return true;
        const version = table.version(slot.component, ranks[index]!);
        return demand.kind === 'all-hold' ? holds(demand.condition, version) : !mayMatch(demand.condition, version);
      });
    return test(shape.slots, own, hopping) && test(shape.above, context, -1);
  };
  const demand =
    (kind: Demand['kind']) =>
    (condition: Condition): Demand => ({ kind, condition });
  let alternatives: Demand[][] = ruling.supported
    .map((rule) => rule.requires.map(demand('all-hold')))
    .filter((demands) => demands.every(here));
  for (const rule of ruling.blocked) {
    const outs = rule.when.map(demand('none-match')).filter(here);
    alternatives = outs.flatMap((out) => alternatives.map((demands) => [...demands, out]));
  }
  const asked = alternatives.map((demands) => demands.filter(({ condition }) => isBelow(shape, condition.component)));
  return asked.some((demands) => demands.length === 0) ? [[]] : asked;
}

const isBelow = (shape: Shape, component: string): boolean => shape.children.some((child) => child.shape.below.has(component));
