import { foundOf, type KeptFinding, severityOf, wordFinding } from '@lockstep/fleet/domain';
import { z } from 'zod';
import type { Message, PublicEventType } from './public-event.js';

type Spell = KeptFinding['spells'][number];

const OPENED = 'dev.lockstep.finding.opened.v1';
const CLOSED = 'dev.lockstep.finding.closed.v1';

const schema = z.object({
  finding: z.string().meta({ description: 'its id: `/v1/findings/{id}`; the same when it comes back' }),
  kind: z.string(),
  severity: z.string().meta({ description: '`critical`, `high`, `medium`, `low`' }),
  title: z.string().meta({ description: 'one sentence for people' }),
  nsxManager: z.string().nullable().meta({ description: 'of its upgrade domain' }),
  nodes: z.int().meta({ description: 'how many it concerns when this is made; 0 when it is closed by then' }),
});

const ofNoEvent = { recorded: null, schema, view: ({ data }: { readonly data: unknown }) => data, planOf: () => null };

/** Findings are no events, but follow from them; those that the calendar opens follow from none, and are not told. */
export const findingEvents: readonly PublicEventType[] = [
  { ...ofNoEvent, type: OPENED, description: 'Something is wrong with the fleet, or not known well enough.' },
  { ...ofNoEvent, type: CLOSED, description: 'It is so no longer.' },
];

/** What has been told of a finding last: its newest spell, by the position at which it opened. */
export interface ToldFinding {
  readonly opened: number;
  readonly state: 'open' | 'closed';
}

/** Null: nothing was ever found, and there is nothing to tell. */
export function standingOf({ spells }: KeptFinding): ToldFinding | null {
  const last = spells.at(-1);
  return last === undefined ? null : { opened: last.opened.position, state: last.closed === null ? 'open' : 'closed' };
}

/**
 * What is to be told of a finding after what was told last: each opening and closing once, in their order, but for momentary ones. Spells that are forgotten, and those that other
 * rules place elsewhere than before, are not told again: then only a difference in the end counts.
 */
export function newsOf(kept: KeptFinding, told: ToldFinding | null): readonly Message[] {
  const known = told === null ? -1 : kept.spells.findIndex(({ opened }) => opened.position === told.opened);
  if (told !== null && known === -1) return lateNews(kept, told);
  const closing = told?.state === 'open' ? kept.spells.slice(known, known + 1).flatMap((spell) => closed(kept, spell)) : [];
  const others = kept.spells.slice(known + 1).filter((spell) => !isMomentary(spell));
  return [...closing, ...others.flatMap((spell) => [opened(kept, spell), ...closed(kept, spell)])];
}

/**
 * What opens and closes within a second comes of the order in which one report of a fleet is recorded: clusters stand there before the Supervisor
 * that they hang on.
 */
const isMomentary = ({ opened, closed }: Spell): boolean => closed !== null && Date.parse(closed.at) - Date.parse(opened.at) < 1_000;

function lateNews(kept: KeptFinding, told: ToldFinding): readonly Message[] {
  const last = kept.spells.at(-1);
  if (last === undefined || standingOf(kept)?.state === told.state) return [];
  return last.closed === null ? [opened(kept, last)] : closed(kept, last);
}

function opened(kept: KeptFinding, spell: Spell): Message {
  return messageOf(kept, spell, OPENED, spell.opened);
}

function closed(kept: KeptFinding, spell: Spell): readonly Message[] {
  return spell.closed === null ? [] : [messageOf(kept, spell, CLOSED, spell.closed)];
}

function messageOf(kept: KeptFinding, spell: Spell, type: typeof OPENED | typeof CLOSED, { position, at }: Spell['opened']): Message {
  const { nsxManager, fact } = spell.last ?? kept;
  const { id, topic } = kept;
  const judged = { topic, fact: fact! };
  const nodes = type === OPENED && spell === kept.spells.at(-1) ? (foundOf(kept)?.nodes ?? 0) : 0;
  return {
    // No dot: the signature parts its text by dots.
    id: `${id}-${type === OPENED ? 'opened' : 'closed'}-${position}`,
    type,
    subject: `finding-${id}`,
    time: at,
    recordedAt: at,
    position,
    actor: 'system:findings',
    data: schema.parse({
      finding: id,
      kind: topic.kind,
      severity: severityOf(judged),
      title: wordFinding({ ...judged, nsxManager, nodes }, at.slice(0, 10)),
      nsxManager,
      nodes,
    }),
    about: nsxManager === null ? null : { nsxManager },
  };
}
