import { compareTexts } from '@lockstep/kernel';
import { type FleetNode, lineage, subtree } from '../model/fleet-tree.js';
import { SCOPES } from '@lockstep/documents';
import type { Rank, VersionTable } from '../search/version-table.js';
import type { Unit } from '../search/walk-back.js';
import type { State } from './state.js';

/** Units that make the very same move at a time when all of them may. */
export interface Step {
  readonly component: string;
  readonly subjects: readonly FleetNode[];
  readonly moves: readonly { readonly component: string; readonly from: Rank; readonly to: Rank }[];
  /** Indexes of earlier steps, only those that no other one implies. */
  readonly after: readonly number[];
}

/** Groups units into steps, in an order that respects `after`. Steps that end an exposure come first, then those deepest in the tree, so that whoever must go before a shared hop has gone. */
export function groupIntoSteps(table: VersionTable, units: readonly Unit[], state: State, hasExposures: boolean): Step[] {
  const steps: Step[] = [];
  const stepOf = new Map<Unit, number>();
  const implied: Set<number>[] = [];
  let open = [...units];
  while (open.length > 0) {
    const ready = open.filter((unit) => [...unit.after].every((earlier) => stepOf.has(earlier)));
    const ranked = ready.map((unit) => ({
      unit,
      key: moveKey(unit),
      ends: hasExposures && unit.nodes.some((node) => endsExposure(table, state, node, unit)),
    }));
    ranked.sort((a, b) => Number(b.ends) - Number(a.ends) || compareUnits(a.unit, b.unit) || compareTexts(a.key, b.key));
    const first = ranked[0];
    if (!first) throw new Error('assemble; units; their order is acyclic; found a cycle');
    const members = ranked.filter((candidate) => candidate.key === first.key).map(({ unit }) => unit);
    const direct = new Set(members.flatMap((unit) => [...unit.after].map((earlier) => stepOf.get(earlier)!)));
    const after = [...direct]
      .filter((step) => ![...direct].some((other) => other !== step && implied[other]!.has(step)))
      .sort((a, b) => a - b);
    implied.push(new Set([...direct, ...[...direct].flatMap((step) => [...implied[step]!])]));
    for (const unit of members) {
      stepOf.set(unit, steps.length);
      for (const node of unit.nodes) for (const { component, to } of unit.changes) state.set(node, component, to);
    }
    steps.push({
      component: first.unit.changes[0]!.component,
      subjects: members.flatMap((unit) => unit.nodes).sort((a, b) => compareTexts(a.id, b.id)),
      moves: movesOf(first.unit),
      after,
    });
    open = open.filter((unit) => !stepOf.has(unit));
  }
  return steps;
}

function movesOf(unit: Unit): Step['moves'] {
  const [hop, ...riders] = unit.changes;
  return [hop!, ...riders.sort((a, b) => compareTexts(a.component, b.component))];
}

const moveKey = (unit: Unit): string =>
  movesOf(unit)
    .map(({ component, from, to }) => `${component}:${from}:${to}`)
    .join(' ');

const compareUnits = (a: Unit, b: Unit): number =>
  SCOPES.indexOf(b.nodes[0]!.scope) - SCOPES.indexOf(a.nodes[0]!.scope) ||
  compareTexts(a.changes[0]!.component, b.changes[0]!.component) ||
  a.changes[0]!.from - b.changes[0]!.from ||
  a.changes[0]!.to - b.changes[0]!.to;

/** Whether the move brings some pairing inside that is outside now. */
function endsExposure(table: VersionTable, state: State, node: FleetNode, unit: Unit): boolean {
  const next = new Map(unit.changes.map(({ component, to }) => [component, to]));
  return unit.changes.some(({ component: mover, to }) => {
    const now = state.get(node, mover);
    for (const other of meeting(node))
      for (const { component } of other.instances) {
        if (component.id === mover || !table.isEnforced(mover, component.id)) continue;
        const rank = state.get(other, component.id);
        if (table.isInside(mover, now, component.id, rank)) continue;
        if (table.isInside(mover, to, component.id, other === node ? (next.get(component.id) ?? rank) : rank)) return true;
      }
    return false;
  });
}

/** The nodes whose instances meet this node's: itself, its ancestors, everything below. */
export function* meeting(node: FleetNode): Generator<FleetNode> {
  yield* lineage(node);
  for (const below of subtree(node)) if (below !== node) yield below;
}
