import { type ApprovalPayload, wordActor } from '@lockstep/approvals/approval-file';

/** What came of a verification. */
export interface ApprovalFinding {
  readonly refusals: readonly { readonly reason: string; readonly detail: string }[];
  /** Milliseconds since 1970, as of which it was judged. */
  readonly at: number;
  /** Null: nobody who is trusted has signed it. */
  readonly approval: ApprovalPayload | null;
  readonly signedBy: readonly string[];
  readonly unknownKeys: readonly string[];
  /** Whether a plan, or its digest, was given to compare with. */
  readonly compared: boolean;
  readonly proof: 'proven' | 'refuted' | 'not-asked';
}

/** As printed for programs: flat, and without the documents. */
export interface ApprovalReport {
  readonly verdict: 'valid' | 'refused';
  readonly refusals: ApprovalFinding['refusals'];
  readonly at: string;
  readonly signedBy: readonly string[];
  readonly unknownKeys: readonly string[];
  readonly plan: { readonly id: string; readonly name: string; readonly digest: string; readonly steps: number } | null;
  readonly record: ApprovalPayload['record'] | null;
  readonly issuedAt: string | null;
  readonly expiresAt: string | null;
  readonly expiresBecause: ApprovalPayload['expiresBecause'] | null;
  readonly ageSeconds: number | null;
  readonly requestedBy: string | null;
  readonly signatures: ApprovalPayload['signoff']['signatures'];
  readonly breakGlass: ApprovalPayload['signoff']['breakGlass'];
  readonly waivers: ApprovalPayload['waivers'];
  readonly change: ApprovalPayload['change'];
  readonly schedule: ApprovalPayload['schedule'];
  /** The names that its actors had when it was issued. */
  readonly people: ApprovalPayload['people'];
  readonly comparedWithPlan: boolean;
  readonly proof: ApprovalFinding['proof'];
  readonly notKnown: readonly string[];
}

/** What nobody can tell away from the service. Part of every answer, so that none is taken for more than it is. */
const NOT_KNOWN_OFFLINE = [
  'whether a premise of the plan has fallen since it was issued',
  'whether a signature was taken back, or somebody refused, since it was issued',
  'whether a trusted key was given up since the keys were kept',
  'whether a step may start now: health, freezes, the schedule and the order of steps are asked at the gate',
] as const;

export function reportOf({ refusals, at, approval, signedBy, unknownKeys, compared, proof }: ApprovalFinding): ApprovalReport {
  return {
    verdict: refusals.length === 0 ? 'valid' : 'refused',
    refusals,
    at: new Date(at).toISOString(),
    signedBy,
    unknownKeys,
    plan: approval && {
      id: approval.plan.id,
      name: approval.plan.document.metadata.name,
      digest: approval.plan.digest,
      steps: approval.plan.document.spec.steps.length,
    },
    record: approval?.record ?? null,
    issuedAt: approval?.issuedAt ?? null,
    expiresAt: approval?.expiresAt ?? null,
    expiresBecause: approval?.expiresBecause ?? null,
    ageSeconds: approval && Math.round((at - Date.parse(approval.issuedAt)) / 1_000),
    requestedBy: approval?.requestedBy ?? null,
    signatures: approval?.signoff.signatures ?? [],
    breakGlass: approval?.signoff.breakGlass ?? null,
    waivers: approval?.waivers ?? [],
    change: approval?.change ?? null,
    schedule: approval?.schedule ?? null,
    people: approval?.people ?? [],
    comparedWithPlan: compared,
    proof,
    notKnown: NOT_KNOWN_OFFLINE,
  };
}

const PROOF = {
  proven: 'yes, over the matrix and the fleet given',
  refuted: 'refuted',
  'not-asked': 'no: give --matrix and --fleet to prove it again',
} as const;

export function renderApprovalReport(report: ApprovalReport): string {
  const { verdict, refusals, plan, record, breakGlass, notKnown } = report;
  const who = (actor: string) => wordActor(report.people, actor);
  const lines = [
    `${verdict}${plan ? `: plan ${plan.name}, ${plan.id}, ${plan.digest}` : ''}`,
    ...refusals.map(({ reason, detail }) => `  ${reason}: ${detail}`),
  ];
  if (plan && record) {
    lines.push(
      ...(breakGlass
        ? [`  BROKEN GLASS: ${who(breakGlass.by)} passed over missing signatures at ${breakGlass.at}: ${breakGlass.reason}`]
        : []),
      `  issued     ${report.issuedAt} from record ${record.name} at position ${record.position}; ${spokenAge(report.ageSeconds!)} at ${report.at}`,
      `  ends       ${report.expiresAt} (${report.expiresBecause})`,
      ...report.signedBy.map((kid) => `  sealed by  key ${kid}`),
      ...report.unknownKeys.map((kid) => `  also       key ${kid}, which is not trusted and counts for nothing`),
      `  asked by   ${who(report.requestedBy!)}`,
      ...report.signatures.map(({ by, at, roles, standsFor }) => {
        const forOthers = standsFor.length === 0 ? '' : `, for ${standsFor.map(who).join(', ')}`;
        return `  signed by  ${who(by)} as ${roles.join(', ')} at ${at}${forOthers}`;
      }),
      ...report.waivers.map(
        ({ by, owner, expires, reason }) => `  waiver     granted by ${who(by)}, ${owner} answers for it until ${expires}: ${reason}`,
      ),
      ...(report.change ? [`  change     ${report.change.number} in ${report.change.system}`] : []),
      ...(report.schedule ? [`  window     ${report.schedule.start} to ${report.schedule.end}`] : []),
      `  compared   ${report.comparedWithPlan ? 'with the plan given' : 'with no plan: give --plan or --digest to compare'}`,
      `  proven     ${PROOF[report.proof]}`,
    );
  }
  lines.push('  not known here:', ...notKnown.map((what) => `    ${what}`));
  return `${lines.map(visible).join('\n')}\n`;
}

/** A terminal does not obey what a file says. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');

function spokenAge(seconds: number): string {
  if (seconds < 0) return `${-seconds} s to come`;
  const [unit, length] = seconds < 120 ? (['s', 1] as const) : seconds < 7_200 ? (['min', 60] as const) : (['h', 3_600] as const);
  return `${Math.floor(seconds / length)} ${unit} old`;
}
