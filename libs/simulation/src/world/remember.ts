import type { World } from './world.js';

const remembered = new WeakMap<World, { position: number; values: Map<string, unknown> }>();

/** What is derived from a world is derived once for every state of it: thousands of requests look at the same one. */
export function remember<T>(world: World, what: string, derive: () => T): T {
  let memory = remembered.get(world);
  if (!memory || memory.position !== world.position) remembered.set(world, (memory = { position: world.position, values: new Map() }));
  if (!memory.values.has(what)) memory.values.set(what, derive());
  return memory.values.get(what) as T;
}
