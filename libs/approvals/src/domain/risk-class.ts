/**
 * What makes a plan more than usually dangerous. Each class asks for signatures of its own.
 *
 * - `routine`: every plan is at least that
 * - `shared-hop`: a step moves something above clusters, so that many tenants ride along
 * - `point-of-no-return`: a step cannot be taken back
 * - `weak-evidence`: a pairing is allowed on weak words alone; a waiver may stand in for the signatures
 * - `outside-window`: a pairing is outside its window in some state
 */
export const RISK_CLASSES = ['routine', 'shared-hop', 'point-of-no-return', 'weak-evidence', 'outside-window'] as const;
export type RiskClass = (typeof RISK_CLASSES)[number];

/** A class that a plan is of, and why: sentences for whoever signs. */
export interface ClassifiedRisk {
  readonly class: RiskClass;
  readonly reasons: readonly string[];
}

/** So many different people, each with this role of a token. */
export interface RoleRequirement {
  readonly role: string;
  readonly count: number;
}
