import { type CommandContext, handleCommand } from '@lockstep/event-store';
import {
  type ApprovalCommand,
  approvalDecider,
  type ApprovalRefusal,
  approvalStream,
  type PersonalDecision,
  requirementsFor,
  type WaiverSubject,
  type Whence,
} from '../domain/index.js';
import type { ApprovalRecord } from './approval-record.port.js';
import type { JudgedPlan, PlansToApprove } from './plans-to-approve.port.js';
import { type ApprovalView, foldApproval, type ReadApprovals } from './read-approvals.use-case.js';
import { readPolicy } from './signoff-policies.use-case.js';

/** Who decides, on what, and from where. */
export interface SignoffDecider {
  /** Of the plan that was looked at. */
  readonly digest: string;
  readonly actor: string;
  /** Roles of the token that counts. */
  readonly roles: readonly string[];
  /** Of a signature that was given in another system: those who gave it, as far as they are actors here. */
  readonly standsFor?: readonly string[] | undefined;
  readonly from: Whence;
  readonly idempotencyKey?: string | undefined;
}

export interface NewWaiver {
  readonly about: WaiverSubject;
  readonly reason: string;
  readonly owner: string;
  /** RFC 3339. */
  readonly expires: string;
}

export type DecisionOutcome =
  /** `recorded` false: it had been so already. */
  | { readonly outcome: 'decided'; readonly approval: ApprovalView; readonly recorded: boolean }
  | { readonly outcome: 'refused'; readonly refusal: ApprovalRefusal; readonly because: readonly string[] }
  | { readonly outcome: 'no-plan' }
  /** The plan has another digest than the one that was looked at, or none. */
  | { readonly outcome: 'other-digest'; readonly digest: string | null }
  /** Others decided at the same time, again and again. */
  | { readonly outcome: 'conflict' };

/** People's decisions on plans. Each looks at the plan again in the moment it is made; what cannot be judged then is thrown, and nothing is recorded. */
export class DecideSignoff {
  /** @param now RFC 3339 */
  constructor(
    private readonly record: ApprovalRecord,
    private readonly plans: PlansToApprove,
    private readonly approvals: ReadApprovals,
    private readonly now: () => string,
  ) {}

  /** Freezes what the plan's risks ask for by the policy as it is now. */
  async request(plan: string, who: SignoffDecider): Promise<DecisionOutcome> {
    return this.decide(plan, who, async (decision, judged) => {
      const { standing } = judged;
      const { policy, version: policyVersion } = await readPolicy(this.record.events);
      const { classes, weak, ownersFor } =
        standing === 'stands'
          ? await this.plans.assess(plan, policy.weakFrom)
          : { classes: [], weak: { evidence: null, statements: [] }, ownersFor: [] };
      const requirements = requirementsFor(policy, classes);
      const { requestedBy: planRequestedBy, requestedBefore } = judged;
      const before = requestedBefore.length === 0 ? {} : { requestedBefore };
      const request = { ...decision, planRequestedBy, ...before, classes: requirements, weak, ownersFor, policyVersion };
      return { command: 'request', request, standing };
    });
  }

  async sign(plan: string, who: SignoffDecider): Promise<DecisionOutcome> {
    return this.decide(plan, who, async (decision, { standing, requestedBefore }, unowned) => ({
      command: 'sign',
      decision,
      roles: who.roles,
      standsFor: who.standsFor ?? [],
      standing,
      requestedBefore,
      unowned,
    }));
  }

  async refuse(plan: string, reason: string, who: SignoffDecider): Promise<DecisionOutcome> {
    return this.decide(plan, who, async (decision) => ({ command: 'refuse', decision, roles: who.roles, reason }));
  }

  async withdraw(plan: string, reason: string | null, who: SignoffDecider): Promise<DecisionOutcome> {
    return this.decide(plan, who, async (decision) => ({ command: 'withdraw', decision, reason }));
  }

  /** `of`: the actor who has refused. */
  async liftRefusal(plan: string, of: string, reason: string, who: SignoffDecider): Promise<DecisionOutcome> {
    return this.decide(plan, who, async (decision) => ({ command: 'lift-refusal', decision, of, reason }));
  }

  async breakGlass(plan: string, reason: string, who: SignoffDecider): Promise<DecisionOutcome> {
    return this.decide(plan, who, async (decision, { standing, requestedBefore }, unowned) => ({
      command: 'break-glass',
      decision,
      reason,
      standing,
      requestedBefore,
      unowned,
    }));
  }

  async grantWaiver(plan: string, waiver: NewWaiver, who: SignoffDecider): Promise<DecisionOutcome> {
    return this.decide(plan, who, async (decision, { standing, requestedBefore }) => ({
      command: 'grant-waiver',
      waiver: { ...decision, ...waiver },
      standing,
      requestedBefore,
    }));
  }

  private async decide(
    plan: string,
    { digest, actor, from, idempotencyKey }: SignoffDecider,
    commandOf: (decision: PersonalDecision, judged: JudgedPlan, unowned: readonly string[]) => Promise<ApprovalCommand>,
  ): Promise<DecisionOutcome> {
    const judged = await this.plans.judge(plan);
    if (judged === undefined) return { outcome: 'no-plan' };
    if (judged.digest !== digest) return { outcome: 'other-digest', digest: judged.digest };
    const now = this.now();
    const stream = approvalStream(plan);
    const context: CommandContext = { actor, correlationId: from.trace ?? undefined, idempotencyKey };
    const handled = await this.record.transact(plan, async (events) => {
      // A waiver that is over voids before anything is said after it.
      await handleCommand(events, approvalDecider, stream, { command: 'expire-waivers', now }, { actor: 'system:waivers' });
      const unowned = await this.approvals.findUnowned(foldApproval(await events.readStream(stream)));
      const command = await commandOf({ digest, by: actor, at: now, from }, judged, unowned);
      return handleCommand(events, approvalDecider, stream, command, context);
    });
    if (handled.outcome === 'conflict') return { outcome: 'conflict' };
    if (handled.outcome === 'refused') return { outcome: 'refused', refusal: handled.refusal, because: judged.because };
    return { outcome: 'decided', approval: await this.approvals.stateOf(plan), recorded: handled.events.length > 0 };
  }
}
