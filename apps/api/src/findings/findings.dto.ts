import { CHANGE_FAULTS } from '@lockstep/approvals';
import { EVIDENCE } from '@lockstep/documents';
import { EXPOSURE_VERDICTS, FINDING_KINDS, FINDING_STATES, HEALTH_LAYERS, NODE_KINDS, SEVERITIES, SOURCE_FAULTS } from '@lockstep/fleet';
import { z } from 'zod';
import { nodeId } from '../fleet/fleet.dto.js';
import { pageQuery } from '../http/page.js';
import { momentQuery } from '../http/record-moment.js';

const several = <Value extends string>(values: readonly [Value, ...Value[]]) => {
  const one = z.enum(values);
  return z.union([one.transform((value) => [value]), z.array(one).max(values.length)]).optional();
};

const filters = {
  kind: several(FINDING_KINDS).meta({ description: 'of this kind; given several times, of any of them' }),
  severity: several(SEVERITIES).meta({ description: 'of this severity; given several times, of any of them' }),
  nsxManager: nodeId.optional().meta({ description: 'in this upgrade domain' }),
};

const question = {
  ...momentQuery,
  withinDays: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_650)
    .default(90)
    .meta({ description: 'what ends within so many days from today is found: support of releases, and statements that pairings lean on' }),
  staleAfterDays: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(7)
    .meta({ description: 'nodes of which nothing was observed for so many days are found' }),
  supervisor: nodeId.optional().meta({ description: 'about this Supervisor and the clusters on it, which are counted alone' }),
  project: nodeId.optional().meta({ description: 'about clusters of this NSX Project, which are counted alone' }),
};

export const findingsQuery = z.strictObject({
  ...pageQuery,
  ...filters,
  ...question,
  state: several(FINDING_STATES).meta({ description: 'absent: open and acknowledged ones' }),
});
export const findingQuery = z.strictObject(question);
export const subjectsQuery = z.strictObject({ ...pageQuery, ...question });
export const streamQuery = z.strictObject({
  ...filters,
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: 'first what has changed since this position; absent: from now on' }),
});

export const findingId = z.string().regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits');
export const findingPlace = z.string().regex(/^\d [0-9a-f]{32}$/);
export const subjectPlace = z.string().min(3).max(300);

export const acknowledgementOrder = z.strictObject({
  reason: z
    .string()
    .min(1)
    .max(2_000)
    .regex(/^[^\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$/u, 'text without control characters')
    .regex(/\S/, 'says why'),
  until: z.iso
    .datetime({ offset: true })
    .nullable()
    .default(null)
    .meta({ description: 'until when it holds, RFC 3339; null: until the finding closes' }),
});

const moment = z.object({ position: z.int(), at: z.string() });
const node = z.object({ kind: z.enum(NODE_KINDS), id: z.string() });

export const finding = z
  .object({
    id: z.string().meta({ description: 'stable: the same finding has the same id when it comes back' }),
    kind: z.enum(FINDING_KINDS),
    state: z.enum(FINDING_STATES),
    severity: z.enum(SEVERITIES),
    title: z.string().meta({ description: 'one sentence for people' }),
    nsxManager: z.string().nullable().meta({ description: 'the upgrade domain; null: none, or not known' }),
    about: z
      .object({
        between: z.tuple([z.string(), z.string()]).optional(),
        versions: z.tuple([z.string(), z.string()]).optional(),
        component: z.string().optional(),
        version: z.string().optional(),
        of: z.enum(NODE_KINDS).optional(),
        node: node.nullable().optional().meta({ description: 'null: the source as a whole' }),
        source: z.string().optional(),
        code: z.enum(SOURCE_FAULTS).optional(),
        system: z.string().optional().meta({ description: 'change system' }),
        fault: z.enum(CHANGE_FAULTS).optional().meta({ description: 'of the change system' }),
        parent: node.optional(),
        id: z.string().optional(),
        plan: z.string().optional(),
        statement: z.string().optional(),
        expires: z.string().optional(),
        endOfSupport: z.string().optional(),
        observations: z.enum(NODE_KINDS).optional(),
        layer: z.enum(HEALTH_LAYERS).optional(),
      })
      .meta({ description: 'what makes it this finding, by its kind' }),
    verdict: z.enum(EXPOSURE_VERDICTS).nullable().meta({ description: 'of an exposure: why it is outside its window' }),
    statement: z
      .string()
      .nullable()
      .meta({ description: 'the statement or hop rule that says so, or would if it counted; null: nobody has said anything' }),
    sources: z.array(z.object({ id: z.string(), title: z.string(), url: z.string().nullable(), confidence: z.enum(EVIDENCE) })),
    detail: z.string().nullable(),
    subjects: z.object({ kind: z.enum(NODE_KINDS), count: z.int() }).meta({ description: 'see `/subjects`' }),
    firstSeen: moment.nullable().meta({ description: 'null: the calendar opens it, and no event' }),
    opened: moment.nullable().meta({ description: 'when it was last opened; null in the past also where that is no longer known' }),
    lastSeen: moment
      .nullable()
      .meta({ description: 'when it was closed; null while it is open, and in the past where that is no longer known' }),
    acknowledgement: z
      .object({ by: z.string(), at: z.string(), position: z.int(), reason: z.string(), until: z.string().nullable() })
      .nullable()
      .meta({ description: 'ends when the finding closes, or at `until`' }),
  })
  .meta({ id: 'Finding' });

export const subject = z
  .object({
    kind: z.enum(NODE_KINDS),
    id: z.string(),
    supervisor: z.string().nullable(),
    project: z.string().nullable(),
    versions: z.record(z.string(), z.string()),
  })
  .meta({ id: 'FindingSubject' });
