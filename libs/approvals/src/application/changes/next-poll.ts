import type { ChangeSystemFailure } from './change-system.port.js';

/** Seconds. A system that comes back is noticed within this time, and so is a secret that was mended. */
const LONGEST_PAUSE = 300;
/** No system may put a record to sleep for longer by its Retry-After. */
const LONGEST_ASKED = 3_600;
const SHORTEST_PAUSE = 5;

/**
 * Seconds until a record is looked at again after so many failures in a row: twice as long each time, never before the system asked for.
 * @param chance 0 to 1: what failed together is not tried again together
 */
export function pauseAfter(failures: number, { retryAfter }: Pick<ChangeSystemFailure, 'retryAfter'>, chance: number): number {
  const pause = Math.min(SHORTEST_PAUSE * 2 ** Math.min(failures - 1, 16), LONGEST_PAUSE) * (0.75 + chance / 4);
  return Math.max(pause, Math.min(Math.max(retryAfter ?? 0, 0), LONGEST_ASKED));
}
