import { canonicalJson, compareTexts } from '@lockstep/kernel';
import type { ApprovalEvent, FallenReason, PersonalDecision, SignoffRequest, Waiver, Withdrawn } from './approval.events.js';
import { type ApprovalState, evolveApproval, initialApproval, type OpenApproval, requestersOf, subjectKey } from './approval.state.js';

/** Whether the plan may be decided on, judged in the moment of the decision. `undecidable`: it is no plan to execute, or nobody can tell. */
export type Standing = 'stands' | 'void' | 'stale' | 'undecidable';

interface AskedBefore {
  /** Who asked for plans before it, as far as they are known by now: one that fell after sign-off was requested is not in the request. */
  readonly requestedBefore?: readonly string[];
}

/** What must hold outside of the stream for a yes. */
export interface DecidedUpon extends AskedBefore {
  readonly standing: Standing;
  /** Clusters without an adapter whose two owners are not on record. */
  readonly unowned: readonly string[];
}

export type ApprovalCommand =
  | { readonly command: 'request'; readonly request: SignoffRequest; readonly standing: Standing }
  | ({
      readonly command: 'sign';
      readonly decision: PersonalDecision;
      readonly roles: readonly string[];
      /** Actors whose approval in another system this is; empty: it is of who gives it. */
      readonly standsFor: readonly string[];
    } & DecidedUpon)
  | {
      readonly command: 'refuse';
      readonly decision: PersonalDecision;
      readonly roles: readonly string[];
      readonly reason: string;
    }
  | { readonly command: 'withdraw'; readonly decision: PersonalDecision; readonly reason: string | null }
  /** `of`: who has refused. */
  | { readonly command: 'lift-refusal'; readonly decision: PersonalDecision; readonly of: string; readonly reason: string }
  | ({ readonly command: 'grant-waiver'; readonly waiver: Waiver; readonly standing: Standing } & AskedBefore)
  | ({ readonly command: 'break-glass'; readonly decision: PersonalDecision; readonly reason: string } & DecidedUpon)
  | { readonly command: 'void'; readonly digest: string; readonly fallen: readonly FallenReason[] }
  /** `now`: RFC 3339. */
  | { readonly command: 'expire-waivers'; readonly now: string };

export type ApprovalRefusal =
  /** Nobody has requested sign-off. */
  | { readonly rule: 'not-requested' }
  | { readonly rule: 'void' }
  | { readonly rule: 'other-digest'; readonly requested: string }
  /** Who asked for a plan neither signs nor waives anything of it. */
  | { readonly rule: 'requester' }
  | { readonly rule: 'not-standing'; readonly standing: Exclude<Standing, 'stands'> }
  | { readonly rule: 'owners-missing'; readonly clusters: readonly string[] }
  /** None of the person's roles is asked for. */
  | { readonly rule: 'no-role'; readonly wanted: readonly string[] }
  /** The person has refused; only taking that back opens the way. */
  | { readonly rule: 'refused-before' }
  | { readonly rule: 'nothing-to-withdraw' }
  | { readonly rule: 'no-such-refusal'; readonly of: string; readonly refused: readonly string[] }
  | { readonly rule: 'nothing-to-waive'; readonly statements: readonly string[]; readonly evidence: string | null }
  | { readonly rule: 'expired-already'; readonly found: string };

type Decision =
  | { readonly outcome: 'accepted'; readonly events: readonly ApprovalEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: ApprovalRefusal };

const accept = (...events: readonly ApprovalEvent[]): Decision => ({ outcome: 'accepted', events });
const refuse = (refusal: ApprovalRefusal): Decision => ({ outcome: 'refused', refusal });

/** The approval of one plan: who has said what about which digest. A yes is taken only while the plan stands; a no and its withdrawal always. */
export const approvalDecider = {
  initialState: initialApproval,
  evolve: evolveApproval,

  decide(command: ApprovalCommand, state: ApprovalState): Decision {
    if (command.command === 'request') return decideRequest(command, state);
    if (command.command === 'void') return decideVoid(command, state);
    if (command.command === 'expire-waivers') return state.status === 'open' ? accept(...expire(state, command.now)) : accept();
    const decision = command.command === 'grant-waiver' ? command.waiver : command.decision;
    if (state.status === 'absent') return refuse({ rule: 'not-requested' });
    if (state.status === 'void') return refuse({ rule: 'void' });
    if (decision.digest !== state.request.digest) return refuse({ rule: 'other-digest', requested: state.request.digest });
    const since = 'requestedBefore' in command ? (command.requestedBefore ?? []) : [];
    if ([...requestersOf(state.request), ...since].includes(decision.by)) return refuse({ rule: 'requester' });
    switch (command.command) {
      case 'sign':
        return decideSignature(command, state);
      case 'refuse':
        return decideRefusal(command, state);
      case 'withdraw':
        return decideWithdrawal(command, state);
      case 'lift-refusal':
        return decideLift(command, state);
      case 'grant-waiver':
        return decideWaiver(command, state);
      case 'break-glass':
        return decideBreakGlass(command, state);
    }
  },
};

type Of<Command extends ApprovalCommand['command']> = Extract<ApprovalCommand, { command: Command }>;

/** Again after a waiver has run out, or with the requirements of a newer policy; voices raised on the same digest count on in the latter case. */
function decideRequest({ request, standing }: Of<'request'>, state: ApprovalState): Decision {
  if (standing !== 'stands') return refuse({ rule: 'not-standing', standing });
  if (state.status === 'void' && state.cause.kind === 'premises') return refuse({ rule: 'void' });
  if (state.status === 'open' && asksTheSame(state.request, request)) return accept();
  return accept({ type: 'SignoffRequested', data: request, observedAt: request.at });
}

