import { name } from '@lockstep/documents';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';
import { registerId } from '../registers/register-answer.js';
import { sentence, signingRole } from '../signoffs/signoffs.dto.js';
import { visibleName } from '../sources/sources.dto.js';

const time = z.string().meta({ format: 'date-time' });
const settings = z
  .record(z.string(), z.unknown())
  .meta({ description: 'as the connector of the system asks for them; shown to every reader, so no secrets' });

const counts = {
  nsxManagers: z
    .array(name)
    .min(1)
    .max(10_000)
    .nullable()
    .meta({ description: 'whose plans need a record here before a step may start; null: all that no other system names' }),
  opening: z
    .enum(['on-request', 'by-hand'])
    .meta({ description: 'on-request: a record is opened as soon as sign-off of a plan is requested; by-hand: by a person alone' }),
  roles: z
    .array(signingRole)
    .max(20)
    .default([])
    .meta({ description: 'roles of the sign-off policy that an approval there counts as; none: it opens the gate, and signs nothing' }),
  people: z.record(visibleName, visibleName).default({}).meta({
    description: 'names that the system tells of approvers, and the actors here that they are: who asked for a plan does not approve it',
  }),
  strangers: z.enum(['count', 'ignore']).optional().meta({
    description:
      'whether an approval by names that `people` does not know, or by nobody named, is a signature here, although it may be that of who asked for the plan; has to be said where `roles` are given',
  }),
  pollSeconds: z.int().min(5).max(86_400).default(60).meta({ description: 'between two looks at a record' }),
  maxAge: z
    .int()
    .min(30)
    .max(604_800)
    .default(900)
    .meta({ description: 'seconds after which a record that could not be read holds the gate; at least twice `pollSeconds`' }),
};

export const newChangeSystem = z
  .strictObject({
    id: registerId,
    system: z.string().min(1).max(100).meta({ description: '`servicenow`, `jira`' }),
    name: visibleName,
    settings,
    secret: z.unknown().optional().meta({ description: 'what the connector logs in with; kept encrypted, never shown again' }),
    ...counts,
  })
  .meta({ id: 'NewChangeSystem' });

export const changedChangeSystem = z
  .strictObject({
    name: visibleName,
    settings,
    secret: z.unknown().optional().meta({ description: 'absent: the one that is set stays; null: it is taken away' }),
    ...counts,
  })
  .meta({ id: 'ChangedChangeSystem' });

export const changeSystemsQuery = z.strictObject(pageQuery);
export const removalQuery = z.strictObject({ reason: sentence });

export const changeSystem = z
  .object({
    id: z.string(),
    system: z.string(),
    name: z.string(),
    settings: z.record(z.string(), z.unknown()),
    secret: z
      .object({ setAt: z.string(), setBy: z.string() })
      .nullable()
      .meta({ description: 'when it was set and by whom; the secret itself is never shown' }),
    nsxManagers: z.array(z.string()).nullable(),
    opening: z.enum(['on-request', 'by-hand']),
    roles: z.array(z.string()),
    people: z.record(z.string(), z.string()),
    strangers: z.enum(['count', 'ignore']),
    pollSeconds: z.int(),
    maxAge: z.int(),
    changedAt: time,
  })
  .meta({ id: 'ChangeSystem' });

export const changeSystemPage = pageOf(changeSystem, 'ChangeSystemPage');
