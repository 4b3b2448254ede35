import { LATEST } from '@lockstep/documents';
import { constraintsOf } from '../model/constraints.js';
import { type FleetNode, lineage, subtree } from '../model/fleet-tree.js';
import { type BlockedDomain, oldestRelease, type Remainder } from './blocked-domain.js';
import type { Seat } from './abstraction.js';

/** Paths from the root to a leaf that are equal in all that decides what can be done on them. */
export interface PathClass {
  /** Root first. */
  readonly seats: readonly Seat[];
  /** The clusters at the end of these paths; empty where a path ends above the clusters. */
  readonly clusters: readonly string[];
}

/** The classes of paths of a domain, in the order of their first leaves. */
export function pathClasses(domain: BlockedDomain, { goal, excluded }: Remainder): PathClass[] {
  const seatsAt = seatMaker(domain, goal);
  const classes = new Map<string, { seats: Seat[]; clusters: string[] }>();
  for (const leaf of subtree(domain.root)) {
    if (leaf.children.some((child) => !excluded.has(child.id)) || excluded.has(leaf.id)) continue;
    const line = [...lineage(leaf)].reverse();
    const seats = line.flatMap(seatsAt);
    const key = `${leaf.parent?.id}|${line.length}|${seats.map(({ text }) => text).join()}`;
    const known = classes.get(key);
    const clusters = leaf.scope === 'cluster' ? [leaf.id] : [];
    if (known) known.clusters.push(...clusters);
    else classes.set(key, { seats, clusters });
  }
  return [...classes.values()];
}

function seatMaker({ table, facts }: BlockedDomain, goal: Remainder['goal']): (node: FleetNode) => Seat[] {
  const floors = goal.targets.flatMap(({ component, version }, target) => {
    const oldest = version === LATEST ? oldestRelease(table, component) : null;
    return oldest ? [{ target, version: oldest }] : [];
  });
  const constraints = constraintsOf(facts.table.matrix, goal, floors);
  const acceptedBy = new Map<string, readonly boolean[]>();
  const seatsOf = new Map<FleetNode, Seat[]>();
  return (node) => {
    const known = seatsOf.get(node);
    if (known) return known;
    const seats = node.instances.map(({ component: { id: component }, version }): Seat => {
      const [start, held] = [table.rank(component, version), constraints.isHeld(node, component)];
      const targets = constraints.targetsOf(node, component);
      const asked = targets.map((index) => `${index} ${goal.targets[index]!.version}`).join('+');
      const key = `${component} ${asked}`;
      let accepted = acceptedBy.get(key);
      if (!accepted) {
        accepted = Array.from({ length: table.count(component) }, (_, rank) =>
          constraints.accepts(component, targets, table.version(component, rank)),
        );
        acceptedBy.set(key, accepted);
      }
      return {
        node,
        component,
        start,
        held,
        targets,
        accepted,
        text: `${component}@${start}${held ? 'h' : ''}:${asked}:${goal.supportedUntil ?? ''}`,
      };
    });
    seatsOf.set(node, seats);
    return seats;
  };
}
