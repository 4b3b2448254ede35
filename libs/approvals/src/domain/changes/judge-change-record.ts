import { compareTexts } from '@lockstep/kernel';
import type { ChangeReading } from './change-reading.js';
import type { ChangeEnd } from './change-record.events.js';
import type { ChangeRecordState } from './change-record.state.js';
import type { ChangeSystemEntry } from './change-systems.js';

/** Why there is no record that could count. */
export type NoRecord = 'not-requested' | 'not-opened' | 'lost' | 'withdrawn' | 'other-system' | ChangeEnd;

/**
 * Why a record is not approved. `own`: nobody approved it but who asked for the plan or one before it. `ambiguous`: there are several open records of the plan. `no-window`: the
 * planned times that Lockstep wrote are gone; `unreadable-window`: one of them is no time.
 */
export type NotApproved = 'rejected' | 'none' | 'own' | 'ambiguous' | 'no-window' | 'unreadable-window';

export type JudgedChange =
  | {
      readonly standing: 'approved';
      readonly number: string;
      readonly url: string | null;
      readonly deciders: readonly string[];
      /** Until when what was told counts. RFC 3339. */
      readonly readUntil: string;
      /** End of its window; null: it has none. */
      readonly windowEnd: string | null;
    }
  | { readonly standing: 'missing'; readonly because: NoRecord; readonly number: string | null }
  /** `state`: the system's own word. */
  | { readonly standing: 'not-approved'; readonly number: string; readonly state: string; readonly decision: NotApproved }
  /** `found`: digest that it carries; null: none. */
  | { readonly standing: 'digest'; readonly number: string; readonly found: string | null }
  /** `readAt`: when it was last told; RFC 3339; null: not since it was opened. */
  | { readonly standing: 'unread'; readonly number: string; readonly readAt: string | null; readonly maxAge: number }
  /** `opensAt` null: its window is over. */
  | { readonly standing: 'outside-window'; readonly number: string; readonly opensAt: string | null };

export interface ChangeQuestion {
  /** Id of the system in which the plan has to have its record. */
  readonly system: string;
  /** Of the plan, as it is now. */
  readonly digest: string;
  /** Actor who asked for the plan. */
  readonly requestedBy: string;
  /** Actors who asked for the plans before it, each once. */
  readonly requestedBefore: readonly string[];
  /** Actors by the names that the system has for them. */
  readonly people: Readonly<Record<string, string>>;
  /** When the system last told of the record; RFC 3339; null: never, or nobody knows. */
  readonly readAt: string | null;
  readonly now: string;
  /** Seconds. */
  readonly maxAge: number;
}

/** Whether work on a plan may begin by its change record. Only `approved` is a yes, and everything that is not known is none. */
export function judgeChangeRecord(state: ChangeRecordState, question: ChangeQuestion): JudgedChange {
  if (state.status !== 'open') return missing(state);
  const { reading, digest: written, system, withdrawal, decision } = state;
  const { number, url, deciders, phase, digest: carried } = reading;
  if (system !== question.system) return { standing: 'missing', because: 'other-system', number };
  if (withdrawal !== null) return { standing: 'missing', because: 'withdrawn', number };
  const { readAt, now, maxAge } = question;
  // A reading from the time to come is as little worth as an old one.
  const age = readAt === null ? Number.NaN : Math.abs(Date.parse(now) - Date.parse(readAt));
  if (!(age <= maxAge * 1_000)) return { standing: 'unread', number, readAt, maxAge };
  const notApproved = (why: NotApproved): JudgedChange => ({ standing: 'not-approved', number, state: reading.state, decision: why });
  if (state.isAmbiguous) return notApproved('ambiguous');
  if (written !== question.digest || carried !== question.digest) return { standing: 'digest', number, found: carried };
  if (decision !== 'approved' || (phase !== 'approved' && phase !== 'changing'))
    return notApproved(decision === 'rejected' ? 'rejected' : 'none');
  if (isOwnApproval(reading, question)) return notApproved('own');
  if (reading.planned?.isReadable === false) return notApproved('unreadable-window');
  const { start, end } = reading.window ?? reading.planned ?? { start: null, end: null };
  if (start === null && end === null && reading.planned !== undefined && state.window !== null) return notApproved('no-window');
  const at = Date.parse(now);
  // One time alone is a limit all the same.
  if (end !== null && !(at < Date.parse(end))) return { standing: 'outside-window', number, opensAt: null };
  if (start !== null && !(Date.parse(start) <= at)) return { standing: 'outside-window', number, opensAt: start };
  const readUntil = new Date(Date.parse(readAt!) + maxAge * 1_000).toISOString();
  return { standing: 'approved', number, url, deciders, readUntil, windowEnd: end };
}

type Requesters = Pick<ChangeQuestion, 'requestedBy' | 'requestedBefore'>;

const hasAsked = (actor: string, { requestedBy, requestedBefore }: Requesters): boolean =>
  actor === requestedBy || requestedBefore.includes(actor);

/** Whether nobody is told to have approved but who asked for the plan or one before it, as far as names are known here. */
const isOwnApproval = ({ deciders }: ChangeReading, question: Requesters & Pick<ChangeQuestion, 'people'>): boolean =>
  deciders.length > 0 && deciders.every((name) => Object.hasOwn(question.people, name) && hasAsked(question.people[name]!, question));

/** Actors who have approved a record; undefined: somebody else has too, who counts, and nobody can tell who that is. */
export function approversOf(
  { deciders }: ChangeReading,
  { people, strangers }: Pick<ChangeSystemEntry, 'people' | 'strangers'>,
): readonly string[] | undefined {
  const known = deciders.filter((name) => Object.hasOwn(people, name)).map((name) => people[name]!);
  const isAnybody = strangers === 'count' && (deciders.length === 0 || known.length < deciders.length);
  return isAnybody ? undefined : [...new Set(known)].toSorted(compareTexts);
}

/**
 * Whether the approval of a record is a signature of somebody who may sign: not of who asked for the plan or one before it, and not of people who have signed it themselves,
 * each of whom has one voice.
 */
export function isSignature(
  reading: ChangeReading,
  entry: Pick<ChangeSystemEntry, 'people' | 'strangers'>,
  { signed, ...requesters }: Requesters & { readonly signed: readonly string[] },
): boolean {
  const approvers = approversOf(reading, entry);
  return approvers === undefined || approvers.some((actor) => !hasAsked(actor, requesters) && !signed.includes(actor));
}

function missing(state: Exclude<ChangeRecordState, { status: 'open' }>): JudgedChange {
  switch (state.status) {
    case 'absent':
      return { standing: 'missing', because: 'not-requested', number: null };
    case 'requested':
      return { standing: 'missing', because: state.withdrawal === null ? 'not-opened' : 'withdrawn', number: null };
    case 'lost':
      return { standing: 'missing', because: 'lost', number: state.last?.number ?? null };
    case 'closed':
      return { standing: 'missing', because: state.end, number: state.last?.number ?? null };
  }
}
