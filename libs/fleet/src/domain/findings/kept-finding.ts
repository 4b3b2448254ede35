import { canonicalJson } from '@lockstep/kernel';
import type { Fact, Finding, Topic } from './finding.js';

/** A place in the record, with the time at which it was recorded. */
export interface Moment {
  readonly position: number;
  readonly at: string;
}

/** From the event that opened a finding to the one that closed it. */
export interface Spell {
  readonly opened: Moment;
  readonly closed: Moment | null;
  /** What was found last, before it closed; null while it is open. */
  readonly last: Pick<KeptFinding, 'nsxManager' | 'fact'> | null;
}

export interface Acknowledgement extends Moment {
  readonly by: string;
  readonly reason: string;
  readonly until: string | null;
}

/** What is kept of a finding, open or closed. */
export interface KeptFinding {
  readonly id: string;
  readonly nsxManager: string | null;
  readonly topic: Topic;
  /** Null: nothing was ever found; somebody acknowledged what the calendar opens. */
  readonly fact: Fact | null;
  /** How many nodes it concerns; 0 when it is closed. */
  readonly nodes: number;
  /** Oldest first. Of a finding that comes and goes all the time the first one and the newest are kept. */
  readonly spells: readonly Spell[];
  /** Whether there were others between the first of them and the second. */
  readonly forgetful: boolean;
  readonly acknowledgements: readonly Acknowledgement[];
  /** The highest position up to its last change in the order of the record. */
  readonly changed: number;
}

export const MOST_SPELLS = 50;

/** After what was found of it at a moment. Undefined: it was never there. Nothing new: the very same object. */
export function advance(
  before: KeptFinding | undefined,
  finding: Finding | undefined,
  moment: Moment,
  changed: number,
): KeptFinding | undefined {
  const last = before?.spells.at(-1);
  const wasOpen = last !== undefined && last.closed === null;
  if (!finding) {
    if (!before || !wasOpen) return before;
    const spell: Spell = { ...last, closed: moment, last: { nsxManager: before.nsxManager, fact: before.fact } };
    return { ...before, nodes: 0, spells: [...before.spells.slice(0, -1), spell], changed };
  }
  const { id, nsxManager, topic, fact, nodes } = finding;
  const isSame = before?.nodes === nodes && before.nsxManager === nsxManager && canonicalJson(before.fact) === canonicalJson(fact);
  if (before && wasOpen && isSame) return before;
  const { acknowledgements = [], forgetful = false } = before ?? {};
  const kept = { id, nsxManager, topic, fact, nodes, acknowledgements, changed };
  if (wasOpen) return { ...kept, spells: before!.spells, forgetful };
  const spells: readonly Spell[] = [...(before?.spells ?? []), { opened: moment, closed: null, last: null }];
  return spells.length > MOST_SPELLS ? { ...kept, spells: spells.toSpliced(1, 1), forgetful: true } : { ...kept, spells, forgetful };
}

/** What is found of it as it stands. */
export const foundOf = ({ id, nsxManager, topic, fact, nodes }: KeptFinding): Finding | undefined =>
  fact === null || nodes === 0 ? undefined : { id, nsxManager, topic, fact, nodes };
