import { fleetDigest, type UpgradePlan } from '@lockstep/documents';
import { digestOf } from '@lockstep/kernel';
import type { CheckInput } from './check-context.js';
import type { Refutation } from './refutation.js';

export function checkInputs({ matrix, fleet, goal, plan }: CheckInput & { readonly plan: UpgradePlan }): Refutation[] {
  const expected = [
    ['matrix', plan.spec.inputs.matrix, matrix.digest],
    ['fleet', plan.spec.inputs.fleet, fleetDigest(fleet)],
    ['goal', plan.spec.inputs.goal, digestOf(goal.spec)],
  ] as const;
  return expected.flatMap(([document, found, digest]) =>
    checkDigest(plan, document, 'a plan is proved over the documents that it was made from', found, digest),
  );
}

export const checkPlanDigest = (plan: UpgradePlan): Refutation[] =>
  plan.metadata.digest === undefined
    ? []
    : checkDigest(plan, 'plan', 'metadata.digest is the digest of its spec', plan.metadata.digest, digestOf(plan.spec));

function checkDigest(
  plan: UpgradePlan,
  document: 'matrix' | 'fleet' | 'goal' | 'plan',
  rule: string,
  found: string,
  digest: string,
): Refutation[] {
  if (found === digest) return [];
  return [
    {
      kind: 'input',
      document,
      message: `plan ${plan.metadata.name}: digest of the ${document}; ${rule}; found ${found}, expected ${digest}`,
    },
  ];
}
