import { compareTexts } from '@lockstep/kernel';
import type { GateReason } from './gate-reason.js';
import { judgeLoad } from './judge-load.js';
import type { HealthLook, SoakFacts } from './gate-facts.js';

const MINUTE = 60_000;

/** A mismatch of these shows under load only. */
const SOAKED: readonly string[] = ['nsx', 'antrea', 'antrea-nsx-adapter'];

/** Whether what comes after a step with these moves waits for a soak. */
export const needsSoak = (moves: readonly { readonly component: string }[]): boolean =>
  moves.some(({ component }) => SOAKED.includes(component));

/**
 * What still holds a gate after a step whose faults show under load only: a mismatched adapter passes every quick look, and then drops a part of the flows.
 * So three things are asked for, and none stands in for another: time; looks that found every touched cluster healthy, spread over that time; and a word
 * about real flows.
 */
export function judgeSoak({ step, since, minutes, needed, looks, ...load }: SoakFacts, at: string): GateReason[] {
  const reasons: GateReason[] = [];
  const until = Date.parse(since) + minutes * MINUTE;
  if (!(Date.parse(at) >= until)) reasons.push({ reason: 'soak-running', step, until: textOf(until) });
  const gap = (minutes * MINUTE) / Math.max(1, needed);
  const isSince = ({ at: seenAt }: HealthLook): boolean => Date.parse(seenAt) >= Date.parse(since);
  const short = looks
    .map(({ cluster, source, found }) => ({ cluster, source, seen: countSpread(found.filter(isSince), gap) }))
    .filter(({ seen }) => seen < needed)
    .toSorted((a, b) => a.seen - b.seen || compareTexts(a.cluster, b.cluster) || compareTexts(a.source ?? '', b.source ?? ''));
  const [first] = short;
  if (first)
    reasons.push({ reason: 'soak-looks-missing', step, needed, ...first, clusters: new Set(short.map(({ cluster }) => cluster)).size });
  return [...reasons, ...judgeLoad({ step, since, minutes, ...load })];
}

/**
 * How many healthy looks there are that lie at least `gap` milliseconds apart, counted from the last one that was not healthy: many looks within a minute
 * say no more than one. For `needed` equal parts of a soak, so many looks can be had within it, and fewer cannot cover it.
 */
export function countSpread(looks: readonly HealthLook[], gap: number): number {
  let count = 0;
  let last = -Infinity;
  for (const { at, isHealthy } of looks) {
    const time = Date.parse(at);
    if (!isHealthy) [count, last] = [0, -Infinity];
    else if (time >= last + gap) [count, last] = [count + 1, time];
  }
  return count;
}

/** RFC 3339; a moment that cannot be read is never reached. */
const textOf = (time: number): string | null => (Number.isNaN(time) ? null : new Date(time).toISOString());
