import { labels, name } from '@lockstep/documents';
import { recurrence } from '@lockstep/plans';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';
import { registerId } from '../registers/register-answer.js';
import { sentence } from '../signoffs/signoffs.dto.js';

const ids = z.array(name).min(1).max(10_000);
const time = z.iso.datetime({ offset: true });

export const freezeScope = z
  .strictObject({ nsxManagers: ids.optional(), supervisors: ids.optional(), projects: ids.optional(), labels: labels.optional() })
  .meta({ description: 'all given must match; an empty one is the whole fleet' });

const content = {
  name: name.meta({ description: 'for people' }),
  reason: sentence,
  scope: freezeScope.default({}),
  times: z
    .union([z.strictObject({ from: time, to: time }), recurrence])
    .meta({ description: 'once from one instant to another, or by the clocks of a time zone as RFC 5545 repeats it' }),
};

export const newFreeze = z.strictObject({ id: registerId, ...content }).meta({ id: 'NewFreeze' });
export const changedFreeze = z.strictObject(content).meta({ id: 'ChangedFreeze' });
export const freezesQuery = z.strictObject(pageQuery);
export const liftQuery = z.strictObject({ reason: sentence });
export const freeze = z.object({ id: z.string(), ...content, changedAt: z.string().meta({ format: 'date-time' }) }).meta({ id: 'Freeze' });
export const freezePage = pageOf(freeze, 'FreezePage');
