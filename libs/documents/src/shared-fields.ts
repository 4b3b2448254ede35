import { z } from 'zod';

export const API_VERSION = 'lockstep/v1';

/** What supports a claim, strong to weak. A policy's floor ignores everything after it. */
export const EVIDENCE = ['vendor', 'mirror', 'third-party', 'operator', 'observed', 'assumed'] as const;
export type Evidence = (typeof EVIDENCE)[number];
export const evidence = z
  .enum(EVIDENCE)
  .meta({ description: 'what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed' });

// PostgreSQL stores no NUL and no half of a surrogate pair, and a terminal should not obey what a document says. Tabs and line breaks are fine.
const WELL_FORMED = /^[^\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$/u;
const PRINTABLE = 'text without control characters and lone surrogates';

export const name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s\p{Cc}\p{Cs}][^\p{Cc}\p{Cs}]*$/u, 'printable text that does not start with a space');
export const componentId = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, starting with a letter');
export const versionText = z
  .string({ error: 'a version is a text; put it in quotes' })
  .min(1)
  .max(128)
  .regex(/^[^\s\p{Cc}\p{Cs}]*$/u, 'printable text without spaces');
export const rangeText = z.string({ error: 'a range is a text; put it in quotes' }).min(1).max(4096).regex(WELL_FORMED, PRINTABLE);
/** A calendar day, `YYYY-MM-DD`, without a time zone: vendors publish days. */
export const day = z.iso.date('a calendar day, YYYY-MM-DD');
export const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 lower-case hex digits');
export const note = z.string().max(4000).regex(WELL_FORMED, PRINTABLE);
/** What a fleet is labelled with; a label without a value is an empty text. */
export const labels = z
  .record(z.string().min(1).max(200).regex(WELL_FORMED, PRINTABLE), z.string().max(200).regex(WELL_FORMED, PRINTABLE))
  .meta({ description: 'label to value' });

/** The envelope that all four documents share. */
export const documentOf = <K extends string, M extends z.ZodRawShape, S extends z.ZodType>(kind: K, metadata: M, spec: S) =>
  z.strictObject({
    apiVersion: z.literal(API_VERSION),
    kind: z.literal(kind),
    metadata: z.strictObject({ name, description: note.optional(), ...metadata }),
    spec,
  });
