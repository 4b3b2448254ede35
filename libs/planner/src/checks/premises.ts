import { type PlanStep, type Premise, UNKNOWN_VERSION } from '@lockstep/documents';
import { compareTexts, isSameRelease } from '@lockstep/kernel';
import { admits, counts, type ObservedVersion } from '@lockstep/matrix/domain';
import type { CheckContext } from './check-context.js';
import type { Encounter } from './encounters.js';
import type { FleetState } from './fleet-state.js';
import { type Ground, groundOf, type Observation } from './observations.js';
import { type Refutation, textOf } from './refutation.js';

interface Required {
  readonly observation: Observation;
  readonly ground: Ground;
  listed: boolean;
}

/** What can be observed around a step. Versions that meet in many places are kept once for each phase: a premise does not say where. */
export class ObservedPairs {
  private readonly byPhase: Record<Premise['phase'], Map<Encounter, Observation>> = {
    before: new Map(),
    during: new Map(),
    after: new Map(),
  };

  add(observation: Observation): void {
    const known = this.byPhase[observation.phase];
    if (!known.has(observation.encounter)) known.set(observation.encounter, observation);
  }

  *[Symbol.iterator](): Iterator<Observation> {
    for (const observations of Object.values(this.byPhase)) yield* observations.values();
  }
}

/** Compares the premises of a safe step with what can be observed around it: none may be missing, false, or about something that is never observed. */
export function checkPremises(
  context: CheckContext,
  plan: string,
  state: FleetState,
  step: PlanStep,
  observed: ObservedPairs,
): Refutation[] {
  const required = new Map<string, Required>();
  for (const observation of observed) {
    const key = keyOf(observation.phase, betweenOf(observation), [textOf(observation.versions[0]), textOf(observation.versions[1])]);
    if (!required.has(key)) required.set(key, { observation, ground: groundOf(context, state, observation), listed: false });
  }
  const refutations: Refutation[] = [];
  const refute = (
    problem: 'missing' | 'false' | 'not-observed',
    { between, versions, phase }: Pick<Premise, 'between' | 'versions' | 'phase'>,
    why: string,
  ) =>
    refutations.push({
      kind: 'premise',
      step: step.id,
      problem,
      premise: { between, versions, phase },
      message: `plan ${plan}, step ${step.id}: premise ${between[0]} ${versions[0]} with ${between[1]} ${versions[1]} (${phase}); ${why}`,
    });
  for (const premise of step.premises.map(inTextOrder)) {
    const match = required.get(keyOf(premise.phase, premise.between, premise.versions)) ?? findBySpelling(context, required, premise);
    if (!match) {
      refute('not-observed', premise, 'a premise is about versions that meet around the step; found none that do');
      continue;
    }
    match.listed = true;
    const problem = problemOf(context, premise, match);
    if (problem !== null) refute('false', premise, problem);
  }
  for (const { observation, ground, listed } of required.values())
    if (!listed)
      refute(
        'missing',
        {
          between: betweenOf(observation),
          versions: [textOf(observation.versions[0]), textOf(observation.versions[1])],
          phase: observation.phase,
        },
        `every pairing that can be observed around a step is a premise; found none, expected basis ${ground.basis}`,
      );
  return refutations;
}

/** Why a listed premise does not hold; null when it does. Any statement that proves the pairing will do, not only the deciding one. */
function problemOf(
  { matrix, judging }: CheckContext,
  { basis, statement: id }: Premise,
  { ground: { basis: expected, verdict } }: Required,
): string | null {
  if (basis !== expected) return `its basis must be ${expected}; found ${basis}`;
  if (basis === 'unknown-allowed' || basis === 'start-exposure')
    return id === null ? null : `a premise of basis ${basis} names no statement; found ${id}`;
  if (id === null)
    return verdict.statement === null && basis === 'not-rejected' ? null : `a premise of basis ${basis} names its statement; found none`;
  const statement = matrix.findStatement(id);
  if (!statement) return `statements are named by their id in the matrix; found ${JSON.stringify(id)}`;
  if (!counts(statement, judging))
    return `a statement must be strong enough for the policy and not expired; found ${id} (${statement.evidence}, expires ${statement.expires ?? 'never'})`;
  if (!verdict.statements.includes(statement)) return `its statement must cover both versions; found ${id}`;
  if (basis === 'statement' && !admits(statement, judging))
    return `its statement must put the pairing inside its window; found ${id} (${statement.status})`;
  return null;
}

/** A pairing has no direction: whoever wrote the plan may have named either side first. */
export function inTextOrder<T extends Pick<Premise, 'between' | 'versions'> & { readonly nodes?: readonly [string, string] }>(entry: T): T {
  const { between, versions, nodes } = entry;
  if (compareTexts(between[0], between[1]) <= 0) return entry;
  return { ...entry, between: turned(between), versions: turned(versions), ...(nodes && { nodes: turned(nodes) }) };
}

const turned = ([first, second]: readonly [string, string]): [string, string] => [second, first];

const betweenOf = ({ pairing }: Observation): [string, string] => [pairing.a.component, pairing.b.component];

const keyOf = (phase: string, between: readonly [string, string], versions: readonly [string, string]): string =>
  `${phase} ${between[0]} ${between[1]} ${versions[0]} ${versions[1]}`;

/** Another spelling of the same releases (`3.6.3+v1.35` for `3.6.3`) is the same premise. */
function findBySpelling(context: CheckContext, required: ReadonlyMap<string, Required>, premise: Premise): Required | undefined {
  return [...required.values()].find(({ observation }) => {
    const between = betweenOf(observation);
    if (observation.phase !== premise.phase || between[0] !== premise.between[0] || between[1] !== premise.between[1]) return false;
    return observation.versions.every((version, side) => namesVersion(context, between[side]!, premise.versions[side]!, version));
  });
}

/** Whether a text of a plan names this version of a component. */
export function namesVersion({ matrix }: CheckContext, component: string, text: string, version: ObservedVersion): boolean {
  if (version === null || text === UNKNOWN_VERSION) return version === null && text === UNKNOWN_VERSION;
  if (text === version.text) return true;
  const read = matrix.readVersion(component, text);
  return read.ok && isSameRelease(read.value, version);
}
