import { describe, expect, it } from 'vitest';
import type { Recurrence } from '../domain/index.js';
import { expandTimes, recurrenceProblem, type TimesKind } from './calendar-expansion.js';

const minute = (text: string) => Date.parse(text) / 60_000;
const render = (at: number) => new Date(at * 60_000).toISOString().slice(0, 16);
const between = (from: string, to: string, times: Partial<Recurrence>, kind: TimesKind = 'window') =>
  expandTimes(
    { start: '2026-01-01T22:00', duration: 'PT4H', timeZone: 'Europe/Berlin', rule: 'FREQ=DAILY', ...times },
    { from: minute(`${from}T00:00Z`), to: minute(`${to}T00:00Z`) },
    kind,
  ).map((one) => `${render(one.from)}/${render(one.to)}`);

describe('a window', () => {
  it('runs over midnight, by the clocks of its zone', () => {
    expect(between('2026-01-05', '2026-01-07', { rule: 'FREQ=WEEKLY;BYDAY=MO' })).toEqual(['2026-01-05T21:00/2026-01-06T01:00']);
  });

  it('that began before the horizon is open in what is left of it', () => {
    expect(between('2026-01-06', '2026-01-07', { rule: 'FREQ=WEEKLY;BYDAY=MO' })).toEqual(['2026-01-06T00:00/2026-01-06T01:00']);
  });

  it('is at the same time on the wall before and after the clocks change', () => {
    const weekly = { rule: 'FREQ=WEEKLY;BYDAY=MO', start: '2026-01-05T12:00', duration: 'PT1H' };
    expect(between('2026-03-22', '2026-04-01', weekly)).toEqual(['2026-03-23T11:00/2026-03-23T12:00', '2026-03-30T10:00/2026-03-30T11:00']);
  });

  it('loses the hour that the clocks skip in spring, and has no ninth in autumn', () => {
    const night = { start: '2026-01-01T22:00', duration: 'PT8H', rule: 'FREQ=WEEKLY;BYDAY=SA' };
    expect(between('2026-03-28', '2026-03-30', night)).toEqual(['2026-03-28T21:00/2026-03-29T04:00']);
    expect(between('2026-10-24', '2026-10-26', night)).toEqual(['2026-10-24T20:00/2026-10-25T04:00']);
  });

  it('whose start the clocks skip begins when they go on, as far as it has not ended by then', () => {
    const early = { start: '2026-01-01T02:30', duration: 'PT1H' };
    expect(between('2026-03-29', '2026-03-30', early)).toEqual([]);
    expect(between('2026-03-29', '2026-03-30', { ...early, duration: 'PT2H' })).toEqual(['2026-03-29T01:30/2026-03-29T02:30']);
  });

  it('whose start comes twice begins at the first', () => {
    expect(between('2026-10-25', '2026-10-26', { start: '2026-01-01T02:30', duration: 'PT30M' })).toEqual([
      '2026-10-25T00:30/2026-10-25T01:00',
    ]);
  });

  it('on the leap day comes in leap years alone', () => {
    const leap = { start: '2024-02-29T10:00', duration: 'PT1H', timeZone: 'UTC', rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29' };
    expect(between('2025-01-01', '2029-01-01', leap)).toEqual(['2028-02-29T10:00/2028-02-29T11:00']);
  });

  it.each([
    ['Pacific/Kiritimati', '2026-01-05T08:00/2026-01-05T12:00'],
    ['Pacific/Pago_Pago', '2026-01-06T09:00/2026-01-06T13:00'],
    ['Asia/Kathmandu', '2026-01-05T16:15/2026-01-05T20:15'],
    ['America/St_Johns', '2026-01-06T01:30/2026-01-06T05:30'],
  ])('in %s is where its clocks say', (timeZone, expected) => {
    expect(between('2026-01-04', '2026-01-08', { timeZone, rule: 'FREQ=WEEKLY;BYDAY=MO', start: '2026-01-05T22:00' })).toEqual([expected]);
  });

  it('ends with the last start that UNTIL, an instant, lets in', () => {
    const until = (at: string) => between('2026-01-01', '2026-02-01', { rule: `FREQ=DAILY;UNTIL=${at}` }).length;
    expect([until('20260105T205959Z'), until('20260105T210000Z')]).toEqual([4, 5]);
  });

  it('without a rule is there once', () => {
    expect(between('2026-01-01', '2026-06-01', { rule: undefined })).toEqual(['2026-01-01T21:00/2026-01-02T01:00']);
  });
});

describe('a freeze', () => {
  it('holds until either reading of its length has ended', () => {
    const night = { start: '2026-01-01T22:00', duration: 'PT8H', rule: 'FREQ=WEEKLY;BYDAY=SA' };
    expect(between('2026-03-28', '2026-03-30', night, 'freeze')).toEqual(['2026-03-28T21:00/2026-03-29T05:00']);
    expect(between('2026-10-24', '2026-10-26', night, 'freeze')).toEqual(['2026-10-24T20:00/2026-10-25T05:00']);
  });

  it('whose start the clocks skip begins before they do', () => {
    expect(between('2026-03-29', '2026-03-30', { start: '2026-01-01T02:30', duration: 'PT1H' }, 'freeze')).toEqual([
      '2026-03-29T00:30/2026-03-29T01:30',
    ]);
  });

  it('from one instant to another holds in all minutes that it touches', () => {
    const horizon = { from: minute('2026-01-01T00:00Z'), to: minute('2026-02-01T00:00Z') };
    const [only] = expandTimes({ from: '2026-01-05T10:00:30+01:00', to: '2026-01-05T10:01:01+01:00' }, horizon, 'freeze');
    expect([render(only!.from), render(only!.to)]).toEqual(['2026-01-05T09:00', '2026-01-05T09:02']);
  });
});

describe('a recurrence is refused', () => {
  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ start: '2026-02-30T10:00' }, 'start'],
    [{ duration: 'PT0M' }, 'duration'],
    [{ rule: 'BYDAY=SA' }, 'rule'],
    [{ rule: 'FREQ=HOURLY' }, 'rule'],
    [{ rule: 'FREQ=DAILY;BYMONTH=13' }, 'rule'],
    [{ rule: 'FREQ=DAILY;FREQ=WEEKLY' }, 'rule'],
    [{ rule: 'FREQ=DAILY;BYMINUTE=0' }, 'rule'],
    [{ rule: 'FREQ=DAILY;COUNT=3;UNTIL=20260101T000000Z' }, 'rule'],
    [{ rule: 'FREQ=DAILY;UNTIL=20260231T000000Z' }, 'rule'],
    [{ rule: 'FREQ=DAILY;UNTIL=20260201' }, 'rule'],
  ])('for %j', (change, field) => {
    const sound = { start: '2026-01-01T22:00', duration: 'PT4H', timeZone: 'Europe/Berlin', rule: 'FREQ=DAILY' };
    expect(recurrenceProblem(sound)).toBeNull();
    expect(recurrenceProblem({ ...sound, ...change })?.field).toBe(field);
  });
});
