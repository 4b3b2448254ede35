import { z } from 'zod';

export const exportFormat = 'lockstep-audit-export/1';

export const files = { manifest: 'export.json', events: 'events.ndjson', seals: 'seals.ndjson', checkpoint: 'checkpoint.txt' } as const;

/** What an export holds and where it begins. */
export const manifest = z.object({
  format: z.literal(exportFormat),
  madeAt: z.string(),
  /** The tree before the first event: null when the export begins with the record. `checkpoint` is the signed one over this tree. */
  start: z
    .object({
      treeSize: z.int().min(1),
      frontier: z.base64(),
      after: z.object({ tx: z.string().regex(/^\d{1,19}$/), position: z.string().regex(/^\d{1,19}$/) }),
      checkpoint: z.string(),
    })
    .nullable(),
  events: z.int().min(0),
  seals: z.int().min(0),
  /** Events at the end that are in no seal. */
  unsealed: z.int().min(0),
  /** Verifier keys as the record itself names them. */
  keys: z.array(z.string()),
});
export type Manifest = z.output<typeof manifest>;
