import { SCAN_OUTCOMES, SOURCE_FAULTS } from '@lockstep/fleet';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';
import { fault, sourceId } from '../sources/sources.dto.js';

export const scanId = z.uuid();

export const newScan = z.strictObject({
  sources: z
    .array(sourceId)
    .min(1)
    .max(1_000)
    .optional()
    .meta({ description: 'ids of sources; absent: all. One that another scan is looking at is left out' }),
});

export const scansQuery = z.strictObject({
  ...pageQuery,
  source: sourceId.optional().meta({ description: 'only scans that looked at it' }),
});

const counts = z.object({ seen: z.int(), changed: z.int(), unchanged: z.int() });
const names = z.record(z.string(), z.array(z.string())).meta({ description: 'ids by kind' });

const look = {
  source: z.string(),
  outcome: z
    .enum(['unended', 'completed', 'partial', 'failed'])
    .meta({ description: '`unended`: it is being looked at; `partial`: it was broken off' }),
  endedAt: z.string().nullable(),
  takenAt: z.string().nullable().meta({ description: 'when it began: what it saw was so then or later' }),
  counts: counts.nullable(),
  fault: fault.nullable().meta({ description: 'why it failed' }),
  faults: z.partialRecord(z.enum(SOURCE_FAULTS), z.int()).meta({ description: 'how many of each kind it met; the source tells them' }),
};
const progress = z
  .object({ ended: z.int(), of: z.int() })
  .nullable()
  .meta({ description: 'looks at sources and into clusters that have ended, of those that have begun or wait; null when it does not run' });

const scanFields = {
  id: z.string(),
  status: z.enum(['running', 'cancelling', ...SCAN_OUTCOMES]),
  trigger: z.object({ kind: z.enum(['person', 'schedule']), schedule: z.string().optional() }),
  by: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  abandoned: z.boolean().meta({ description: 'nobody ran it any more' }),
  skipped: z
    .array(z.object({ source: z.string(), reason: z.enum(['in-scan', 'unknown']), scan: z.string().nullable() }))
    .meta({ description: 'asked for and left out' }),
};

export const scanSummary = z.object({ ...scanFields, sources: z.array(z.object(look)) }).meta({ id: 'ScanSummary' });
export const scanPage = pageOf(scanSummary, 'ScanPage');

export const scan = z
  .object({
    ...scanFields,
    progress,
    sources: z.array(
      z.object({
        ...look,
        appeared: names,
        missed: names,
        lost: names.meta({ description: 'ids by kind: sight of them is lost' }),
        unreached: names.meta({ description: 'ids by kind: not looked at in full, neither confirmed nor missed' }),
        soFar: counts
          .omit({ unchanged: true })
          .extend({ faults: z.int() })
          .nullable()
          .meta({ description: 'while it is looked at; null: nothing is told yet' }),
      }),
    ),
  })
  .meta({ id: 'Scan' });
