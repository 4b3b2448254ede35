import { compareTexts } from '@lockstep/kernel';
import type { VoidCause, Waiver } from './approval.events.js';
import { type ApprovalState, type OpenApproval, requestersOf, subjectKey } from './approval.state.js';
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

/** All signatures are there and nobody refuses, as far as the record tells: not by break-glass, and whatever the clock has done to waivers. */
export const isSigned = (state: ApprovalState): boolean =>
  state.status === 'open' && missingOf(state).length === 0 && !state.voices.some(({ kind }) => kind === 'refusal');

function expiredCause(waivers: readonly Waiver[], now: string): VoidCause | null {
  const over = waivers.filter(({ expires }) => Date.parse(expires) <= Date.parse(now));
  const first = over.toSorted(
    (a, b) => Date.parse(a.expires) - Date.parse(b.expires) || compareTexts(subjectKey(a.about), subjectKey(b.about)),
  )[0];
  return first === undefined ? null : { kind: 'waiver', about: first.about, expired: first.expires };
}

/** What was asked for and what was said, wherever it is kept. */
export interface SaidOfPlan extends Pick<OpenApproval, 'voices'> {
  readonly request: Pick<OpenApproval['request'], 'classes' | 'weak' | 'planRequestedBy' | 'requestedBefore'>;
  readonly waivers: readonly Pick<Waiver, 'about'>[];
}

/** By class, in the order of the request; within a class in the order of its requirements. */
export function missingOf(state: SaidOfPlan): MissingSignatures[] {
  const signatures = signaturesOf(state);
  return state.request.classes.flatMap((risk) =>
    risk.class === 'weak-evidence' && isWaived(state)
      ? []
      : unfilled(risk.requirements, signatures).map((requirement) => ({ class: risk.class, ...requirement })),
  );
}

interface Signature {
  readonly roles: readonly string[];
  /** One of whom it counts for. */
  readonly people: readonly string[];
}

/** Those that count: never for who asked for the plan, and on behalf of nobody who has signed in person. */
function signaturesOf({ voices, request }: SaidOfPlan): Signature[] {
  const requesters = requestersOf(request);
  const all = voices.filter((voice) => voice.kind === 'signature').filter(({ by }) => !requesters.includes(by));
  const spoken = new Set([...requesters, ...all.filter(({ standsFor }) => standsFor.length === 0).map(({ by }) => by)]);
  return all
    .map(({ by, roles, standsFor }) => ({ roles, people: standsFor.length === 0 ? [by] : standsFor.filter((actor) => !spoken.has(actor)) }))
    .filter(({ people }) => people.length > 0);
}

/** Whether waivers cover all that is weak: its evidence as a whole, or each of its statements. */
function isWaived({ request: { weak }, waivers }: Pick<SaidOfPlan, 'request' | 'waivers'>): boolean {
  if (waivers.some(({ about }) => about.kind === 'evidence' && about.evidence === weak.evidence)) return true;
  return (
    weak.statements.length > 0 &&
    weak.statements.every((statement) => waivers.some(({ about }) => about.kind === 'statement' && about.statement === statement))
  );
}

/**
 * One person fills one place of one role, and so does one signature, whoever of several people it counts for. Places are given out so that as many as possible
 * are filled (a greatest flow from roles by signatures to people), so that a person with two roles never takes the place that only he or she could leave to another.
 */
function unfilled(requirements: readonly RoleRequirement[], signatures: readonly Signature[]): RoleRequirement[] {
  const open = new Map<string, Set<string>>();
  const link = (from: string, to: string) => void open.set(from, (open.get(from) ?? new Set()).add(to));
  signatures.forEach(({ roles, people }, index) => {
    for (const role of roles) link(`role ${role}`, `asked ${index}`);
    link(`asked ${index}`, `gives ${index}`);
    for (const person of people) {
      link(`gives ${index}`, `person ${person}`);
      link(`person ${person}`, END);
    }
  });
  const fill = (node: string, tried: Set<string>): boolean => {
    if (node === END) return true;
    tried.add(node);
    for (const next of open.get(node) ?? []) {
      if (tried.has(next) || !fill(next, tried)) continue;
      open.get(node)!.delete(next);
      link(next, node);
      return true;
    }
    return false;
  };
  return requirements.flatMap(({ role, count }) => {
    const lacking = Array.from({ length: count }, () => fill(`role ${role}`, new Set())).filter((isFilled) => !isFilled).length;
    return lacking === 0 ? [] : [{ role, count: lacking }];
  });
}

const END = 'end';
