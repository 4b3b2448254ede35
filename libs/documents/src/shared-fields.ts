import { z } from 'zod';

export const API_VERSION = 'lockstep/v1';

/** What supports a claim, strong to weak. A policy's floor ignores everything after it. */
export const EVIDENCE = ['vendor', 'mirror', 'third-party', 'operator', 'observed', 'assumed'] as const;
export type Evidence = (typeof EVIDENCE)[number];
export const evidence = z.enum(EVIDENCE).meta({ description: 'what supports the claim, strong to weak: vendor, mirror, third-party, operator, observed, assumed' });

export const name = z.string().min(1).max(200).regex(/^[^\s\p{Cc}][^\p{Cc}]*$/u, 'printable text that does not start with a space');
export const componentId = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, starting with a letter');
export const versionText = z.string({ error: 'a version is a text; put it in quotes' }).min(1).max(128);
export const rangeText = z.string({ error: 'a range is a text; put it in quotes' }).min(1).max(4096);
/** A calendar day, `YYYY-MM-DD`, without a time zone: vendors publish days. */
export const day = z.iso.date('a calendar day, YYYY-MM-DD');
export const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 lower-case hex digits');
export const note = z.string().max(4000);

/** The envelope that all four documents share. */
export const documentOf = <K extends string, M extends z.ZodRawShape, S extends z.ZodType>(kind: K, metadata: M, spec: S) =>
  z.strictObject({
    apiVersion: z.literal(API_VERSION),
    kind: z.literal(kind),
    metadata: z.strictObject({ name, description: note.optional(), ...metadata }),
    spec,
  });
