import { fleetDigest } from '@lockstep/documents';
import { handleCommand } from '@lockstep/event-store';
import { planDecider, planStream } from '../domain/index.js';
import { unlessBehind } from './acknowledged-fleet.js';
import type { FallenPlans } from './fallen-plans.port.js';
import { PREMISES_ACTOR } from './follow-premises.use-case.js';
import type { PlanRecord } from './plan-record.port.js';
import type { PlanView } from './plan-view.js';
import type { FleetSource, MatrixRevisions } from './planning-sources.port.js';
import type { PremiseFollowing, VoidPlan } from './premise-following.port.js';
import type { ReplacedExecutions } from './replaced-executions.port.js';
import type { ReadPlans } from './read-plans.use-case.js';
import type { RequestPlan } from './request-plan.use-case.js';

export type Replacement =
  | { readonly plan: string; readonly outcome: 'requested'; readonly by: string }
  /** Tried again after a while: nodes come to rest, and goals are made to fit. */
  | { readonly plan: string; readonly outcome: 'not-now'; readonly reason: string }
  | { readonly plan: string; readonly outcome: 'superseded'; readonly by: string };

/** Milliseconds between two attempts to ask for another plan: each reads the fleet. */
const PAUSE = 60_000;

/** What follows when plans are void: those who decided on them are told, another plan is asked for, and when it is there it takes
 *  their place. Of several void plans with one goal in one domain the first one is answered for all: the others are superseded by the same plan. */
export class ReplaceVoidPlans {
  constructor(
    private readonly record: PlanRecord,
    private readonly following: PremiseFollowing,
    private readonly plans: ReadPlans,
    private readonly revisions: MatrixRevisions,
    private readonly fleets: FleetSource,
    private readonly requestPlan: RequestPlan,
    private readonly fallenPlans: FallenPlans,
    private readonly executions: ReplacedExecutions,
    /** RFC 3339. */
    private readonly now: () => string,
  ) {}

  async execute(): Promise<readonly Replacement[]> {
    const done: Replacement[] = [];
    /** Goals in domains for which a plan was asked for in this round. */
    const asked = new Set<string>();
    for (const found of await this.following.listVoid()) {
      const answers = await this.answer(found, asked);
      if (answers.some(({ outcome }) => outcome === 'requested')) asked.add(found.leadsTo);
      done.push(...answers);
    }
    for (const { plan, by } of await this.following.listReplaced())
      if ((await this.executions.end(plan, by)) === 'ended' && (await this.supersede(plan, by)))
        done.push({ plan, outcome: 'superseded', by });
    return done;
  }

  private async answer({ id, told, tried, replaced: isReplaced, leadsTo }: VoidPlan, asked: ReadonlySet<string>): Promise<Replacement[]> {
    const replaced = isReplaced || asked.has(leadsTo);
    const rests = tried !== null && Date.parse(this.now()) - Date.parse(tried) < PAUSE;
    if (told && (replaced || rests)) return [];
    const view = await this.plans.find(id);
    if (view?.status !== 'void' || view.result === null) return [];
    if (!told) {
      await this.fallenPlans.voided(id, view.result.digest, view.fallen);
      await this.following.markTold(id);
    }
    return replaced || rests ? [] : [await this.propose(view)];
  }

  /** One for each plan, whoever asks first: the key makes it the same request. It stays the request of whom the first one was: he may not sign this one either. */
  private async propose(view: PlanView): Promise<Replacement> {
    const { id, request } = view;
    const found = await unlessBehind(() => this.findReasonNotTo(view));
    const reason = typeof found === 'object' ? found.reason : (found ?? null);
    const outcome =
      reason === null
        ? await this.requestPlan.execute({
            goal: request.goal,
            ...(request.domain !== null && { domain: request.domain }),
            parent: id,
            requestedBy: request.requestedBy,
            actor: PREMISES_ACTOR,
            idempotencyKey: `in place of ${id}`,
          })
        : null;
    if (outcome?.outcome === 'accepted') return { plan: id, outcome: 'requested', by: outcome.plan.id };
    await this.following.markTried(id);
    return { plan: id, outcome: 'not-now', reason: reason ?? renderRefusal(outcome!) };
  }

  /** The same inputs would give the same plan; and who plans over an earlier moment has asked for what has fallen long since. */
  private async findReasonNotTo({ request, requestedPosition, fallen }: PlanView): Promise<string | undefined> {
    if (fallen.every(({ by }) => by.kind === 'event' && by.position < requestedPosition)) return 'it was asked for over an earlier moment';
    const matrix = await this.revisions.findCurrent();
    if (matrix?.digest !== request.matrix) return undefined;
    const fleet = await this.fleets.findCurrent(request.domain ?? undefined);
    return fleet && fleetDigest(fleet.snapshot) === request.fleet.digest ? 'matrix and fleet are what it was made of' : undefined;
  }

  private async supersede(plan: string, by: string): Promise<boolean> {
    const handled = await this.record.transact(plan, ({ events }) =>
      handleCommand(events, planDecider, planStream(plan), { type: 'supersede', by }, { actor: PREMISES_ACTOR }),
    );
    return handled.outcome === 'accepted' && handled.events.length > 0;
  }
}

function renderRefusal(outcome: Exclude<Awaited<ReturnType<RequestPlan['execute']>>, { outcome: 'accepted' }>): string {
  switch (outcome.outcome) {
    case 'invalid':
      return outcome.problems[0]?.detail ?? 'the goal does not fit';
    case 'behind':
      return outcome.reason;
    case 'rolling':
      return `${outcome.nodes[0]?.id} rolls`;
    case 'key-reused':
      return `plan ${outcome.plan} has its key`;
  }
}
