import type { ChangeDoing } from '../../domain/changes/index.js';
import type { ChangeFault, ChangeSystemFailure } from './change-system.port.js';

/** Seconds. A system that comes back is noticed within this time. */
const LONGEST_PAUSE = 300;
/** No system may put a record to sleep for longer by its Retry-After. */
const LONGEST_ASKED = 3_600;
const SHORTEST_PAUSE = 5;

/** Seconds. No look mends these: a person asks anew, changes the settings or gives another secret, which is noticed at once. */
const TO_MEND_PAUSE = 3_600;
/** Making a record is tried in vain with them. A login is refused whatever is tried, and who tries often is locked out. */
const TO_MEND: ReadonlySet<ChangeFault> = new Set(['forbidden', 'misconfigured', 'fields-ignored']);

interface Failed extends Pick<ChangeSystemFailure, 'fault' | 'retryable' | 'retryAfter'> {
  readonly doing: ChangeDoing;
}

/**
 * Seconds until a record is looked at again after so many failures in a row: twice as long each time, never before the system asked for.
 * @param chance 0 to 1: what failed together is not tried again together
 */
export function pauseAfter(failures: number, { fault, doing, retryable, retryAfter }: Failed, chance: number): number {
  if (fault === 'unauthorized' || (!retryable && doing === 'open' && TO_MEND.has(fault))) return TO_MEND_PAUSE * (0.75 + chance / 4);
  const pause = Math.min(SHORTEST_PAUSE * 2 ** Math.min(failures - 1, 16), LONGEST_PAUSE) * (0.75 + chance / 4);
  return Math.max(pause, Math.min(Math.max(retryAfter ?? 0, 0), LONGEST_ASKED));
}
