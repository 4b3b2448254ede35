import { digest } from '@lockstep/documents';
import { FINDING_KINDS, NODE_KINDS, SEVERITIES } from '@lockstep/fleet';
import { z } from 'zod';
import { finding, subject } from '../findings/findings.dto.js';
import { pageOf, pageQuery } from '../http/page.js';

/** What one answer lists of each; the counts say how many there are. */
export const MOST_CLUSTERS = 1_000;
export const MOST_CLASSES = 200;
export const MOST_FINDINGS = 500;

export const impactQuery = z.strictObject({
  against: digest
    .optional()
    .meta({ description: 'the revision it is compared with; absent: the current one, or the one before when this is the current one' }),
});
export const impactSubjectsQuery = z.strictObject({
  ...impactQuery.shape,
  ...pageQuery,
  falls: z.enum(['out', 'in']).default('out').meta({ description: 'out of their windows, or into them' }),
});

const clusters = z.object({
  count: z.int(),
  ids: z.array(z.string()).meta({ description: `at most ${MOST_CLUSTERS}; all of them page by page under \`/impact/subjects\`` }),
});

const judged = z
  .object({ verdict: finding.shape.verdict, statement: finding.shape.statement, count: z.int().meta({ description: 'of nodes' }) })
  .nullable();

const lost = {
  steps: z.array(z.string()),
  loss: z.enum(['falls', 'weaker', 'restated']).meta({
    description:
      'falls: no longer allowed; weaker: allowed, but to pass through only, or blocked under a condition; restated: allowed by other words than the certificate names',
  }),
};

export const impact = z
  .object({
    against: digest.nullable().meta({ description: 'the revision it is compared with; null: there is none' }),
    position: z.int().meta({ description: 'of the record, up to which the fleet is known' }),
    clusters: z.object({ out: clusters, in: clusters }).meta({ description: 'with a pairing that falls out, or whose last one comes in' }),
    classes: z
      .array(
        z.object({
          falls: z.enum(['out', 'in']),
          kind: z.enum(NODE_KINDS),
          id: z.string().nullable().meta({ description: 'of a node above the clusters' }),
          nsxManager: z.string().nullable(),
          supervisor: z.string().nullable(),
          cni: z.string().nullable(),
          adapter: z.string().nullable(),
          versions: z.record(z.string(), z.string()),
          count: z.int(),
          findings: z.array(z.string()).meta({ description: 'ids of the exposures that decide it' }),
        }),
      )
      .meta({ description: `nodes with equal place, versions and CNI, the most first; at most ${MOST_CLASSES}` }),
    classCount: z.int(),
    findings: z
      .array(
        z.object({
          shift: z.enum(['opens', 'closes', 'changes']),
          id: z.string(),
          kind: z.enum(FINDING_KINDS),
          severity: z.enum(SEVERITIES),
          title: z.string(),
          nsxManager: z.string().nullable(),
          about: finding.shape.about,
          before: judged,
          after: judged,
        }),
      )
      .meta({ description: `the worst first; at most ${MOST_FINDINGS}` }),
    findingCount: z.int(),
    plans: z
      .array(
        z.object({
          plan: z.string(),
          name: z.string(),
          domain: z.string().nullable(),
          falls: z.boolean().meta({ description: 'a premise falls, and with it what the plan was proven by' }),
          lost: z.array(
            z.discriminatedUnion('kind', [
              z.object({
                kind: z.literal('pairing'),
                between: z.tuple([z.string(), z.string()]),
                versions: z.tuple([z.string(), z.string()]),
                statement: z.string().nullable().meta({ description: 'that the certificate names' }),
                before: z.string().meta({ description: 'the verdict' }),
                after: z.string(),
                ...lost,
              }),
              z.object({ kind: z.literal('hop'), component: z.string(), from: z.string(), to: z.string(), ...lost }),
            ]),
          ),
        }),
      )
      .meta({ description: 'computed plans, neither withdrawn nor hypothetical, that lose a premise' }),
  })
  .meta({ id: 'MatrixImpact' });

export const impactSubjectPage = pageOf(subject, 'MatrixImpactSubjectPage');
