import type { Constraints } from '../model/constraints.js';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import type { StartFacts } from './start-facts.js';

/** What nodes run and what is asked of them; one object for all nodes that agree in it. */
export interface Stance {
  readonly instances: FleetNode['instances'];
  /** By instance: the targets that select it. */
  readonly asked: readonly (readonly number[])[];
  /** By instance. */
  readonly held: readonly boolean[];
  /** By instance: whether some pairing of it is no place to rest in, except as long as nobody touches it. */
  readonly unsettled: readonly boolean[];
}

export type Stances = ReadonlyMap<FleetNode, Stance>;

export function stancesOf(root: FleetNode, constraints: Constraints, start: StartFacts): Stances {
  const stances = new Map<FleetNode, Stance>();
  const known = new Map<FleetNode['instances'], Stance[]>();
  for (const node of subtree(root)) {
    const { instances } = node;
    let alike = known.get(instances);
    if (!alike) known.set(instances, (alike = []));
    const unsettled = start.unsettled.get(node);
    const stance: Stance = {
      instances,
      asked: instances.map(({ component }) => constraints.targetsOf(node, component.id)),
      held: instances.map(({ component }) => constraints.isHeld(node, component.id)),
      unsettled: instances.map(({ component }) => unsettled?.has(component.id) === true),
    };
    let same = alike.find((other) => agree(stance, other));
    if (!same) alike.push((same = stance));
    stances.set(node, same);
  }
  return stances;
}

/** Of two stances with the same instances. Equal sets of targets are the very same list. */
const agree = (a: Stance, b: Stance): boolean =>
  a.instances.every(
    (_, index) => a.asked[index] === b.asked[index] && a.held[index] === b.held[index] && a.unsettled[index] === b.unsettled[index],
  );
