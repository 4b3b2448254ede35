import { ICalCalendar, ICalEventBusyStatus, ICalEventStatus } from 'ical-generator';
import type { PlanScheduleResource } from './schedule.dto.js';

/** A description holds so many subjects; who wants all reads the CSV. */
const MOST_NAMED = 50;

/** An iCalendar object (RFC 5545) with one event for each wave. Its times are in UTC, so that no reader needs to know a time zone. */
export function renderCalendar({ plan, planDigest, kept, notBefore, steps }: PlanScheduleResource): string {
  const calendar = new ICalCalendar({ prodId: { company: 'Lockstep', product: 'Plan schedule', language: 'EN' }, name: `Plan ${plan}` });
  for (const { step, component, waves } of steps)
    for (const { wave, start, end, soakedAt, runs } of waves) {
      const subjects = runs.flatMap((run) => run.subjects);
      const count = subjects.length === 1 ? subjects[0]! : `${subjects.length} nodes`;
      const more = subjects.length > MOST_NAMED ? [`and ${subjects.length - MOST_NAMED} more`] : [];
      calendar.createEvent({
        id: `${plan}-${step}-${wave}@lockstep`,
        // A program that has the event already takes the one with the higher number.
        sequence: kept?.version ?? 0,
        stamp: new Date(kept?.at ?? notBefore),
        start: new Date(start),
        end: new Date(end),
        summary: `${component}: ${count}, step ${step}${waves.length > 1 ? `, wave ${wave} of ${waves.length}` : ''}`,
        description: [`Plan ${planDigest}`, `Soaks until ${soakedAt}`, '', ...subjects.slice(0, MOST_NAMED), ...more].join('\n'),
        status: kept ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
        busystatus: ICalEventBusyStatus.BUSY,
      });
    }
  return `${calendar.toString()}\r\n`;
}
