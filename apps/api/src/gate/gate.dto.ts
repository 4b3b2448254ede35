import { digest, name } from '@lockstep/documents';
import { GATE_LAYERS, GATE_REASONS, GATE_REMARKS, NOT_FOLLOWABLE, UNKNOWN_FACTS } from '@lockstep/plans';
import { z } from 'zod';

/** That a question names, or an answer. */
export const MOST_SUBJECTS = 500;
const list = z.union([z.string(), z.array(z.string())]).transform((given) => (Array.isArray(given) ? given : [given]));

export const gateQuery = z.strictObject({
  step: name.optional().meta({ description: 'absent: the next step in the order of the plan' }),
  subject: list.pipe(z.array(name).min(1).max(MOST_SUBJECTS)).optional().meta({
    description:
      'of the step, those that are to start; may be repeated; absent: all that were not started yet, which holds while others of the step run',
  }),
  acknowledgeNoReturn: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: whoever asks knows that the step can not be taken back' }),
});

const node = z.object({ kind: z.enum(['nsx-manager', 'vcenter', 'supervisor', 'cluster']), id: z.string() });
const time = z.string().meta({ format: 'date-time' });

/** One flat shape, so that a pipeline reads a reason without knowing all of them; which fields a reason has is in docs/explanation/gate.md. */
const gateReason = z
  .object({
    reason: z.enum(GATE_REASONS).meta({ description: 'stable; what a program decides by' }),
    detail: z.string().meta({ description: 'in one sentence, for people' }),
    step: z.string().optional(),
    steps: z.array(z.string()).optional(),
    node: node.nullable().optional(),
    until: time.nullable().optional().meta({ description: 'when time alone resolves it; null: time does not' }),
    opensAt: time.nullable().optional(),
    fallen: z.array(z.string()).optional().meta({ description: 'premises that fell, and by what' }),
    because: z.enum(NOT_FOLLOWABLE).optional(),
    observedAt: time.nullable().optional(),
    maxAge: z.int().optional(),
    class: z.string().nullable().optional(),
    role: z.string().nullable().optional(),
    count: z.int().nullable().optional(),
    by: z.string().optional(),
    subjects: z.array(z.string()).optional(),
    since: time.optional(),
    why: z.string().nullable().optional(),
    of: z.string().optional(),
    owner: z.string().optional(),
    expires: time.optional(),
    clusters: z.union([z.array(z.string()), z.int()]).optional(),
    failed: z.int().optional(),
    allowed: z.string().optional(),
    component: z.string().optional(),
    observed: z.string().optional(),
    predicted: z.string().optional(),
    plan: z.string().optional(),
    layer: z.enum(GATE_LAYERS).nullable().optional(),
    state: z.string().optional(),
    text: z.string().optional(),
    nodes: z.int().optional(),
    flows: z.int().optional(),
    dropped: z.int().optional(),
    report: z.string().optional().meta({ description: '`id` of the evidence' }),
    what: z.enum(UNKNOWN_FACTS).optional(),
    needed: z.int().optional(),
    seen: z.int().optional(),
    system: z.string().optional().meta({ description: 'change system' }),
    number: z.string().optional().meta({ description: 'of the change record' }),
    found: z.string().nullable().optional().meta({ description: 'digest that the change record carries' }),
    readAt: time.nullable().optional(),
    cluster: z.string().optional(),
    source: z.string().nullable().optional(),
    id: z.string().optional(),
    name: z.string().optional(),
    wave: z.int().optional().meta({ description: 'of the schedule, from 1' }),
    waitsFor: z.string().optional(),
    waiting: z.int().optional(),
    limit: z.string().optional().meta({ description: 'of the schedule' }),
    places: z.int().optional(),
    running: z.int().optional(),
    asked: z.int().optional(),
    at: time.optional(),
  })
  .meta({ id: 'GateReason' });

const gateRemark = z
  .object({
    remark: z.enum(GATE_REMARKS),
    detail: z.string().meta({ description: 'in one sentence, for people' }),
    by: z.string().optional(),
    at: time.optional(),
    why: z.string().optional(),
    node: node.optional(),
    text: z.string().optional(),
    role: z.string().optional(),
    nsxManager: z.string().optional(),
    rule: z.string().optional(),
  })
  .meta({ id: 'GateRemark' });

export const gate = z
  .object({
    plan: z.string(),
    digest: digest.nullable().meta({ description: 'of the plan that a go is for; null: it is not computed' }),
    step: z.string().nullable().meta({ description: 'the step that was judged; null: none is left, or the plan has none' }),
    verdict: z.enum(['go', 'hold', 'void']).meta({
      description: 'go: the step may start now; hold: not now, see reasons; void: never by this plan, another one is needed',
    }),
    mayStart: z.array(z.string()).nullable().meta({
      description:
        'of the subjects that are to start those that the schedule lets start now, all at once: ask for these, where it holds others; null: no schedule is kept',
    }),
    reasons: z.array(gateReason).meta({ description: 'none with go; what to look at first comes first' }),
    remarks: z.array(gateRemark).meta({ description: 'what neither holds nor opens, and has to be known all the same; also with go' }),
  })
  .meta({ id: 'Gate' });
