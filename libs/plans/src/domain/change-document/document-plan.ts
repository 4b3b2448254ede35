import type { Evidence } from '@lockstep/documents';
import { atOnce } from '@lockstep/kernel';
import { scheduleDurations } from '../schedule-durations.js';
import { schedulePolicy } from '../schedule-policy.js';
import type { ChangeDocument } from './change-document.js';
import { describePlan } from './describe-plan.js';
import { type WaysBackInput, waysBack } from './ways-back.js';

/** The change document of a plan that is in no record: nobody has signed it, and it has no schedule. */
export function documentPlan(input: WaysBackInput, weakFrom: Evidence): ChangeDocument {
  return describePlan({
    ...input,
    durations: scheduleDurations(schedulePolicy.parse({}), {}),
    learned: [],
    weakFrom,
    waysBack: input.plan.spec.outcome === 'planned' ? atOnce(waysBack(input)) : null,
  });
}
