import { RISK_CLASSES, type RiskClass, type ClassifiedRisk, type RoleRequirement } from './risk-class.js';
import type { RequiredClass } from './approval.events.js';

/** Who must sign what. */
export interface SignoffPolicy {
  readonly classes: Readonly<Record<RiskClass, readonly RoleRequirement[]>>;
  /** Evidence of this strength and all weaker is weak; a word of the matrix' scale. */
  readonly weakFrom: string;
}

/** Stream `signoff-policy`: each event holds the whole policy. */
export interface SignoffPolicyChanged {
  readonly type: 'SignoffPolicyChanged';
  readonly data: SignoffPolicy & { readonly reason: string };
}

export const SIGNOFF_POLICY_STREAM = 'signoff-policy';

const one: readonly RoleRequirement[] = [{ role: 'approver', count: 1 }];
const two: readonly RoleRequirement[] = [{ role: 'approver', count: 2 }];

/** What holds until somebody changes it: one approver for every plan, two wherever more than one cluster or no way back is at stake. */
export const DEFAULT_SIGNOFF_POLICY: SignoffPolicy = {
  classes: {
    routine: one,
    'shared-hop': two,
    'point-of-no-return': two,
    'weak-evidence': two,
    'outside-window': two,
  },
  weakFrom: 'third-party',
};

/**
 * What the risks of a plan ask for. Every plan is routine, whoever forgot to say so: no plan asks for nothing. A class that the policy does not name asks for
 * what its strictest one asks for, so that a class of a newer program is no way around.
 */
export function requirementsFor(policy: SignoffPolicy, risks: readonly ClassifiedRisk[]): RequiredClass[] {
  const strictest = RISK_CLASSES.map((risk) => policy.classes[risk]).toSorted((a, b) => seats(b) - seats(a))[0]!;
  const all = risks.some((risk) => risk.class === 'routine')
    ? risks
    : [{ class: 'routine' as const, reasons: ['every plan is at least routine'] }, ...risks];
  return all.map((risk) => ({ ...risk, requirements: policy.classes[risk.class] ?? strictest }));
}

const seats = (requirements: readonly RoleRequirement[]): number => requirements.reduce((sum, { count }) => sum + count, 0);
