import { digest, PREMISE_BASES } from '@lockstep/documents';
import { z } from 'zod';
import { pageShape } from '../http/page.js';
import { planId, planStatus, premiseFall, premiseNode } from './plans.dto.js';

export const standing = z
  .object({
    id: z.string(),
    status: planStatus,
    digest: digest.nullable(),
    standing: z.enum(['stands', 'void', 'not-decidable']).meta({
      description: 'not-decidable: there is nothing to carry out, or it was withdrawn, superseded, or made of assumed facts',
    }),
    fallen: z.array(premiseFall.omit({ at: true })).meta({ description: 'what made it void' }),
    evidence: z
      .object({
        age: z.enum(['fresh', 'stale', 'unknown']).meta({ description: 'a plan can be signed off on fresh evidence only' }),
        oldest: z.object({ node: premiseNode, observedAt: z.string().nullable() }).nullable(),
        maxAge: z.int().meta({ description: 'seconds: `LOCKSTEP_EVIDENCE_AGE`' }),
      })
      .nullable(),
  })
  .meta({ id: 'PlanStanding' });

export const premises = z
  .object({
    id: z.string(),
    digest,
    ...pageShape(premiseNode.extend({ moves: z.boolean().meta({ description: 'false: it meets nodes that do' }) })),
    pairings: z.array(
      z.object({
        between: z.tuple([z.string(), z.string()]),
        versions: z.tuple([z.string(), z.string()]),
        basis: z.enum(PREMISE_BASES),
        statement: z.string().nullable(),
        steps: z.array(z.string()),
      }),
    ),
    hops: z.array(
      z.object({
        component: z.string(),
        from: z.string(),
        to: z.string(),
        carries: z.array(z.object({ component: z.string(), to: z.string() })),
        steps: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'PlanPremises', description: '`items`: nodes whose versions, place, CNI and presence the plan leans on' });

const diffStep = z.object({
  id: z.string(),
  place: z.int().meta({ description: 'from 1' }),
  component: z.string(),
  moves: z.array(z.object({ component: z.string(), from: z.string(), to: z.string() })),
  subjects: z.int().meta({ description: 'how many nodes' }),
});
const names = z.array(z.string()).meta({ description: 'the first hundred of them' });

export const diffQuery = z.strictObject({ to: planId.meta({ description: 'the other plan' }) });

export const planDiff = z
  .object({
    from: z.object({ id: z.string(), digest }),
    to: z.object({ id: z.string(), digest }),
    added: z.array(diffStep),
    removed: z.array(diffStep),
    changed: z
      .array(z.object({ before: diffStep, after: diffStep, joined: names, left: names, joinedCount: z.int(), leftCount: z.int() }))
      .meta({ description: 'the same moves, by other nodes' }),
    moved: z
      .array(z.object({ before: diffStep, after: diffStep }))
      .meta({ description: 'at another place among the steps that both plans have' }),
    unchanged: z.int(),
  })
  .meta({ id: 'PlanDiff' });

export const recomputation = z
  .object({
    id: z.string(),
    plan: z.string(),
    state: z.enum(['running', 'ended']),
    outcome: z.enum(['same', 'different', 'failed']).nullable().meta({ description: 'whether the digest is the same; null while it runs' }),
    recorded: digest.nullable(),
    found: digest.nullable(),
    fleet: z.enum(['record', 'kept']).nullable().meta({
      description:
        'record: read from the events up to the position of the plan; kept: as it was kept with it, since more was recorded at that position',
    }),
    planner: z.object({ recorded: z.string(), found: z.string() }).nullable().meta({ description: 'versions' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'PlanRecomputation' });
