import { type Finding, findingId, type FindingKind, type Severity, severityOf } from './finding.js';
import type { Acknowledgement, KeptFinding, Moment, Spell } from './kept-finding.js';
import { wordFinding } from './word-finding.js';

export const FINDING_STATES = ['open', 'acknowledged', 'closed'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** A finding as a reader is told of it. */
export interface FindingView {
  readonly id: string;
  readonly kind: FindingKind;
  readonly state: FindingState;
  readonly severity: Severity;
  readonly title: string;
  readonly nsxManager: string | null;
  readonly topic: Finding['topic'];
  readonly fact: Finding['fact'];
  readonly nodes: number;
  /** Null: the calendar opens it, and no event. */
  readonly firstSeen: Moment | null;
  /** When it was last opened; null where that is forgotten, too, as is `lastSeen`. */
  readonly opened: Moment | null;
  /** When it was closed. */
  readonly lastSeen: Moment | null;
  /** Of its present spell. */
  readonly acknowledgement: Acknowledgement | null;
  /** How often it was acknowledged: the version of its stream. */
  readonly acknowledgements: number;
}

/** As it stood at a position, as far as what is kept of it tells. What is found of it where it was open then, only its nodes can tell. */
export function keptAt(kept: KeptFinding, position: number): KeptFinding {
  const spells = kept.spells
    .filter(({ opened }) => opened.position <= position)
    .map((spell): Spell => (spell.closed && spell.closed.position > position ? { ...spell, closed: null, last: null } : spell));
  const acknowledgements = kept.acknowledgements.filter((one) => one.position <= position);
  return { ...kept, ...spells.at(-1)?.last, spells, acknowledgements };
}

/** The spell it is in, or was in last; null: none, or it is forgotten. What `keptAt` leaves of a forgetful one ends with its first spell there. */
function latestSpell({ spells, forgetful }: KeptFinding): Spell | null {
  const last = spells.at(-1);
  return !last || (forgetful && spells.length === 1 && last.closed) ? null : last;
}

/**
 * @param finding what is found now; undefined: nothing any more
 * @param kept what is kept of it
 * @param now RFC 3339
 */
export function viewFinding(finding: Finding | undefined, kept: KeptFinding | undefined, now: string): FindingView | undefined {
  const { topic, nsxManager } = finding ?? kept ?? {};
  const fact = finding?.fact ?? kept?.fact;
  if (!topic || !fact || nsxManager === undefined) return undefined;
  const spell = kept ? latestSpell(kept) : null;
  const since = spell?.opened.position ?? (kept?.spells.length ? Infinity : 0);
  const acknowledgement = kept?.acknowledgements.findLast(
    ({ position, until }) => position >= since && (until === null || Date.parse(until) > Date.parse(now)),
  );
  const found: Finding = finding ?? { id: kept!.id, nsxManager, topic, fact, nodes: 0 };
  return {
    id: found.id,
    kind: topic.kind,
    state: !finding ? 'closed' : acknowledgement ? 'acknowledged' : 'open',
    severity: severityOf(found),
    title: wordFinding(found, now.slice(0, 10)),
    nsxManager,
    topic,
    fact,
    nodes: found.nodes,
    firstSeen: kept?.spells[0]?.opened ?? null,
    opened: spell?.opened ?? null,
    lastSeen: finding ? null : (spell?.closed ?? null),
    acknowledgement: acknowledgement ?? null,
    acknowledgements: kept?.acknowledgements.length ?? 0,
  };
}

/** Of findings about kinds of nodes that nobody observed for long. */
export function unobservedFinding(nsxManager: string | null, kind: Finding['fact']['subjects'], nodes: number, days: number): Finding {
  const topic = { kind: 'stale-evidence', observations: kind } as const;
  const detail = `not for ${days === 1 ? 'a day' : `${days} days`}`;
  return { id: findingId(nsxManager, topic), nsxManager, topic, fact: { subjects: kind, statement: null, sources: [], detail }, nodes };
}
