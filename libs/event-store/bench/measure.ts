import { newEventId } from '../src/index.js';
import type { BenchEvent } from './contenders/contender.js';

/** About 220 bytes of content, as an observed version has. */
export const benchEvent = (): BenchEvent => ({
  id: newEventId(),
  type: 'ClusterVersionObserved',
  data: {
    cluster: 'fra/payments-017',
    version: '1.31.4+vmware.1',
    previous: '1.30.9+vmware.2',
    evidence: { source: 'vcenter-fra-1', nodes: 12, ready: 12, note: 'all nodes report the same kubelet' },
  },
});
export const benchEvents = (count: number): BenchEvent[] => Array.from({ length: count }, benchEvent);

export interface Taken {
  /** Per second. */
  readonly rate: number;
  /** Milliseconds of one call. */
  readonly p50: number;
  readonly p99: number;
}

/** `concurrency` callers, each calling again as soon as it is answered; `call` returns how many things it did. */
export async function measure(
  milliseconds: number,
  concurrency: number,
  call: (caller: number, turn: number) => Promise<number>,
): Promise<Taken> {
  const times: number[] = [];
  let done = 0;
  const start = performance.now();
  const end = start + milliseconds;
  await Promise.all(
    Array.from({ length: concurrency }, async (_, caller) => {
      for (let [turn, now] = [0, performance.now()]; now < end; turn++) {
        const did = await call(caller, turn);
        done += did;
        const answered = performance.now();
        times.push(answered - now);
        now = answered;
      }
    }),
  );
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { rate: (done * 1_000) / (performance.now() - start), p50: at(0.5), p99: at(0.99) };
}

/** The one in the middle by rate: a round that another process disturbed does not count. */
export const middle = (taken: readonly Taken[]): Taken => taken.toSorted((a, b) => a.rate - b.rate)[Math.floor(taken.length / 2)]!;
