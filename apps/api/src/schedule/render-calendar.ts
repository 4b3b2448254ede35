import { compareTexts } from '@lockstep/kernel';
import { ICalCalendar, ICalEventBusyStatus, ICalEventStatus } from 'ical-generator';
import type { PlanScheduleResource } from './schedule.dto.js';

/** A description holds so many subjects; who wants all reads the CSV. */
const MOST_NAMED = 50;

type Wave = PlanScheduleResource['steps'][number]['waves'][number];

/**
 * An iCalendar object (RFC 5545) with one event for each wave, and where work pauses between windows one for each stretch of it. Its times are in UTC, so
 * that no reader needs to know a time zone.
 */
export function renderCalendar({ plan, planDigest, kept, notBefore, steps }: PlanScheduleResource): string {
  const calendar = new ICalCalendar({ prodId: { company: 'Lockstep', product: 'Plan schedule', language: 'EN' }, name: `Plan ${plan}` });
  for (const { step, component, waves } of steps)
    for (const wave of waves)
      for (const [index, part] of partsOf(wave).entries()) {
        const { start, end, subjects, of, pausesUntil } = part;
        const count = subjects.length === 1 ? subjects[0]! : `${subjects.length} nodes`;
        const more = subjects.length > MOST_NAMED ? [`and ${subjects.length - MOST_NAMED} more`] : [];
        const pause = pausesUntil === null ? [] : [`Pauses half done until ${pausesUntil}`];
        calendar.createEvent({
          id: `${plan}-${step}-${wave.wave}${index === 0 ? '' : `-${index + 1}`}@lockstep`,
          // A program that has the event already takes the one with the higher number.
          sequence: kept?.version ?? 0,
          stamp: new Date(kept?.at ?? notBefore),
          start: new Date(start),
          end: new Date(end),
          summary: `${component}: ${count}, step ${step}${waves.length > 1 ? `, wave ${wave.wave} of ${waves.length}` : ''}${of > 1 ? `, part ${index + 1} of ${of}` : ''}`,
          description: [`Plan ${planDigest}`, ...pause, `Soaks until ${wave.soakedAt}`, '', ...subjects.slice(0, MOST_NAMED), ...more].join(
            '\n',
          ),
          status: kept ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
          busystatus: ICalEventBusyStatus.BUSY,
        });
      }
  return `${calendar.toString()}\r\n`;
}

interface Part {
  readonly start: string;
  readonly end: string;
  readonly subjects: readonly string[];
  /** Parts of the wave. */
  readonly of: number;
  /** Null: what is at work in it ends with it. */
  readonly pausesUntil: string | null;
}

/** The whole wave, unless some of it pauses: then the times of its runs, each stretch for itself. */
function partsOf({ start, end, runs }: Wave): Part[] {
  if (runs.every(({ stretches }) => stretches === undefined))
    return [{ start, end, subjects: runs.flatMap(({ subjects }) => subjects), of: 1, pausesUntil: null }];
  const parts = runs.flatMap((run) => {
    const stretches = run.stretches ?? [run];
    return stretches.map((stretch, index) => ({
      start: stretch.start,
      end: stretch.end,
      subjects: run.subjects,
      pausesUntil: stretches[index + 1]?.start ?? null,
    }));
  });
  return parts.map((part) => ({ ...part, of: parts.length })).toSorted((a, b) => compareTexts(a.start, b.start));
}
