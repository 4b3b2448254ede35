import type { Hop } from './roll.js';
import { KIND_OF } from './roll.js';
import type { World } from './world.js';

export type HopOutcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly reason: string }
  /** Nothing moves any more; who is stuck. */
  | { readonly outcome: 'stuck'; readonly nodes: readonly string[] };

/** Takes a hop to its end, and stops after every single node for whoever looks while it rolls. */
export function* rollHop(world: World, hop: Hop): Generator<void, HopOutcome> {
  const started = world.startHop(hop);
  if (started.outcome === 'refused') return started;
  yield;
  const kind = KIND_OF[hop.component]!;
  for (;;) {
    const rolling = hop.subjects.filter((id) => world.find(kind, id)?.roll);
    if (rolling.length === 0) return { outcome: 'done' };
    const next = world.nextAt();
    if (next === null) return { outcome: 'stuck', nodes: rolling };
    world.advance(next);
    yield;
  }
}

export function executeHop(world: World, hop: Hop): HopOutcome {
  const roll = rollHop(world, hop);
  for (;;) {
    const { done, value } = roll.next();
    if (done) return value;
  }
}
