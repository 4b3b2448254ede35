import { digest } from '@lockstep/documents';
import { PROPOSAL_STATES } from '@lockstep/matrix/domain';
import { z } from 'zod';
import { pageQuery } from '../http/page.js';

const componentId = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, starting with a letter');
const reasonText = z
  .string()
  .max(2_000)
  .regex(/^[^\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$/u, 'text without control characters');

export const proposalId = z.string().regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits');

const additions = ['release', 'constraint', 'running-pair'] as const;

export const proposalsQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(PROPOSAL_STATES).optional().meta({ description: 'absent: whatever became of them' }),
  addition: z.enum(additions).optional(),
  component: componentId.optional().meta({ description: 'about this component, among others' }),
});

export const acceptance = z.strictObject({
  reason: reasonText.nullable().default(null).meta({ description: 'why, for those who read the revisions' }),
});
export const refusal = z.strictObject({ reason: reasonText.regex(/\S/, 'says why') });

const versions = z.record(z.string(), z.string());

const addition = z.discriminatedUnion('addition', [
  z.object({
    addition: z.literal('release').meta({ description: 'a release, and what it carries along' }),
    component: z.string(),
    version: z.string(),
    bundle: versions,
  }),
  z.object({
    addition: z.literal('constraint').meta({ description: 'the platform lets a version go with a range of another component' }),
    of: z.object({ component: z.string(), version: z.string() }),
    needs: z.object({ component: z.string(), range: z.string() }),
  }),
  z.object({ addition: z.literal('running-pair').meta({ description: 'two versions that run together in healthy clusters' }), versions }),
]);

export const proposal = z
  .object({
    id: z.string().meta({ description: 'of what is proposed: the same, seen by ten Supervisors, is one proposal with ten sources' }),
    state: z.enum(PROPOSAL_STATES),
    addition,
    standing: z
      .object({
        standing: z.enum(['new', 'said', 'conflict', 'unreadable']).meta({
          description:
            'to the current matrix. new: it is silent; said: it says so by now; conflict: it says otherwise; unreadable: it has no words for it',
        }),
        detail: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'null once it is decided' }),
    sources: z
      .array(z.object({ id: z.string(), title: z.string(), place: z.string(), day: z.string() }))
      .meta({ description: 'who saw it, where and when first' }),
    document: z.record(z.string(), z.unknown()).meta({ description: 'the overlay that accepting it publishes' }),
    revision: digest.nullable().meta({ description: 'of an accepted one: the matrix revision that says it from then on' }),
    reason: z.string().nullable(),
    decidedBy: z.string().nullable(),
    proposedAt: z.string(),
    changedAt: z.string(),
  })
  .meta({ id: 'MatrixProposal' });
