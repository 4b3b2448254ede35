import { API_VERSION, type CompatibilityMatrix, type UpgradeGoal, type UpgradePlan } from '@lockstep/documents';
import { digestOf } from '@lockstep/kernel';
import type { Standing } from '../approval.decider.js';
import type { SignoffRequest, Waiver } from '../approval.events.js';
import type { Voice } from '../approval.state.js';
import type { ApprovalVerdict, MissingSignatures } from '../judge-approval.js';
import { type Owners, ownsCluster } from '../owners.js';
import { type ApprovalEnd, endOfNamedWords, firstEnd } from './approval-expiry.js';
import type { ApprovalPayload } from './approval-payload.js';

/** A plan as it is in the moment in which its approval is asked for. */
export interface PlanToIssue {
  readonly id: string;
  /** Null: it has not been computed. */
  readonly digest: string | null;
  /** NSX manager; null: no single one. */
  readonly domain: string | null;
  /** Actor. */
  readonly requestedBy: string;
  /** Actors who asked for the plans before it, each once. */
  readonly requestedBefore: readonly string[];
  readonly standing: Standing;
  /** Why it does not stand. */
  readonly because: readonly string[];
  readonly document: UpgradePlan | null;
  readonly goal: UpgradeGoal;
  readonly matrix: CompatibilityMatrix;
  /** In the record, of the fleet that was planned. */
  readonly fleetPosition: number;
  /** Until when its evidence counts; null: it leans on none that ages. */
  readonly evidenceUntil: string | null;
  /** How carrying it out has ended; null: it has not. */
  readonly ended: string | null;
  readonly schedule: { readonly digest: string; readonly start: string; readonly end: string } | null;
}

/** What people have said of it, judged at the same moment. */
export interface ApprovalToIssue {
  readonly state: ApprovalVerdict;
  readonly digest: string | null;
  readonly request: SignoffRequest | null;
  readonly missing: readonly MissingSignatures[];
  readonly unowned: readonly string[];
  readonly voices: readonly Voice[];
  readonly waivers: readonly Waiver[];
  readonly breakGlass: { readonly by: string; readonly at: string; readonly reason: string } | null;
  /** In the record, of the newest decision. */
  readonly position: number;
}

/** Where the plan has a record in a system of changes. `holds`: why it keeps the plan back; null: it does not. */
export interface ChangeToIssue {
  readonly record: {
    readonly system: string;
    readonly number: string;
    /** Until when what its system told counts. RFC 3339. */
    readonly readUntil: string;
    /** Null: it has no window. */
    readonly windowEnd: string | null;
  } | null;
  readonly holds: string | null;
}

export interface IssueFacts {
  /** Names the record, as its seals do. */
  readonly record: string;
  /** RFC 3339. */
  readonly now: string;
  /** Seconds that an approval lasts at most. */
  readonly maxAge: number;
  readonly plan: PlanToIssue;
  readonly approval: ApprovalToIssue;
  readonly owners: readonly (Owners & { readonly id: string })[];
  readonly change: ChangeToIssue;
}

const NOT_ISSUED = [
  'not-computed',
  'void',
  'not-followable',
  'finished',
  'stale-evidence',
  'not-requested',
  'other-digest',
  'refused',
  'signoff-void',
  'missing-signoff',
  'owners-missing',
  'change-record',
  'over',
] as const;

/** Why there is no approval to give out. `reason` is for programs, `detail` for people. */
export interface NotIssued {
  readonly reason: (typeof NOT_ISSUED)[number];
  readonly detail: string;
}

export type ComposedApproval =
  | { readonly outcome: 'composed'; readonly payload: ApprovalPayload }
  | { readonly outcome: 'refused'; readonly reasons: readonly NotIssued[] };

/** The approval as it stands at this moment, nobody named yet, or every reason why it does not. Whatever is not known is a reason. */
export function composeApproval(facts: IssueFacts): ComposedApproval {
  const { plan, approval } = facts;
  const reasons = [...planReasons(plan), ...approvalReasons(plan, approval)];
  if (facts.change.holds !== null) reasons.push({ reason: 'change-record', detail: facts.change.holds });
  const { document, digest } = plan;
  const { request } = approval;
  if (reasons.length > 0 || document === null || digest === null || request === null) return { outcome: 'refused', reasons };
  const end = firstEnd(endsOf(facts, document));
  if (Date.parse(end.at) <= Date.parse(facts.now))
    return { outcome: 'refused', reasons: [{ reason: 'over', detail: `an approval would have ended at ${end.at} (${end.because})` }] };
  return { outcome: 'composed', payload: payloadOf(facts, { document, digest, request }, end) };
}

function planReasons({ digest, document, standing, because, ended }: PlanToIssue): NotIssued[] {
  if (digest === null || document === null) return [{ reason: 'not-computed', detail: 'the plan has no result that could be approved' }];
  const why = (reason: NotIssued['reason'], otherwise: string): NotIssued[] =>
    (because.length > 0 ? because : [otherwise]).map((detail) => ({ reason, detail }));
  if (standing === 'void') return why('void', 'a premise of the plan has fallen');
  if (ended !== null) return [{ reason: 'finished', detail: `carrying out the plan has ended: ${ended}` }];
  if (standing === 'undecidable') return why('not-followable', 'it is no plan to carry out');
  if (standing === 'stale') return why('stale-evidence', 'nobody has looked at its nodes for too long');
  return [];
}

