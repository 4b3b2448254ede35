import type { ApprovalView } from '@lockstep/approvals';
import { type Person, requestersOf, requirementsFor, type SignoffPolicy, wordActor } from '@lockstep/approvals/domain';
import { EVIDENCE, type Evidence } from '@lockstep/documents';
import { type ChangeApproval, named, type PlanRisk } from '../../domain/index.js';

const MOST_NAMED = 25;

/** A word that this program does not know makes all evidence weak. */
export const weakFromOf = ({ weakFrom }: Pick<SignoffPolicy, 'weakFrom'>): Evidence =>
  EVIDENCE.find((known) => known === weakFrom) ?? EVIDENCE[0];

/**
 * Who has to sign what, and who did: as it was frozen when sign-off was requested, or else as the policy of now would ask for it. Actors with their names.
 * @param requesters actors who asked for the plan, and for those before it
 */
export function changeApprovalOf(
  view: ApprovalView,
  requesters: readonly string[],
  { policy, risks, people }: { readonly policy: SignoffPolicy; readonly risks: readonly PlanRisk[]; readonly people: readonly Person[] },
): ChangeApproval {
  const { state, request, missing, voices, refusals, waivers, unowned, breakGlass } = view;
  const who = (actor: string) => wordActor(people, actor);
  const excluded = (request ? requestersOf(request) : requesters).map(who);
  if (state === 'none') {
    const classes = requirementsFor(policy, risks).map((risk) => ({
      class: risk.class,
      asks: risk.requirements,
      missing: risk.requirements,
    }));
    const nobody = { given: [], refused: [], waivers: [], ownersMissing: { count: 0, names: [] }, breakGlass: null };
    return { state: 'not-requested', excluded, requested: null, classes, ...nobody };
  }
  return {
    state,
    excluded,
    requested: request && { by: who(request.by), at: request.at },
    classes: view.classes.map((risk) => ({
      class: risk.class,
      asks: risk.requirements,
      missing: missing.filter((one) => one.class === risk.class).map(({ role, count }) => ({ role, count })),
    })),
    given: voices.flatMap((voice) =>
      voice.kind === 'signature' ? [{ by: who(voice.by), at: voice.at, roles: voice.roles, standsFor: voice.standsFor.map(who) }] : [],
    ),
    refused: refusals.map(({ by, at, reason }) => ({ by: who(by), at, reason })),
    waivers: waivers.map(
      ({ about, owner, expires, reason }) =>
        `${about.kind === 'statement' ? `statement ${about.statement}` : `all ${about.evidence} evidence`}, owned by ${owner} until ${expires}: ${reason}`,
    ),
    ownersMissing: named(unowned, MOST_NAMED),
    breakGlass: breakGlass && { ...breakGlass, by: who(breakGlass.by) },
  };
}
