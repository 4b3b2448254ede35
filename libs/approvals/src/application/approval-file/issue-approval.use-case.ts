import type { Owners } from '../../domain/index.js';
import { actorsOf, type ChangeToIssue, composeApproval, type NotIssued, type PlanToIssue } from '../../domain/approval-file/index.js';
import type { People } from '../people.port.js';
import type { ReadApprovals } from '../read-approvals.use-case.js';
import type { RegisterRecord } from '../register-record.port.js';
import type { ApprovalSigner, ChangesToIssue, PlansToIssue, SignedApproval } from './approval-file-sources.port.js';

export interface IssueTerms {
  /** Names the record, as its seals do. */
  readonly record: string;
  /** Seconds that an approval lasts at most. */
  readonly maxAge: number;
}

export type IssueOutcome =
  | { readonly outcome: 'issued'; readonly approval: SignedApproval; readonly expiresAt: string; readonly breakGlass: string | null }
  | { readonly outcome: 'refused'; readonly reasons: readonly NotIssued[] }
  | { readonly outcome: 'no-plan' }
  /** The service has no key to sign with. */
  | { readonly outcome: 'no-key' };

/** Gives out the approval of a plan as a signed file. It says how things stand, decides nothing and records nothing. */
export class IssueApproval {
  /**
   * @param signer undefined: there is no key
   * @param now RFC 3339
   */
  constructor(
    private readonly plans: PlansToIssue,
    private readonly approvals: Pick<ReadApprovals, 'stateOf' | 'history'>,
    private readonly owners: Pick<RegisterRecord<Owners>, 'list'>,
    private readonly changes: ChangesToIssue,
    private readonly people: People,
    private readonly signer: ApprovalSigner | undefined,
    private readonly terms: IssueTerms,
    private readonly now: () => string,
  ) {}

  async execute(id: string): Promise<IssueOutcome> {
    // People first: a premise that falls while they are read is then seen by the look at the plan.
    const now = this.now();
    const [view, history, owners] = [await this.approvals.stateOf(id, now), await this.approvals.history(id), await this.owners.list({})];
    const plan = await this.plans.look(id);
    if (plan === undefined) return { outcome: 'no-plan' };
    if (this.signer === undefined) return { outcome: 'no-key' };
    const composed = composeApproval({
      ...this.terms,
      now,
      plan,
      approval: { ...view, position: history.at(-1)?.position ?? 0 },
      owners,
      change: await this.findChange(plan),
    });
    if (composed.outcome === 'refused') return composed;
    const payload = { ...composed.payload, people: [...(await this.people.findPeople(actorsOf(composed.payload)))] };
    return {
      outcome: 'issued',
      approval: await this.signer.sign(payload),
      expiresAt: payload.expiresAt,
      breakGlass: payload.signoff.breakGlass?.by ?? null,
    };
  }

  /** A plan without a digest is refused for that. */
  private async findChange({ id, digest, domain, requestedBy, requestedBefore }: PlanToIssue): Promise<ChangeToIssue> {
    if (digest === null) return { record: null, holds: null };
    return this.changes.find({ id, digest, nsxManager: domain, requestedBy, requestedBefore });
  }
}