function approvalReasons(plan: PlanToIssue, { state, digest, missing, unowned, voices, breakGlass }: ApprovalToIssue): NotIssued[] {
  if (state === 'none') return [{ reason: 'not-requested', detail: 'nobody has requested sign-off' }];
  if (digest !== plan.digest) return [{ reason: 'other-digest', detail: `sign-off is on ${digest ?? 'no digest'}` }];
  const reasons: NotIssued[] = [];
  if (state === 'void') reasons.push({ reason: 'signoff-void', detail: 'what was signed is void: a premise fell or a waiver is over' });
  for (const voice of voices)
    if (voice.kind === 'refusal') reasons.push({ reason: 'refused', detail: `${voice.by} refuses: ${voice.reason}` });
  if (breakGlass === null)
    for (const { class: risk, role, count } of missing)
      reasons.push({ reason: 'missing-signoff', detail: `class ${risk} lacks ${count} of role ${role}` });
  for (const cluster of unowned) reasons.push({ reason: 'owners-missing', detail: `cluster ${cluster} lacks its two owners` });
  // Whatever made it anything but approved.
  if (state !== 'approved' && reasons.length === 0) reasons.push({ reason: 'missing-signoff', detail: `the approval is ${state}` });
  return reasons;
}

function endsOf({ now, maxAge, plan, approval, change: { record } }: IssueFacts, document: UpgradePlan): [ApprovalEnd, ...ApprovalEnd[]] {
  const words = endOfNamedWords(document, plan.matrix, plan.goal);
  return [
    { at: new Date(Date.parse(now) + maxAge * 1_000).toISOString(), because: 'maximum' },
    ...(plan.evidenceUntil === null ? [] : [{ at: plan.evidenceUntil, because: 'evidence' as const }]),
    ...approval.waivers.map(({ expires }): ApprovalEnd => ({ at: expires, because: 'waiver' })),
    ...(words === null ? [] : [{ at: words, because: 'last-day' as const }]),
    ...(record === null ? [] : [{ at: record.readUntil, because: 'change-read' as const }]),
    ...(record === null || record.windowEnd === null ? [] : [{ at: record.windowEnd, because: 'change-window' as const }]),
    ...(plan.schedule === null ? [] : [{ at: plan.schedule.end, because: 'schedule' as const }]),
  ];
}

function payloadOf(
  { record, now, plan, approval, owners, change }: IssueFacts,
  { document, digest, request }: { readonly document: UpgradePlan; readonly digest: string; readonly request: SignoffRequest },
  end: ApprovalEnd,
): ApprovalPayload {
  const { classes, weak } = request;
  const neededFor = request.ownersFor.map(({ id }) => id);
  return structuredClone({
    apiVersion: API_VERSION,
    kind: 'PlanApproval',
    record: { name: record, position: approval.position },
    issuedAt: now,
    expiresAt: end.at,
    expiresBecause: end.because,
    plan: { id: plan.id, digest, document },
    goal: { digest: digestOf(plan.goal.spec), document: plan.goal },
    matrix: document.spec.inputs.matrix,
    fleet: { digest: document.spec.inputs.fleet, position: plan.fleetPosition },
    requestedBy: request.planRequestedBy,
    signoff: {
      requestedBy: request.by,
      requestedAt: request.at,
      policyVersion: request.policyVersion,
      classes: classes.map(({ class: risk, reasons, requirements }) => ({
        class: risk,
        reasons: [...reasons],
        requirements: requirements.map(({ role, count }) => ({ role, count })),
      })),
      weak: { evidence: weak.evidence, statements: [...weak.statements] },
      signatures: approval.voices.flatMap((voice) => {
        if (voice.kind !== 'signature') return [];
        const { by, at, roles, standsFor } = voice;
        const counted = classes.filter(({ requirements }) => requirements.some(({ role }) => roles.includes(role)));
        return [{ by, at, roles: [...roles], standsFor: [...standsFor], classes: counted.map((risk) => risk.class) }];
      }),
      breakGlass: approval.breakGlass && { ...approval.breakGlass, severity: 'critical' },
    },
    waivers: approval.waivers.map(({ about, reason, owner, expires, by, at }) => ({ about, reason, owner, expires, by, at })),
    owners: {
      neededFor,
      named: owners.flatMap((named) => {
        const clusters = request.ownersFor.filter((cluster) => ownsCluster(named, cluster)).map(({ id }) => id);
        return clusters.length === 0 ? [] : [{ id: named.id, podTraffic: named.podTraffic.name, nsx: named.nsx.name, clusters }];
      }),
    },
    change: change.record && { system: change.record.system, number: change.record.number },
    schedule: plan.schedule,
    people: [],
  } satisfies ApprovalPayload);
}
