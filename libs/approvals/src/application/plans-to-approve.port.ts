import type { ClassifiedRisk, SignoffRequest, Standing, UnadaptedCluster } from '../domain/index.js';

/** Plans as far as decisions need to know them. */
export interface PlansToApprove {
  /** Judged anew each time: this is the look at the moment of a decision. Undefined: no such plan. What it throws is no yes. */
  judge(plan: string): Promise<JudgedPlan | undefined>;
  /** Of a computed plan. `weakFrom`: evidence of this strength and all weaker is weak. */
  assess(plan: string, weakFrom: string): Promise<AssessedPlan>;
}

export interface JudgedPlan {
  /** Null: it has not been computed. */
  readonly digest: string | null;
  /** Actor. */
  readonly requestedBy: string;
  /** Actors who asked for the plans in whose place it came, each once; none of them is `requestedBy`. */
  readonly requestedBefore: readonly string[];
  readonly standing: Standing;
  /** Why it does not stand, in sentences: premises with what made them fall, or what is too old. */
  readonly because: readonly string[];
}

export interface AssessedPlan {
  readonly classes: readonly ClassifiedRisk[];
  readonly weak: SignoffRequest['weak'];
  readonly ownersFor: readonly UnadaptedCluster[];
}
