/** How one attempt came out, as the sender tells it. */
export type SendOutcome =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      /** Seconds; null: it did not ask for a pause. */
      readonly retryAfter: number | null;
      /** The beginning of its body. */
      readonly response: string;
    }
  /** `fault`: in the words of all calls. Redirects are among them: they are not followed. */
  | { readonly outcome: 'unanswered'; readonly fault: string; readonly detail: string }
  /** Nothing was sent, and the fault is ours. */
  | { readonly outcome: 'not-sent'; readonly detail: string };

/** Of an attempt, as it is kept. */
export interface Attempt {
  /** From 1, over all rounds of a delivery. */
  readonly number: number;
  /** RFC 3339 */
  readonly at: string;
  readonly milliseconds: number;
  readonly outcome: 'accepted' | 'refused' | 'unanswered' | 'not-sent';
  /** Of HTTP; null: there was no answer. */
  readonly status: number | null;
  /** Null where the status says it all. */
  readonly detail: string | null;
  readonly response: string | null;
}

export type Verdict =
  | { readonly verdict: 'delivered' }
  /** `delay` in seconds. */
  | { readonly verdict: 'again'; readonly delay: number }
  | { readonly verdict: 'given-up' }
  /** 410: the receiver wants nothing more, ever. */
  | { readonly verdict: 'gone' };

/**
 * Seconds between attempts: eleven attempts over about a day. Short at first, for a receiver that restarts; then so that one that is repaired in the morning
 * is reached the same day.
 */
export const RETRY_DELAYS: readonly number[] = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 36_000];
/** Share of a delay that is left to chance: what failed together does not come back together. */
const JITTER = 0.2;
/** A receiver may ask for a longer pause than ours, but not that we wait for ever. Seconds. */
export const LONGEST_PAUSE = 21_600;

/** Seconds after which nothing is attempted again that was attempted a few times: where more comes in than a slow receiver takes, attempts come ever later. */
const LONGEST_LIFE = 100_000;
const FEWEST_TRIES = 3;

/** `tries`: of this round, the one that is judged included; `age`: seconds since the round began. */
export interface Round {
  readonly tries: number;
  readonly age: number;
}

/** @param chance from 0 up to 1 */
export function judgeAttempt(sent: SendOutcome, { tries, age }: Round, chance: number, delays: readonly number[] = RETRY_DELAYS): Verdict {
  if (sent.outcome === 'answered' && sent.status >= 200 && sent.status < 300) return { verdict: 'delivered' };
  if (sent.outcome === 'answered' && sent.status === 410) return { verdict: 'gone' };
  const delay = delays[tries - 1];
  if (delay === undefined || (age >= LONGEST_LIFE && tries >= FEWEST_TRIES)) return { verdict: 'given-up' };
  const own = delay * (1 + JITTER * (2 * chance - 1));
  const asked = sent.outcome === 'answered' ? Math.min(sent.retryAfter ?? 0, LONGEST_PAUSE) : 0;
  return { verdict: 'again', delay: Math.max(own, asked) };
}

/** Days without one accepted attempt after which a webhook is disabled. */
const FAILING_DAYS = 3;
/** Seconds for which a delivery is attempted before it can show that a webhook is hopeless: one that failed long ago, and was told nothing since, has a
 *  day to come back like any other. */
const PATIENCE = 86_400;

/**
 * Whether a webhook is to be disabled after an attempt that failed. Not only where a delivery is given up: of many that wait for a receiver that holds each
 * attempt up, the first would be given up after weeks.
 */
export const isHopeless = (failingSince: string, now: string, verdict: 'again' | 'given-up', age: number): boolean =>
  Date.parse(now) - Date.parse(failingSince) >= FAILING_DAYS * 86_400_000 && (verdict === 'given-up' || age >= PATIENCE);

/** Deliveries that may wait for one webhook. One that takes less than it is told is disabled beyond it, though it takes something. */
export const MOST_PENDING = 100_000;

export function attemptOf(sent: SendOutcome, number: number, at: string, milliseconds: number): Attempt {
  const base = { number, at, milliseconds };
  if (sent.outcome !== 'answered') {
    const detail = sent.outcome === 'unanswered' ? `${sent.fault}: ${sent.detail}` : sent.detail;
    return { ...base, outcome: sent.outcome, status: null, detail, response: null };
  }
  const outcome = sent.status >= 200 && sent.status < 300 ? 'accepted' : 'refused';
  return { ...base, outcome, status: sent.status, detail: null, response: sent.response };
}