const asksTheSame = (a: SignoffRequest, b: SignoffRequest): boolean => canonicalJson(askedOf(a)) === canonicalJson(askedOf(b));
const askedOf = ({ digest, planRequestedBy, requestedBefore = [], classes, weak, ownersFor, policyVersion }: SignoffRequest) => ({
  digest,
  planRequestedBy,
  requestedBefore,
  classes,
  weak,
  ownersFor,
  policyVersion,
});

function decideSignature({ decision, roles, standsFor, standing, unowned }: Of<'sign'>, state: OpenApproval): Decision {
  if (standing !== 'stands') return refuse({ rule: 'not-standing', standing });
  const own = state.voices.find(({ by }) => by === decision.by);
  if (own?.kind === 'signature' && canonicalJson(own.standsFor) === canonicalJson(standsFor)) return accept();
  if (own?.kind === 'refusal') return refuse({ rule: 'refused-before' });
  if (unowned.length > 0) return refuse({ rule: 'owners-missing', clusters: unowned });
  const wanted = [...new Set(state.request.classes.flatMap(({ requirements }) => requirements.map(({ role }) => role)))].toSorted(
    compareTexts,
  );
  if (!roles.some((role) => wanted.includes(role))) return refuse({ rule: 'no-role', wanted });
  return accept({ type: 'SignoffGiven', schemaVersion: 2, data: { ...decision, roles, standsFor }, observedAt: decision.at });
}

/** Takes the place of the person's own signature. */
function decideRefusal({ decision, roles, reason }: Of<'refuse'>, state: OpenApproval): Decision {
  const own = state.voices.find(({ by }) => by === decision.by);
  if (own?.kind === 'refusal' && own.reason === reason) return accept();
  return accept({ type: 'SignoffRefused', data: { ...decision, roles, reason }, observedAt: decision.at });
}

function decideWithdrawal({ decision, reason }: Of<'withdraw'>, state: OpenApproval): Decision {
  const what: Withdrawn[] = state.voices.filter(({ by }) => by === decision.by).map(({ kind }) => kind);
  if (state.breakGlass?.by === decision.by) what.push('break-glass');
  if (what.length === 0) return refuse({ rule: 'nothing-to-withdraw' });
  return accept({ type: 'SignoffWithdrawn', data: { ...decision, what, reason }, observedAt: decision.at });
}

/** Taken back twice is once. */
function decideLift({ decision, of, reason }: Of<'lift-refusal'>, { voices, lifted }: OpenApproval): Decision {
  const refused = voices.filter(({ kind }) => kind === 'refusal').map(({ by }) => by);
  if (!refused.includes(of))
    return lifted.some((one) => one.of === of && one.by === decision.by) ? accept() : refuse({ rule: 'no-such-refusal', of, refused });
  return accept({ type: 'RefusalLifted', data: { ...decision, of, reason, severity: 'critical' }, observedAt: decision.at });
}

function decideWaiver({ waiver, standing }: Of<'grant-waiver'>, state: OpenApproval): Decision {
  if (standing !== 'stands') return refuse({ rule: 'not-standing', standing });
  const { weak, classes } = state.request;
  const { about } = waiver;
  const isWeak =
    classes.some((risk) => risk.class === 'weak-evidence') &&
    (about.kind === 'statement' ? weak.statements.includes(about.statement) : weak.evidence === about.evidence);
  if (!isWeak) return refuse({ rule: 'nothing-to-waive', ...weak });
  if (Date.parse(waiver.expires) <= Date.parse(waiver.at)) return refuse({ rule: 'expired-already', found: waiver.expires });
  return accept({ type: 'WaiverGranted', data: waiver, observedAt: waiver.at });
}

function decideBreakGlass({ decision, reason, standing, unowned }: Of<'break-glass'>, state: OpenApproval): Decision {
  if (standing !== 'stands') return refuse({ rule: 'not-standing', standing });
  if (unowned.length > 0) return refuse({ rule: 'owners-missing', clusters: unowned });
  if (state.breakGlass !== null && state.breakGlass.by === decision.by && state.breakGlass.reason === reason) return accept();
  return accept({ type: 'BreakGlassUsed', data: { ...decision, reason, severity: 'critical' }, observedAt: decision.at });
}

/** Nothing was requested: there is nothing to void, and whoever requests later is told that the plan does not stand. */
function decideVoid({ digest, fallen }: Of<'void'>, state: ApprovalState): Decision {
  if (state.status === 'absent' || state.request.digest !== digest) return accept();
  if (state.status === 'void' && state.cause.kind === 'premises') return accept();
  return accept({ type: 'SignoffVoided', data: { digest, cause: { kind: 'premises', fallen } } });
}

function expire({ request: { digest }, waivers }: OpenApproval, now: string): ApprovalEvent[] {
  const over = waivers
    .filter(({ expires }) => Date.parse(expires) <= Date.parse(now))
    .toSorted((a, b) => Date.parse(a.expires) - Date.parse(b.expires) || compareTexts(subjectKey(a.about), subjectKey(b.about)));
  const first = over[0];
  if (first === undefined) return [];
  return [
    ...over.map(({ about, expires }): ApprovalEvent => ({ type: 'WaiverExpired', data: { digest, about, expires }, observedAt: expires })),
    { type: 'SignoffVoided', data: { digest, cause: { kind: 'waiver', about: first.about, expired: first.expires } } },
  ];
}
