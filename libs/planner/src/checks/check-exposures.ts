import type { Exposure } from '@lockstep/documents';
import type { ObservedVersion } from '@lockstep/matrix/domain';
import type { CheckContext, Pairing } from './check-context.js';
import { type FleetState, verdictIn, versionIn } from './fleet-state.js';
import { inTextOrder, namesVersion } from './premises.js';
import { namePairing, type Refutation, renderPairing, textOf } from './refutation.js';

/**
 * Compares the listed exposures with those of the start. A pairing that is transitional from start to end is one of them: it is inside its window
 * all the time, and rests there only because nobody touches it.
 */
export function checkExposures(
  context: CheckContext,
  plan: string,
  start: FleetState,
  end: FleetState,
  endedBy: ReadonlyMap<Pairing, string>,
  listed: readonly Exposure[],
): Refutation[] {
  const refutations: Refutation[] = [];
  const left = new Map<string, Exposure>();
  const refute = (problem: 'missing' | 'false', { between, nodes }: Pick<Exposure, 'between' | 'nodes'>, why: string) =>
    refutations.push({
      kind: 'exposure',
      problem,
      between,
      nodes,
      message: `plan ${plan}: exposure of ${between[0]} at ${nodes[0]} with ${between[1]} at ${nodes[1]}; ${why}`,
    });
  for (const exposure of listed.map(inTextOrder)) {
    if (left.has(keyOf(exposure))) refute('false', exposure, 'an exposure is listed once; found it twice');
    left.set(keyOf(exposure), exposure);
  }
  for (const pairing of context.pairings) {
    const { inside, verdict } = verdictIn(context, start, pairing);
    const rests =
      verdict === 'transitional' && [pairing.a, pairing.b].every((instance) => versionIn(start, instance) === versionIn(end, instance));
    if (inside && !rests && left.size === 0) continue;
    const name = namePairing(pairing);
    const exposure = left.get(keyOf(name));
    left.delete(keyOf(name));
    if (inside && !rests) {
      if (exposure)
        refute(
          'false',
          exposure,
          `it must be outside its window at the start, or transitional from start to end; found ${verdict} at the start`,
        );
      continue;
    }
    const versions = [versionIn(start, pairing.a), versionIn(start, pairing.b)] as const;
    if (!exposure) {
      refute(
        'missing',
        name,
        `every pairing outside its window at the start, or transitional from start to end, is listed; found ${renderPairing(pairing, [textOf(versions[0]), textOf(versions[1])])} (${verdict})`,
      );
      continue;
    }
    for (const why of disagreements(context, exposure, versions, verdict, endedBy.get(pairing) ?? null)) refute('false', exposure, why);
  }
  for (const exposure of left.values())
    refute('false', exposure, 'an exposure is of two instances that meet under an enforced relation; found none');
  return refutations;
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

const keyOf = ({ between, nodes }: { readonly between: readonly string[]; readonly nodes: readonly string[] }): string =>
  JSON.stringify([between, nodes]);
