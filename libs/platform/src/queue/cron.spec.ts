import { describe, expect, it } from 'vitest';
import { computeNextRuns, findCronProblem } from './cron.js';

describe('the rule of a schedule', () => {
  it.each([
    ['takes five fields', '*/15 2-4 * * 1,5', 'Europe/Berlin'],
    ['takes seconds before them', '30 0 3 * * *', 'UTC'],
  ])('%s', (_, cron, timeZone) => {
    expect(findCronProblem(cron, timeZone)).toBeUndefined();
  });

  it.each([
    ['refuses four fields', '0 3 * *', 'UTC', 'cron'],
    ['refuses names of the parser', '@daily', 'UTC', 'cron'],
    ['refuses a minute that no hour has', '60 3 * * *', 'UTC', 'cron'],
    ['refuses a day that never comes', '0 3 30 2 *', 'UTC', 'cron'],
    ['refuses nothing', '', 'UTC', 'cron'],
    ['refuses a time zone that is none', '0 3 * * *', 'Europe/Atlantis', 'timeZone'],
    ['refuses an offset, which knows no summer', '0 3 * * *', '+02:00', 'timeZone'],
  ])('%s', (_, cron, timeZone, field) => {
    expect(findCronProblem(cron, timeZone)).toMatchObject({ field });
  });
});

describe('the next runs', () => {
  it.each([
    [
      'keep the hour of the wall clock over the beginning of summer',
      '0 4 * * *',
      '2027-03-27T00:00:00Z',
      ['2027-03-27T03:00:00.000Z', '2027-03-28T02:00:00.000Z'],
    ],
    [
      'are taken an hour later where spring leaves out the time',
      '30 2 * * *',
      '2027-03-27T12:00:00Z',
      ['2027-03-28T01:30:00.000Z', '2027-03-29T00:30:00.000Z'],
    ],
    [
      'take the hour that comes twice in autumn once',
      '30 2 * * *',
      '2027-10-30T12:00:00Z',
      ['2027-10-31T00:30:00.000Z', '2027-11-01T01:30:00.000Z'],
    ],
  ])('%s', (_, cron, after, expected) => {
    expect(computeNextRuns(cron, 'Europe/Berlin', after, 2)).toEqual(expected);
  });
});
