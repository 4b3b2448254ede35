import type { AssessedPlan, JudgedPlan, PlansToApprove } from '@lockstep/approvals';
import { EVIDENCE, type Evidence } from '@lockstep/documents';
import type { JudgeFreshness, PlanStanding } from '../application/judge-freshness.use-case.js';
import { requestersBefore } from '../application/plans-before.js';
import type { ReadPlans } from '../application/read-plans.use-case.js';
import { renderFall, riskClassesOf, touchedWithoutAdapter } from '../domain/index.js';

/** What sign-off has to know of plans, from where plans are kept. */
export class PlansOfTheRecord implements PlansToApprove {
  constructor(
    private readonly plans: ReadPlans,
    private readonly freshness: Pick<JudgeFreshness, 'execute'>,
  ) {}

  async judge(id: string): Promise<JudgedPlan | undefined> {
    const standing = await this.freshness.execute(id);
    const view = standing && (await this.plans.find(id));
    if (!standing || !view) return undefined;
    const { requestedBy } = view.request;
    const requestedBefore = (await requestersBefore(id, this.plans)).filter((actor) => actor !== requestedBy);
    return { digest: standing.digest, requestedBy, requestedBefore, ...judged(standing) };
  }

  async assess(id: string, weakFrom: string): Promise<AssessedPlan> {
    const view = await this.plans.find(id);
    const plan = view && (await this.plans.findDocument(view));
    if (!view || !plan) throw new Error(`plan ${id}; must be computed to be assessed; found ${view?.status ?? 'none'}`);
    const [{ matrix }, fleet] = [await this.plans.getMatrix(view), await this.plans.getFleet(view)];
    return { ...riskClassesOf(plan.spec, matrix, evidenceOf(weakFrom)), ownersFor: touchedWithoutAdapter(plan.spec, fleet) };
  }
}

/** Fresh evidence of a plan that stands is the only yes. */
function judged({ standing, status, fallen, evidence }: PlanStanding): Pick<JudgedPlan, 'standing' | 'because'> {
  if (standing === 'void') return { standing, because: fallen.map(renderFall) };
  if (standing !== 'stands') return { standing: 'undecidable', because: [`the plan is ${status}, and nothing that can be carried out`] };
  if (evidence?.age === 'fresh') return { standing: 'stands', because: [] };
  const oldest = evidence?.oldest;
  const since = oldest?.observedAt ? `was last seen at ${oldest.observedAt}` : 'was never seen';
  const place = oldest ? `${oldest.node.kind} ${oldest.node.id} ${since}` : 'its evidence can not be judged';
  return { standing: 'stale', because: [evidence ? `${place}; evidence counts for ${evidence.maxAge} s` : place] };
}

/** A word that this program does not know makes all evidence weak. */
const evidenceOf = (word: string): Evidence => EVIDENCE.find((known) => known === word) ?? EVIDENCE[0];
