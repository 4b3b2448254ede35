import { digest, EVIDENCE, evidence, rangeText, SCOPES, STATUSES } from '@lockstep/documents';
import { z } from 'zod';
import { momentQuery } from '../http/record-moment.js';

const judging = {
  ...momentQuery,
  evidence: evidence
    .default('operator')
    .meta({ description: `floor; statements below it are ignored. Strong to weak: ${EVIDENCE.join(', ')}` }),
  acceptUntested: z.enum(['true', 'false']).default('false').meta({ description: 'true: `untested` is inside the window' }),
};

export const compatibilityQuery = z.strictObject(judging);
export const blockersQuery = z.strictObject({
  target: rangeText.meta({ description: 'a range of NSX releases', examples: ['>=9.1'] }),
  ...judging,
});
export type JudgingQuery = z.output<typeof compatibilityQuery>;

/** Ids that one entry of an answer lists; `count` says how many there are. */
export const MOST_NODES = 1_000;

const verdict = z.enum([...STATUSES, 'unknown']);
const statement = z.string().nullable().meta({ description: 'the statement that decided; null: no statement counts' });
const nodes = z.array(z.string()).meta({ description: `ids, at most ${MOST_NODES}` });
const judged = {
  matrix: digest,
  day: z.string().nullable().meta({ description: 'on which `expires` was judged: that of the newest observation' }),
  evidence,
  acceptUntested: z.boolean(),
};

const conflict = z.object({ component: z.string(), version: z.string(), nsx: z.string(), verdict, statement });

const runway = z
  .object({
    nsxManager: z.string(),
    nsx: z.string(),
    state: z.enum(['unlimited', 'unknown', 'out', 'clear', 'limited']).meta({
      description:
        'unlimited: nothing in the cluster is tied to NSX; unknown: where NSX is could not be observed; out: outside already; clear: inside up to the newest listed release; limited: falls out at `fallsOutAt`',
    }),
    reach: z.array(z.string()).meta({ description: 'listed NSX releases above the present one, up to the first that is outside' }),
    inside: z.array(z.string()).meta({ description: 'all listed NSX releases that are inside, also behind a gap' }),
    fallsOutAt: z.string().nullable(),
    limitedBy: z.array(conflict).meta({ description: 'what is outside there, or now when `out`' }),
    windows: z.array(
      z.object({ component: z.string(), version: z.string(), inside: z.array(z.string()), statements: z.array(z.string()) }),
    ),
  })
  .meta({ description: 'How far NSX can move before this cluster falls out, if nothing else moves; hop rules apart' });

export const compatibility = z
  .object({
    ...judged,
    node: z.string(),
    scope: z.enum(SCOPES),
    inside: z.boolean().meta({ description: 'no enforced pairing is outside its window' }),
    pairings: z
      .array(
        z.object({
          component: z.string(),
          version: z.string(),
          with: z.object({ component: z.string(), version: z.string() }),
          count: z.int().meta({ description: 'of nodes where the other one runs' }),
          nodes,
          verdict,
          inside: z.boolean(),
          enforced: z.boolean().meta({ description: 'false: shown, and never decides' }),
          statement,
        }),
      )
      .meta({ description: 'with everything it meets: in itself, above and below' }),
    runway: runway.nullable().meta({ description: 'of a cluster; null for other nodes' }),
  })
  .meta({ id: 'Compatibility' });

const cause = z.object({
  component: z.string(),
  version: z.string(),
  scope: z.enum(SCOPES),
  verdict,
  statement,
  outsideNow: z
    .boolean()
    .nullable()
    .meta({ description: 'outside with the present NSX as well; null: where NSX is could not be observed' }),
  count: z.int(),
  nodes,
  projects: z
    .array(z.object({ project: z.string().nullable(), count: z.int() }))
    .meta({ description: 'most first; null: without a Project' }),
});

export const blockers = z
  .object({
    ...judged,
    nsxManager: z.string(),
    nsx: z.string(),
    target: z.string(),
    outcome: z.enum(['open', 'held', 'beyond']).meta({
      description:
        'open: some release of the target is held back by nobody; held: all are; beyond: NSX has passed them, and never goes back',
    }),
    releases: z
      .array(
        z.object({
          release: z.string(),
          open: z.boolean().meta({ description: 'nobody holds it back; whether hops lead there is said by `hops`' }),
          hops: z.object({
            kind: z.enum(['here', 'free', 'conditional', 'none', 'unknown']).meta({
              description:
                'here: NSX is there; free: hops are allowed whatever runs around; conditional: some depend on it; none: no sequence of supported hops; unknown: where NSX is could not be observed',
            }),
            via: z.array(z.string()).meta({ description: 'releases hopped to, the last one included' }),
          }),
          clusters: z.int().meta({ description: 'that hold it back, each counted once' }),
          sharedNodes: z.int(),
          causes: z.array(cause).meta({ description: 'grouped by the version that does not go with it; most nodes first' }),
        }),
      )
      .meta({ description: 'of the target, oldest first, without those that NSX has passed' }),
  })
  .meta({ id: 'NsxBlockers' });
