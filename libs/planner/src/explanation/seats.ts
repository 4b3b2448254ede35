import { type GoalSpec, LATEST } from '@lockstep/documents';
import type { Version } from '@lockstep/kernel';
import { constraintsOf } from '../model/constraints.js';
import type { FleetNode } from '../model/fleet-tree.js';
import type { Rank, VersionTable } from '../search/version-table.js';

/** An instance as an abstraction sees it, with what a goal asks of it. */
export interface Seat {
  readonly node: FleetNode;
  readonly component: string;
  readonly start: Rank;
  readonly held: boolean;
  readonly targets: readonly number[];
  /** By rank: whether it may end there. */
  readonly accepted: readonly boolean[];
}

/** The least that a `latest` target asks for: the oldest release. `null` for a component without releases, which can meet none. */
const oldestRelease = (table: VersionTable, component: string): Version | null => table.matrix.releases(component)[0]?.version ?? null;

/** The seats of nodes under one goal, made once for each node. */
export function seatsUnder(table: VersionTable, goal: GoalSpec): (node: FleetNode) => readonly Seat[] {
  const floors = goal.targets.flatMap(({ component, version }, target) => {
    const oldest = version === LATEST ? oldestRelease(table, component) : null;
    return oldest ? [{ target, version: oldest }] : [];
  });
  const constraints = constraintsOf(table.matrix, goal, floors);
  const acceptedBy = new Map<string, readonly boolean[]>();
  const seatsOf = new Map<FleetNode, readonly Seat[]>();
  const make = (node: FleetNode): Seat[] =>
    node.instances.map(({ component: { id: component }, version }) => {
      const targets = constraints.targetsOf(node, component);
      const key = `${component} ${targets.join()}`;
      let accepted = acceptedBy.get(key);
      if (!accepted) {
        accepted = Array.from({ length: table.count(component) }, (_, rank) =>
          constraints.accepts(component, targets, table.version(component, rank)),
        );
        acceptedBy.set(key, accepted);
      }
      return { node, component, start: table.rank(component, version), held: constraints.isHeld(node, component), targets, accepted };
    });
  return (node) => {
    let seats = seatsOf.get(node);
    if (!seats) seatsOf.set(node, (seats = make(node)));
    return seats;
  };
}
