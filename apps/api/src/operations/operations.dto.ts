import { z } from 'zod';

const position = z.int().min(0);
const failure = z
  .object({
    reason: z.enum(['poison', 'forked', 'archived']).meta({
      description: 'poison: the event cannot be applied; forked: the record was replaced; archived: what comes next was put away',
    }),
    position,
    stream: z.string().optional(),
    eventId: z.string().optional(),
    eventType: z.string().optional(),
    error: z.string(),
    since: z.iso.datetime(),
  })
  .meta({ id: 'ProjectionFailure', description: 'Why a projection stopped; it stands before the event at this position' });

const checkpoint = {
  version: z.int().min(0).meta({ description: 'of the program that wrote the rows' }),
  position: position.meta({ description: 'of the last event applied; 0 before the first' }),
  lag: z.object({
    events: z.int().min(0).meta({ description: 'recorded and not applied, counted to 10,000 at most' }),
    seconds: z.number().min(0).meta({ description: 'since the oldest of them was recorded' }),
  }),
  failure: failure.nullable(),
};

export const projectionState = z
  .object({
    name: z.string(),
    status: z.enum(['running', 'stopped', 'outdated', 'ahead']).meta({
      description: 'outdated: rows of an older version, which a rebuild replaces; ahead: rows of a newer version than this program writes',
    }),
    ...checkpoint,
    rebuild: z.object(checkpoint).nullable().meta({ description: 'the rows that are being filled beside the live ones' }),
  })
  .meta({ id: 'Projection', description: 'Rows that are made from the record, and how far they follow it' });

const stall = z
  .object({
    kind: z.enum(['writer', 'writer-in-another-database', 'prepared-transaction', 'unknown']),
    transaction: z.string(),
    since: z.iso.datetime(),
    database: z.string().optional(),
    user: z.string().optional(),
    pid: z.int().optional(),
    application: z.string().optional(),
    state: z.string().optional(),
    blockedBy: z.array(z.int()).readonly().optional(),
    prepared: z.string().optional(),
  })
  .meta({ id: 'Stall', description: 'The transaction that has held all readers of the record back for two seconds or more' });

export const projectionList = z
  .object({ items: z.array(projectionState), stall: stall.nullable() })
  .meta({ id: 'ProjectionList', description: 'Every projection, and who holds all of them back' });

export const rebuiltList = z
  .object({ name: z.string(), rows: z.int().min(0) })
  .meta({ id: 'RebuiltList', description: 'A list that was made anew from the record' });
