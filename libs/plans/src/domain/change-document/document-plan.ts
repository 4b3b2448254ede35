import type { Evidence } from '@lockstep/documents';
import { scheduleDurations } from '../schedule-durations.js';
import { schedulePolicy } from '../schedule-policy.js';
import type { ChangeDocument } from './change-document.js';
import { describePlan } from './describe-plan.js';
import { type WaysBackInput, waysBack } from './ways-back.js';

/** The change document of a plan that is in no record: nobody has signed it, and it has no schedule. */
export function documentPlan(input: WaysBackInput, weakFrom: Evidence): ChangeDocument {
  const searches = input.plan.spec.outcome === 'planned' ? waysBack(input) : null;
  let searched = searches?.next();
  while (searched?.done === false) searched = searches!.next();
  return describePlan({
    ...input,
    durations: scheduleDurations(schedulePolicy.parse({}), {}),
    weakFrom,
    waysBack: searched?.value ?? null,
  });
}
