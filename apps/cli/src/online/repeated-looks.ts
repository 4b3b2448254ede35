import { setTimeout as sleep } from 'node:timers/promises';
import { isOutage, LockstepProblem } from '@lockstep/api-client';
import { InputError } from '../input-error.js';
import { inputErrorOf } from './input-error-of.js';
import type { Look, View } from './live-view.js';

/** Seconds between two looks at a service that is away for long. */
const longestPause = 30;

/**
 * Looks again and again. A service that has answered once may be away, as while it is started anew: what is watched lasts for hours. One that never
 * answered is told at once, as its address may be wrong.
 */
export async function* repeatedLooks(
  seconds: number,
  look: () => Promise<Look>,
  view: Pick<View, 'tell'>,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): AsyncGenerator<Look> {
  let hasLooked = false;
  for (let failures = 0; ;) {
    let waiting = seconds;
    try {
      const seen = await look();
      if (failures > 0) view.tell('the service answers again');
      [hasLooked, failures] = [true, 0];
      yield seen;
    } catch (error) {
      if (!hasLooked || !isOutage(error)) throw error;
      if (failures++ === 0) view.tell(`${wordsOf(error)}\nit is asked again until it answers`);
      const wanted = error instanceof LockstepProblem ? (error.retryAfter ?? 0) : 0;
      waiting = Math.max(seconds, wanted, Math.min(2 ** failures, longestPause));
    }
    await pause(waiting * 1_000);
  }
}

function wordsOf(error: unknown): string {
  const told = inputErrorOf(error);
  return told instanceof InputError ? told.lines[0]! : String(error);
}
