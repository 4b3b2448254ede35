import { compareTexts } from '@lockstep/kernel';
import type { VoidCause, Waiver } from './approval.events.js';
import { type ApprovalState, type OpenApproval, subjectKey, type Voice } from './approval.state.js';
import type { RiskClass, RoleRequirement } from './risk-class.js';

/** Signatures that a class still lacks. */
export interface MissingSignatures extends RoleRequirement {
  readonly class: RiskClass;
}

/**
 * - `none`: sign-off was never requested
 * - `pending`: signatures or owners are missing
 * - `approved`: nothing is missing, or break-glass stands in for signatures; nobody refuses
 * - `refused`: somebody does, whatever else was said
 * - `void`: a premise fell, or a waiver ran out
 */
export type ApprovalVerdict = 'none' | 'pending' | 'approved' | 'refused' | 'void';

export interface JudgedApproval {
  readonly state: ApprovalVerdict;
  readonly missing: readonly MissingSignatures[];
  readonly unowned: readonly string[];
  readonly voided: VoidCause | null;
}

/** What an approval comes to at `now` (RFC 3339), whether or not an expiry was recorded yet. Unowned: clusters without owners, as on record now. */
export function judgeApproval(
  state: ApprovalState,
  { now, unowned }: { readonly now: string; readonly unowned: readonly string[] },
): JudgedApproval {
  if (state.status === 'absent') return { state: 'none', missing: [], unowned: [], voided: null };
  const missing = missingOf(state);
  const voided = state.status === 'void' ? state.cause : expiredCause(state.waivers, now);
  if (voided !== null) return { state: 'void', missing, unowned, voided };
  if (state.voices.some(({ kind }) => kind === 'refusal')) return { state: 'refused', missing, unowned, voided };
  const isSigned = missing.length === 0 || state.breakGlass !== null;
  return { state: isSigned && unowned.length === 0 ? 'approved' : 'pending', missing, unowned, voided };
}

function expiredCause(waivers: readonly Waiver[], now: string): VoidCause | null {
  const over = waivers.filter(({ expires }) => Date.parse(expires) <= Date.parse(now));
  const first = over.toSorted(
    (a, b) => Date.parse(a.expires) - Date.parse(b.expires) || compareTexts(subjectKey(a.about), subjectKey(b.about)),
  )[0];
  return first === undefined ? null : { kind: 'waiver', about: first.about, expired: first.expires };
}

/** By class, in the order of the request; within a class in the order of its requirements. */
export function missingOf(state: Pick<OpenApproval, 'request' | 'voices' | 'waivers'>): MissingSignatures[] {
  const signatures = state.voices.filter(
    (voice): voice is Extract<Voice, { kind: 'signature' }> => voice.kind === 'signature' && voice.by !== state.request.planRequestedBy,
  );
  return state.request.classes.flatMap((risk) =>
    risk.class === 'weak-evidence' && isWaived(state)
      ? []
      : unfilled(risk.requirements, signatures).map((requirement) => ({ class: risk.class, ...requirement })),
  );
}

/** Whether waivers cover all that is weak: its evidence as a whole, or each of its statements. */
function isWaived({ request: { weak }, waivers }: Pick<OpenApproval, 'request' | 'waivers'>): boolean {
  if (waivers.some(({ about }) => about.kind === 'evidence' && about.evidence === weak.evidence)) return true;
  return (
    weak.statements.length > 0 &&
    weak.statements.every((statement) => waivers.some(({ about }) => about.kind === 'statement' && about.statement === statement))
  );
}

/** One person fills one place of one role; places are given out so that as many as possible are filled (augmenting paths), so that a person with
 *  two roles never takes the place that only he or she could leave to another. */
function unfilled(
  requirements: readonly RoleRequirement[],
  signatures: readonly { readonly by: string; readonly roles: readonly string[] }[],
): RoleRequirement[] {
  const places = requirements.flatMap(({ role, count }, requirement) => Array.from({ length: count }, () => ({ role, requirement })));
  const heldBy: (number | undefined)[] = places.map(() => undefined);
  const seat = (person: number, tried: Set<number>): boolean =>
    places.some(({ role }, place) => {
      if (tried.has(place) || !signatures[person]!.roles.includes(role)) return false;
      tried.add(place);
      const holder = heldBy[place];
      if (holder !== undefined && !seat(holder, tried)) return false;
      heldBy[place] = person;
      return true;
    });
  signatures.forEach((_, person) => seat(person, new Set()));
  return requirements.flatMap(({ role }, requirement) => {
    const count = places.filter((place, index) => place.requirement === requirement && heldBy[index] === undefined).length;
    return count === 0 ? [] : [{ role, count }];
  });
}
