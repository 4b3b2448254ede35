import { isNewer, satisfies, type Version } from '@lockstep/kernel';
import type { ObservedVersion, Verdict } from '@lockstep/matrix/domain';
import type { CheckContext, Pairing, Target } from './check-context.js';
import { type FleetState, verdictIn, versionIn } from './fleet-state.js';
import { idAt, type Instance } from './fleet-tree.js';

/** What keeps a state from being final. */
export type Shortfall =
  | { readonly kind: 'target'; readonly target: Target; readonly instance: Instance; readonly wanted: string }
  | { readonly kind: 'undecided'; readonly target: Target; readonly nsxManager: string }
  | { readonly kind: 'support'; readonly instance: Instance; readonly endOfSupport: string | null }
  | { readonly kind: 'pairing'; readonly pairing: Pairing; readonly verdict: Verdict };

/** What a `latest` target was decided to be in one upgrade domain; undefined where nothing was decided. */
export type LatestDecisions = (target: Target, nsxManager: string) => Version | undefined;

/** All shortfalls of a state, in the order of targets, instances and pairings. `start` tells which instances have moved. */
export function shortfallsOf(context: CheckContext, start: FleetState, state: FleetState, decisions: LatestDecisions): Shortfall[] {
  return [
    ...context.targets.flatMap((target) => targetShortfalls(state, target, decisions)),
    ...supportShortfalls(context, state),
    ...context.pairings.flatMap((pairing): Shortfall[] =>
      restsInWindow(context, start, state, pairing) ? [] : [{ kind: 'pairing', pairing, verdict: verdictIn(context, state, pairing) }],
    ),
  ];
}

export const isFinal = (context: CheckContext, start: FleetState, state: FleetState, decisions: LatestDecisions): boolean =>
  shortfallsOf(context, start, state, decisions).length === 0;

/** Exposed or transitional pairings that nobody touched and no target asks about may remain; everything else must rest inside its window. */
function restsInWindow(context: CheckContext, start: FleetState, state: FleetState, pairing: Pairing): boolean {
  const { inside, verdict } = verdictIn(context, state, pairing);
  if (inside && verdict !== 'transitional') return true;
  return [pairing.a, pairing.b].every(
    (instance) => versionIn(state, instance) === versionIn(start, instance) && !context.isTargeted(instance),
  );
}

function targetShortfalls(state: FleetState, target: Target, decisions: LatestDecisions): Shortfall[] {
  const undecided = new Set<string>();
  const missed = target.instances.flatMap((instance): Shortfall[] => {
    const version = versionIn(state, instance);
    if (target.range) return version && satisfies(version, target.range) ? [] : [{ kind: 'target', target, instance, wanted: target.text }];
    const nsxManager = domainOf(instance);
    const decided = decisions(target, nsxManager);
    if (!decided) {
      undecided.add(nsxManager);
      return [];
    }
    return isAtLeastVersion(version, decided) ? [] : [{ kind: 'target', target, instance, wanted: `${decided.text} or later (latest)` }];
  });
  return [...[...undecided].map((nsxManager): Shortfall => ({ kind: 'undecided', target, nsxManager })), ...missed];
}

/** The upgrade domain of an instance: the id of the NSX manager above it. */
export function domainOf(instance: Instance): string {
  const id = idAt(instance.node, 'nsxManager');
  if (id === null) throw new Error(`fleet; ${instance.node.scope} ${instance.node.id}; every node hangs on an NSX manager; found none`);
  return id;
}

export const isAtLeastVersion = (version: ObservedVersion, wanted: Version): boolean => version !== null && !isNewer(wanted, version);

/** A release without a known end of support does not count as supported, unless the matrix tracks no lifecycle of its component at all. */
function supportShortfalls(context: CheckContext, state: FleetState): Shortfall[] {
  const { supportedUntil, matrix } = context;
  if (supportedUntil === null) return [];
  const tracked = new Set(
    [...matrix.components.keys()].filter((component) => matrix.releases(component).some((release) => release.endOfSupport !== null)),
  );
  const ends = new Map<string, string | null>();
  const endOf = (component: string, version: Version): string | null => {
    const key = `${component} ${version.text}`;
    let end = ends.get(key);
    if (end === undefined) ends.set(key, (end = matrix.findRelease(component, version)?.endOfSupport ?? null));
    return end;
  };
  return context.tree.instances.flatMap((instance): Shortfall[] => {
    if (!tracked.has(instance.component)) return [];
    const version = versionIn(state, instance);
    const endOfSupport = version && endOf(instance.component, version);
    return endOfSupport !== null && endOfSupport >= supportedUntil ? [] : [{ kind: 'support', instance, endOfSupport }];
  });
}
