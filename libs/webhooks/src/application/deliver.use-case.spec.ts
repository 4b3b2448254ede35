import { expect, it } from 'vitest';
import { RETRY_DELAYS } from '../domain/index.js';
import { Deliver } from './deliver.use-case.js';
import type { Deliveries } from './deliveries.port.js';

const DAY = 86_400;
const BEGINNING = Date.UTC(2026, 0, 1);

interface Waiting {
  readonly due: number;
  readonly since: number;
  readonly tries: number;
}

/** A receiver that holds each attempt up for 15 seconds and then fails, told something every `pause` seconds: one attempt at a time, whatever is due first.
 *  Resolves with the seconds after which it was disabled. */
async function tellDeadReceiver(pause: number): Promise<number | null> {
  let [clock, told] = [0, 0];
  const disabled: number[] = [];
  const again: Waiting[] = [];
  const at = (seconds: number) => new Date(BEGINNING + seconds * 1_000).toISOString();
  let next: Waiting;
  const deliveries: Pick<Deliveries, 'begin' | 'end' | 'release'> = {
    begin: async () => ({
      id: 'd',
      run: 'r',
      webhook: 'w',
      webhookVersion: 1,
      url: 'https://a.example/',
      messageId: 'm',
      type: 'dev.lockstep.plan.computed.v1',
      body: '{}',
      attempts: next.tries,
      tries: next.tries,
      age: clock - next.since,
    }),
    end: async (_begun, _attempt, after) => {
      if (after.status === 'pending') insert(again, { due: clock + after.delay, since: next.since, tries: next.tries + 1 });
      return { failingSince: at(0) };
    },
    release: async () => {},
  };
  const deliver = new Deliver(
    deliveries as Deliveries,
    { canKeep: true, read: async () => [{ secret: 'whsec_a', until: null }], keep: async () => {}, remove: async () => {} },
    { send: async () => ((clock += 15), { outcome: 'unanswered', fault: 'timed-out', detail: 'no answer' }) },
    { disable: async () => void disabled.push(clock) },
    { delays: RETRY_DELAYS, now: () => at(clock), chance: () => 0.5 },
  );
  while (disabled.length === 0 && clock < 10 * DAY) {
    const first = told * pause;
    next = again[0] !== undefined && again[0].due < first ? again.shift()! : { due: first, since: told++ * pause, tries: 0 };
    clock = Math.max(clock, next.due);
    await deliver.execute('d', new AbortController().signal);
  }
  return disabled[0] ?? null;
}

function insert(list: Waiting[], one: Waiting): void {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]!.due <= one.due) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, one);
}

it.each([0.1, 1, 10, 60, 3_600])(
  'a receiver that holds up every attempt is disabled soon after three days when told something every %d s',
  async (pause) => {
    const disabledAfter = await tellDeadReceiver(pause);
    expect(disabledAfter).not.toBeNull();
    expect([disabledAfter! >= 3 * DAY, disabledAfter! <= 3.5 * DAY]).toEqual([true, true]);
  },
);
