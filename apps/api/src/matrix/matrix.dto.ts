import { compatibilityMatrix, digest, EVIDENCE, evidence, STATUSES } from '@lockstep/documents';
import { DIFFED_LISTS } from '@lockstep/matrix';
import { z } from 'zod';
import { pageQuery } from '../http/page.js';
import { impact } from './impact.dto.js';

const visible = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'visible characters only');

const flag = z.enum(['true', 'false']).default('false');

export const digestParameter = digest;

export const publishQuery = z.strictObject({
  dryRun: flag.meta({ description: 'true: validates and tells the impact, writes nothing' }),
  name: visible(200).optional().meta({ description: 'name of the composed revision; a single document keeps its own' }),
  reason: visible(2_000).optional().meta({ description: 'why, for those who read the list later' }),
});

export const publishBody = z
  .union([
    compatibilityMatrix,
    z.array(compatibilityMatrix).min(1),
    z.strictObject({ documents: z.array(compatibilityMatrix).min(1), name: visible(200).optional(), reason: visible(2_000).optional() }),
  ])
  .meta({ description: 'One document, or a base and its overlays in the order in which they are laid over each other' });

/** The envelope around documents, which are read on their own. */
export const publishEnvelope = z.strictObject({
  documents: z.array(z.unknown()),
  name: visible(200).optional(),
  reason: visible(2_000).optional(),
});

const part = z.object({ name: z.string(), digest });
const counts = z.object({
  components: z.int(),
  relations: z.int(),
  releases: z.int(),
  statements: z.int(),
  hops: z.int(),
  sources: z.int(),
});

export const revisionSummary = z
  .object({
    digest,
    name: z.string(),
    number: z.int().meta({ description: 'counts publications from 1' }),
    parent: digest.nullable().meta({ description: 'what was current until then' }),
    author: z.string(),
    reason: z.string().nullable(),
    publishedAt: z.string(),
    position: z.int(),
    parts: z.array(part).meta({ description: 'the documents it was composed of' }),
  })
  .meta({ id: 'MatrixRevisionSummary' });

export const revision = z.object({ ...revisionSummary.shape, document: compatibilityMatrix }).meta({ id: 'MatrixRevision' });

export const dryRun = z
  .object({
    valid: z.literal(true),
    digest,
    name: z.string(),
    current: z.boolean().meta({ description: 'this very content is the current revision' }),
    parts: z.array(part),
    counts,
    impact,
  })
  .meta({ id: 'MatrixDryRun' });

export const publishAnswer = z.union([revisionSummary, dryRun]);

const versioned = (what: string) =>
  z
    .string()
    .max(200)
    .regex(/^[a-z][a-z0-9-]{0,63}@[^\p{Cc}\p{Cs}@]{1,128}$/u, 'component@version')
    .meta({ description: `${what}: component@version`, examples: ['antrea-nsx-adapter@1.4.0'] });
const componentId = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, starting with a letter');

const judging = {
  matrix: digest.optional().meta({ description: 'a revision; absent: the current one' }),
  day: z.iso.date().optional().meta({ description: 'the day on which `expires` is judged; absent: today (UTC)' }),
  evidence: evidence
    .default('operator')
    .meta({ description: `floor; statements below it are ignored. Strong to weak: ${EVIDENCE.join(', ')}` }),
  acceptUntested: flag.meta({ description: 'true: `untested` is inside the window' }),
};

export const listQuery = z.strictObject(pageQuery);
export const verdictQuery = z.strictObject({ a: versioned('one side'), b: versioned('the other side'), ...judging });
export const windowQuery = z.strictObject({
  of: versioned('whose window'),
  with: componentId.meta({ description: 'the other component' }),
  ...judging,
});
export const gridQuery = z.strictObject({
  a: componentId.meta({ description: 'rows' }),
  b: componentId.meta({ description: 'columns' }),
  ...judging,
});
export const diffQuery = z.strictObject({ from: digest, to: digest });
export type JudgingQuery = z.output<z.ZodObject<typeof judging>>;

const verdictName = z.enum([...STATUSES, 'unknown']);
const source = z.object({ id: z.string(), title: z.string(), url: z.string().nullable(), confidence: evidence });
const statement = z.object({
  id: z.string(),
  between: z.record(z.string(), z.string()),
  status: z.enum(STATUSES),
  evidence,
  expires: z.string().nullable(),
  note: z.string().nullable(),
  sources: z.array(source),
});
const side = z.object({
  component: z.string(),
  version: z.string(),
  listed: z.boolean().meta({ description: 'a release of the matrix names it' }),
});
const judged = { matrix: digest, day: z.string(), evidence, acceptUntested: z.boolean() };

export const verdict = z
  .object({
    ...judged,
    a: side,
    b: side,
    verdict: verdictName,
    inside: z
      .boolean()
      .meta({ description: 'inside the validated window; a `transitional` pairing is, except in the last state of a plan' }),
    statement: z.string().nullable().meta({ description: 'the statement that decided' }),
    statements: z.array(statement).meta({ description: 'every statement that counted' }),
    relation: z
      .object({ unknown: z.enum(['deny', 'allow']), enforce: z.boolean() })
      .nullable()
      .meta({ description: 'null: the two never constrain each other' }),
  })
  .meta({ id: 'Verdict' });

const cell = z.object({ verdict: verdictName, inside: z.boolean(), statement: z.string().nullable() });

export const matrixWindow = z
  .object({
    ...judged,
    of: side,
    with: z.string(),
    summary: z.string().meta({ description: 'runs of releases that are inside, as people read them' }),
    releases: z.array(
      z.object({ version: z.string(), released: z.string().nullable(), endOfSupport: z.string().nullable(), ...cell.shape }),
    ),
  })
  .meta({ id: 'MatrixWindow' });

export const grid = z
  .object({
    ...judged,
    rows: z.array(z.string()),
    columns: z.array(z.string()),
    cells: z.array(z.array(cell)).meta({ description: 'one list per row, one cell per column' }),
  })
  .meta({ id: 'MatrixGrid' });

export const diff = z
  .object({
    from: digest,
    to: digest,
    differences: z.array(
      z.object({
        list: z.enum(DIFFED_LISTS),
        key: z.string(),
        before: z.unknown().meta({ description: 'null: only the later revision has it' }),
        after: z.unknown().meta({ description: 'null: only the earlier revision has it' }),
      }),
    ),
  })
  .meta({ id: 'MatrixDiff' });
