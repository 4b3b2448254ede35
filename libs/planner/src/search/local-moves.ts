import { type Condition, holds, mayMatch } from '@lockstep/matrix/domain';
import { isNewer } from '@lockstep/kernel';
import { isShared } from '../model/fleet-tree.js';
import { ADDON_HOP, CLUSTER_ROLLOUT, type Cost, SHARED_HOP } from './cost.js';
import type { Demand, Kind, UpperSlot } from './kind.js';
import type { Pairing, Rank } from './version-table.js';

/** One hop at a node, with the riders it moves along, safe against everything at the node and above it. */
interface LocalMove {
  /** Slots that change, the hopping one first. */
  readonly changed: readonly number[];
  readonly next: readonly Rank[];
  readonly cost: Cost;
  /** The hop is allowed when all demands of any one alternative are met below; `[[]]` asks nothing. */
  readonly alternatives: readonly (readonly Demand[])[];
}

/** Moves that are open to a node at versions `own` while its ancestors are at `context` (docs/explanation/planner.md#safe-steps). */
export function movesFrom(kind: Kind, own: readonly Rank[], context: readonly Rank[]): LocalMove[] {
  const moves: LocalMove[] = [];
  kind.slots.forEach((slot, hopping) => {
    if (slot.held || own[hopping] === 0) return;
    for (const to of slot.targets) {
      if (to <= own[hopping]! || kind.rules.table.rulingKey(slot.component, own[hopping]!, to) === 0) continue;
      const alternatives = hopAlternatives(kind, own, context, hopping, to);
      if (alternatives.length === 0) continue;
      const landed = land(kind, own, hopping, to);
      if (landed && isSafe(kind, own, landed.next, landed.changed, context))
        moves.push({ ...landed, cost: costOf(kind, hopping), alternatives });
    }
  });
  return moves;
}

const costOf = (kind: Kind, hopping: number): Cost =>
  isShared(kind.scope) ? SHARED_HOP : kind.slots[hopping]!.component === 'vkr' ? CLUSTER_ROLLOUT : ADDON_HOP;

/** Versions after the hop: the target, and for each rider the later of bundled and running. `null` when a rider that would move is held. */
function land(
  { slots, rules: { table, alike } }: Kind,
  own: readonly Rank[],
  hopping: number,
  to: Rank,
): { next: Rank[]; changed: number[] } | null {
  const next = [...own];
  next[hopping] = to;
  const changed = [hopping];
  for (const [rider, bundled] of table.bundle(slots[hopping]!.component, to)) {
    const seat = slots.findIndex((slot) => slot.component === rider);
    if (seat < 0) continue;
    const carried = alike.of(rider, table.rank(rider, bundled));
    const running = table.version(rider, own[seat]!);
    if (carried === own[seat] || (running && !isNewer(table.version(rider, carried)!, running))) continue;
    if (slots[seat]!.held) return null;
    next[seat] = carried;
    if (!slots[seat]!.alive[carried]) return null;
    changed.push(seat);
  }
  return { next, changed };
}

/** Rules 1 and 2 against the node itself and its ancestors. A pairing that is outside now has been so from the start, so it may stay outside. */
function isSafe(
  { partners, rules: { mixedWindow } }: Kind,
  own: readonly Rank[],
  next: readonly Rank[],
  changed: readonly number[],
  context: readonly Rank[],
): boolean {
  return changed.every((x) =>
    partners[x]!.every(({ here, at, pairing }) => {
      const [before, after] = here ? [own[at]!, next[at]!] : [context[at]!, context[at]!];
      if (!pairing.isInside(next[x]!, after) && pairing.isInside(own[x]!, before)) return false;
      // Two that move together; their pairing is seen from both sides.
      return before === after || (crosses(pairing, mixedWindow, own[x]!, after) && crosses(pairing, mixedWindow, next[x]!, before));
    }),
  );
}

/** Rule 2 for one cross pairing of two instances that move together. */
const crosses = (pairing: Pairing, mixedWindow: 'comoved' | 'strict', own: Rank, other: Rank): boolean =>
  mixedWindow === 'strict' ? pairing.isInside(own, other) : !pairing.isRejected(own, other);

/** Rule 3: the ways in which the hop can be allowed here, each with what it still asks of the instances below. */
function hopAlternatives(kind: Kind, own: readonly Rank[], context: readonly Rank[], hopping: number, to: Rank): Demand[][] {
  const { table } = kind.rules;
  const { component } = kind.slots[hopping]!;
  const ruling = table.ruling(component, own[hopping]!, to);
  if (!ruling || ruling.backInTime) return [];
  const here = (demand: Demand): boolean => {
    const test = (slots: readonly UpperSlot[], ranks: readonly Rank[], self: number) =>
      slots.every((slot, index) => {
        if (index === self || slot.component !== demand.condition.component) return true;
        const version = table.version(slot.component, ranks[index]!);
        return demand.kind === 'all-hold' ? holds(demand.condition, version) : !mayMatch(demand.condition, version);
      });
    return test(kind.slots, own, hopping) && test(kind.above, context, -1);
  };
  const demand =
    (way: Demand['kind']) =>
    (condition: Condition): Demand => ({ kind: way, condition });
  let alternatives: Demand[][] = ruling.supported
    .map((rule) => rule.requires.map(demand('all-hold')))
    .filter((demands) => demands.every(here));
  for (const rule of ruling.blocked) {
    const outs = rule.when.map(demand('none-match')).filter(here);
    alternatives = outs.flatMap((out) => alternatives.map((demands) => [...demands, out]));
  }
  const asked = alternatives.map((demands) => demands.filter(({ condition }) => kind.below.has(condition.component)));
  return asked.some((demands) => demands.length === 0) ? [[]] : asked;
}
