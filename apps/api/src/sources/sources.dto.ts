import { NODE_KINDS, SOURCE_FAULTS } from '@lockstep/fleet';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';

export const sourceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, '1 to 100 of a-z, 0-9, dot, hyphen and underscore, beginning with a letter or digit');

export const visibleName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*\S[^\p{Cc}\p{Cs}]*$/u, 'visible characters');

const settings = z
  .record(z.string(), z.unknown())
  .meta({ description: 'as the connector of the system asks for them; shown to every reader, so no secrets' });
const misses = z.int().min(1).max(1_000).meta({ description: 'looks in a row that miss a node before sight of it is lost' });
const evenIfShared = z.boolean().default(false).meta({ description: 'although another source speaks for the same node' });

export const newSource = z.strictObject({
  id: sourceId,
  system: z.string().min(1).max(100).meta({ description: '`kubernetes`, `nsx`' }),
  name: visibleName,
  settings,
  secret: z.unknown().optional().meta({ description: 'what the connector logs in with; kept encrypted, never shown again' }),
  misses: misses.default(3),
  evenIfShared,
});

export const changedSource = z.strictObject({
  name: visibleName,
  settings,
  secret: z.unknown().optional().meta({ description: 'absent: the one that is set stays; null: it is taken away' }),
  misses,
  evenIfShared,
});

export const sourcesQuery = z.strictObject(pageQuery);

const node = z.object({ kind: z.enum(NODE_KINDS), id: z.string() });

export const fault = z
  .object({
    code: z.enum(SOURCE_FAULTS),
    subject: node.nullable().meta({ description: 'null: the source as a whole' }),
    place: z.string().nullable(),
    detail: z.string(),
  })
  .meta({ id: 'SourceFault' });

export const source = z
  .object({
    id: z.string(),
    system: z.string(),
    name: z.string(),
    settings: z.record(z.string(), z.unknown()),
    secret: z
      .object({ setAt: z.string(), setBy: z.string() })
      .nullable()
      .meta({ description: 'when it was set and by whom; the secret itself is never shown' }),
    speaksFor: node.meta({ description: 'the node whose clusters are missed when the source no longer tells of them' }),
    misses: z.int(),
    faults: z.array(fault.extend({ since: z.string() }).meta({ id: 'LastingSourceFault' })).meta({ description: 'as of the last look' }),
    omittedFaults: z.int().meta({ description: 'how many more there are' }),
    confirmedAt: z.string().nullable().meta({ description: 'when the last look began that came to its end' }),
    lastLook: z.object({ scan: z.string(), outcome: z.enum(['completed', 'partial', 'failed', 'unended']), at: z.string() }).nullable(),
    registeredAt: z.string(),
    changedAt: z.string(),
  })
  .meta({ id: 'Source' });

export const sourcePage = pageOf(source, 'SourcePage');

export const sourceCheck = z
  .object({
    outcome: z.enum(['reached', 'failed']),
    versions: z.record(z.string(), z.string().nullable()).meta({ description: 'of the node that the source speaks for' }),
    faults: z.array(fault),
    milliseconds: z.int(),
  })
  .meta({ id: 'SourceCheck' });
