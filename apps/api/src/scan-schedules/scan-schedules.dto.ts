import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';
import { sourceId, visibleName } from '../sources/sources.dto.js';

export const scheduleId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, '1 to 63 of a-z, 0-9 and hyphen, beginning with a letter or digit');

const content = {
  name: visibleName,
  cron: z
    .string()
    .max(200)
    .regex(/^(\S+ ){4}\S+$/, 'five fields, minute hour day month weekday, with one space between')
    .meta({ description: 'minute, hour, day, month, weekday' }),
  timeZone: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: 'IANA name: `Europe/Berlin`. Times that summer time leaves out come an hour later' }),
  jitter: z.int().min(0).max(86_400).default(0).meta({ description: 'seconds that a start is put off at most, by chance' }),
  sources: z
    .array(sourceId)
    .min(1)
    .max(1_000)
    .nullable()
    .default(null)
    .meta({ description: 'ids of sources; null: all that there are at each start' }),
  enabled: z.boolean().default(true).meta({ description: 'false: it is kept, and starts nothing' }),
};

export const newSchedule = z.strictObject({ id: scheduleId, ...content });
export const changedSchedule = z.strictObject(content);
export const schedulesQuery = z.strictObject(pageQuery);

export const schedule = z
  .object({
    id: z.string(),
    name: z.string(),
    cron: z.string(),
    timeZone: z.string(),
    jitter: z.int(),
    sources: z.array(z.string()).nullable(),
    enabled: z.boolean(),
    nextRuns: z.array(z.string()).meta({ description: 'the next five times, without the jitter; none while it is not enabled' }),
    changedAt: z.string(),
  })
  .meta({ id: 'ScanSchedule' });
export const schedulePage = pageOf(schedule, 'ScanSchedulePage');
