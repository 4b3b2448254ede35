import { LockstepProblem, LockstepUnreachable } from '@lockstep/api-client';
import { describe, expect, it } from 'vitest';
import type { Look } from './live-view.js';
import { repeatedLooks } from './repeated-looks.js';
import { listShown } from './shown.js';

const asked = { method: 'GET', path: '/v1/plans' };
const away = () => new LockstepUnreachable(asked, { cause: new Error('connect ECONNREFUSED') });
const refusal = (status: number, retryAfter: number | null = null) =>
  new LockstepProblem({ type: 'about:blank', title: 'no', status, code: 'no' }, asked, retryAfter);
const seen: Look = { shown: listShown([], [], () => [], String), facts: {}, ended: null };

/** Looks that go as the script says, until it is at its end: how many of them there were, what was told, and the seconds in between. */
async function watch(...script: (Look | Error)[]) {
  const [told, waits]: [string[], number[]] = [[], []];
  const step = async () => {
    const next = script.shift()!;
    if (next instanceof Error) throw next;
    return next;
  };
  const pause = async (milliseconds: number) => void waits.push(milliseconds / 1_000);
  let looks = 0;
  for await (const _ of repeatedLooks(2, step, { tell: (words) => void told.push(words) }, pause)) {
    looks += 1;
    if (script.length === 0) break;
  }
  return { looks, told, waits };
}

describe('looks that are repeated', () => {
  it('go on when a service that has answered is away, and say so once', async () => {
    const { looks, told, waits } = await watch(seen, away(), refusal(503), refusal(500), away(), away(), seen, seen);
    expect(looks).toBe(3);
    expect(waits).toEqual([2, 2, 4, 8, 16, 30, 2]);
    expect(told).toEqual([
      'GET /v1/plans; the service must answer; found connect ECONNREFUSED\nit is asked again until it answers',
      'the service answers again',
    ]);
  });

  it('wait as long as a service at its limit says', async () => {
    expect((await watch(seen, refusal(429, 45), seen)).waits).toEqual([2, 45]);
  });

  it('end at once where nobody ever answered, and with what is refused', async () => {
    await expect(watch(away(), seen)).rejects.toThrow(LockstepUnreachable);
    await expect(watch(seen, refusal(404), seen)).rejects.toThrow(LockstepProblem);
    await expect(watch(seen, new TypeError('a mistake of ours'), seen)).rejects.toThrow(TypeError);
  });
});
