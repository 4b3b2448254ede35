import type { Exposure } from '@lockstep/documents';
import type { ObservedVersion } from '@lockstep/matrix/domain';
import type { CheckContext, Pairing } from './check-context.js';
import { type ClassLayout, idAbove } from './class-layout.js';
import { ExposureListings, type Listing } from './exposure-listings.js';
import { type FleetState, verdictIn, versionIn } from './fleet-state.js';
import { isAtOrBelow } from './fleet-tree.js';
import { namesVersion } from './premises.js';
import { nameAlike, namePairing, type Refutation, renderMeeting, textOf } from './refutation.js';

/** The first and the last state of a plan, and the step that ended each exposure. */
export interface Course {
  readonly start: FleetState;
  readonly end: FleetState;
  readonly endedBy: ReadonlyMap<Pairing, string>;
}

/**
 * Compares the listed exposures with those of the start. A pairing that is transitional from start to end is one of them: it is inside its window
 * all the time, and rests there only because nobody touches it.
 */
export function checkExposures(
  context: CheckContext,
  layout: ClassLayout,
  plan: string,
  course: Course,
  listed: readonly Exposure[],
): Refutation[] {
  const listings = new ExposureListings(context, layout, listed);
  return [
    ...listings.faults.map(({ between, nodes, why }) => refute(plan, 'false', between, nodes, nodes, why)),
    ...context.pairings.flatMap((pairing) => checkPairing(context, layout, plan, course, pairing, listings.of(pairing))),
  ];
}

const refute = (
  plan: string,
  problem: 'missing' | 'false',
  between: Exposure['between'],
  nodes: Exposure['nodes'],
  places: readonly [string, string],
  why: string,
): Refutation => ({
  kind: 'exposure',
  problem,
  between,
  nodes,
  message: `plan ${plan}: exposure of ${between[0]} at ${places[0]} with ${between[1]} at ${places[1]}; ${why}`,
});

const NONE: readonly Refutation[] = [];

function checkPairing(
  context: CheckContext,
  layout: ClassLayout,
  plan: string,
  { start, end, endedBy }: Course,
  pairing: Pairing,
  listing: Listing | undefined,
): readonly Refutation[] {
  const { inside, verdict } = verdictIn(context, start, pairing);
  const versions = [versionIn(start, pairing.a), versionIn(start, pairing.b)] as const;
  const stays = versions[0] === versionIn(end, pairing.a) && versions[1] === versionIn(end, pairing.b);
  const isExposure = !inside || (verdict === 'transitional' && stays);
  if (!isExposure && !listing) return NONE;
  const { between } = namePairing(pairing);
  const untrue = (listing?.entries ?? []).flatMap(({ exposure, nodes }) => {
    const reasons = isExposure
      ? disagreements(context, exposure, versions, verdict, endedBy.get(pairing) ?? null)
      : [`it must be outside its window at the start, or transitional from start to end; found ${verdict} at the start`];
    return reasons.map((why) => refute(plan, 'false', between, nodes, nodes, why));
  });
  if (!isExposure) return untrue;
  const missing = firstMissing(layout, pairing, listing);
  if (!missing) return untrue;
  const found = `${renderMeeting(between, [textOf(versions[0]), textOf(versions[1])], missing.places)} (${verdict})`;
  const why = `every pairing outside its window at the start, or transitional from start to end, is listed; found ${found}`;
  return [...untrue, refute(plan, 'missing', between, missing.nodes, missing.places, why)];
}

/** The first place of a pairing that a plan does not list: by its nodes, and in words that count the others. */
function firstMissing(
  layout: ClassLayout,
  { a, b }: Pairing,
  listing: Listing | undefined,
): Record<'nodes' | 'places', Exposure['nodes']> | null {
  const lower = isAtOrBelow(a.node, b.node) ? a.node : b.node;
  const count = lower.size - (listing?.named.size ?? 0);
  if (count === 0) return null;
  const first = layout.membersOf(lower).find((id) => !listing?.named.has(id))!;
  const place = layout.locate(first)!;
  const nodes: Exposure['nodes'] = [idAbove(place, a.node.scope)!, idAbove(place, b.node.scope)!];
  const inWords = (id: string) => (id === first ? nameAlike(first, count) : id);
  return { nodes, places: [inWords(nodes[0]), inWords(nodes[1])] };
}

/** What a listed exposure says otherwise than the replay found. */
function disagreements(
  context: CheckContext,
  exposure: Exposure,
  versions: readonly [ObservedVersion, ObservedVersion],
  verdict: Exposure['verdict'],
  ender: string | null,
): string[] {
  const found: string[] = [];
  if (!versions.every((version, side) => namesVersion(context, exposure.between[side]!, exposure.versions[side]!, version)))
    found.push(
      `its versions are those at the start, ${textOf(versions[0])} and ${textOf(versions[1])}; found ${exposure.versions.join(' and ')}`,
    );
  if (exposure.verdict !== verdict) found.push(`its verdict at the start is ${verdict}; found ${exposure.verdict}`);
  if (exposure.endedBy !== ender) found.push(`it is ended by ${ender ?? 'no step'}; found ${exposure.endedBy ?? 'no step'}`);
  return found;
}
