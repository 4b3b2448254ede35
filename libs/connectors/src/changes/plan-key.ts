import { ChangeSystemFailure } from '@lockstep/approvals';

/** It becomes part of queries, and is the key under which records are found again. */
export function assertPlanKey(plan: string): void {
  if (!/^[\w-]{1,64}$/.test(plan))
    throw new ChangeSystemFailure(
      'misconfigured',
      `plan; must have an id of at most 64 letters, digits and hyphens; found ${JSON.stringify(plan.slice(0, 80))}`,
      false,
    );
}
