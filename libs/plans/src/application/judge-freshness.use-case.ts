import { LRUCache } from 'lru-cache';
import { type EvidenceAge, fleetPremisesOf, freshnessOf, isExecutable, type PlanStatus, type PremiseFall } from '../domain/index.js';
import type { FollowPremises } from './follow-premises.use-case.js';
import type { PlanView } from './plan-view.js';
import type { PresentFleet } from './present-fleet.port.js';
import type { ReadPlans } from './read-plans.use-case.js';

/** Whether somebody may decide on a plan, as far as its facts go. */
export interface PlanStanding {
  readonly plan: string;
  readonly status: PlanStatus;
  /** Null: it has not been computed. */
  readonly digest: string | null;
  /** `not-decidable`: there is nothing to carry out, or it was withdrawn, superseded, or made of assumed facts. */
  readonly standing: 'stands' | 'void' | 'not-decidable';
  readonly fallen: readonly PremiseFall[];
  /** Null where there is nothing to decide on. */
  readonly evidence: EvidenceAge | null;
}

/** Plans whose oldest evidence is remembered. */
const KEPT = 256;

/** Milliseconds that whoever decides waits for what is on record and can not be read yet. */
const PATIENCE = 5_000;

/** Looks again, at the moment of a decision: first at whatever has been recorded since the last look, and at all of it. */
export class JudgeFreshness {
  private readonly ages = new LRUCache<string, EvidenceAge>({ max: KEPT });

  /**
   * @param maxAge seconds
   * @param now RFC 3339
   */
  constructor(
    private readonly follow: Pick<FollowPremises, 'catchUp'>,
    private readonly plans: ReadPlans,
    private readonly fleet: Pick<PresentFleet, 'readSeen'>,
    private readonly maxAge: number,
    private readonly now: () => string,
    private readonly patience = PATIENCE,
  ) {}

  /** Undefined: no such plan. Throws `PremisesNotFollowed` where it can not be told: nobody may take that for a yes. */
  async execute(id: string): Promise<PlanStanding | undefined> {
    await this.follow.catchUp(this.patience);
    const view = await this.plans.find(id);
    if (!view) return undefined;
    const { status, result, fallen } = view;
    const standing = standingOf(view);
    const evidence = standing === 'not-decidable' ? null : await this.ageOf(view);
    return { plan: id, status, digest: result?.digest ?? null, standing, fallen, evidence };
  }

  /** Looks move the oldest observation forward only, so one that is still young enough needs no second look. */
  private async ageOf(view: PlanView): Promise<EvidenceAge> {
    const now = this.now();
    const known = this.ages.get(view.id);
    if (known?.oldest?.observedAt) {
      const { node, observedAt } = known.oldest;
      const age = freshnessOf([{ ...node, observedAt }], now, this.maxAge);
      if (age.age === 'fresh') return age;
    }
    const plan = await this.plans.findDocument(view);
    const { nodes } = fleetPremisesOf(plan!.spec, await this.plans.getFleet(view));
    const seen = new Map((await this.fleet.readSeen(view.request.domain ?? undefined)).map((node) => [node.id, node]));
    const age = freshnessOf(
      [...nodes.values()].map(({ node }) => seen.get(node.id) ?? { ...node, observedAt: '' }),
      now,
      this.maxAge,
    );
    this.ages.set(view.id, age);
    return age;
  }
}

function standingOf({ status, result, request }: PlanView): PlanStanding['standing'] {
  if (!isExecutable(request) || result?.outcome !== 'planned') return 'not-decidable';
  return status === 'computed' ? 'stands' : status === 'void' ? 'void' : 'not-decidable';
}
