import { API_VERSION, digest, name, upgradeGoal, upgradePlan } from '@lockstep/documents';
import { z } from 'zod';
import { RISK_CLASSES } from '../risk-class.js';

/** `cty` of every signature, without `application/` (RFC 7515, 4.1.10): a signature of the same key over anything else is no approval. */
export const APPROVAL_CONTENT_TYPE = 'vnd.lockstep.approval.v2+json';
/** Of files that are given out no more, and still read: without `people`. */
export const NAMELESS_CONTENT_TYPE = 'vnd.lockstep.approval.v1+json';

/**
 * Why an approval ends when it does: the configured maximum; a node would be unseen for too long; a waiver ends; a word of the matrix or a waiver of the goal has its last day;
 * the window of the change record ends, or what was told of it is too old; the schedule that is kept ends.
 */
export const EXPIRY_CAUSES = ['maximum', 'evidence', 'waiver', 'last-day', 'change-window', 'change-read', 'schedule'] as const;
export type ExpiryCause = (typeof EXPIRY_CAUSES)[number];

const time = z.iso.datetime({ offset: true });
const actor = z.string().min(1).max(500);
const text = z.string().max(10_000);
const position = z.int().min(0);
const riskClass = z.enum(RISK_CLASSES);

const about = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('statement'), statement: name }),
  z.strictObject({ kind: z.literal('evidence'), evidence: z.string().min(1).max(200) }),
]);

/**
 * What is signed. Strict everywhere: a reader that does not know a field can not know what it takes back, so a field more is another content type.
 * Actors are ids of tokens as in the record; owners are names, without how to reach them.
 */
const namelessPayload = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('PlanApproval'),
  record: z.strictObject({ name: z.string().min(1).max(200), position }),
  issuedAt: time,
  expiresAt: time,
  expiresBecause: z.enum(EXPIRY_CAUSES),
  plan: z.strictObject({ id: z.uuid(), digest, document: upgradePlan }),
  goal: z.strictObject({ digest, document: upgradeGoal }),
  matrix: digest,
  fleet: z.strictObject({ digest, position }),
  requestedBy: actor,
  signoff: z.strictObject({
    requestedBy: actor,
    requestedAt: time,
    policyVersion: position,
    classes: z
      .array(
        z.strictObject({
          class: riskClass,
          reasons: z.array(text),
          requirements: z.array(z.strictObject({ role: z.string().min(1).max(200), count: z.int().min(1) })).min(1),
        }),
      )
      .min(1),
    weak: z.strictObject({ evidence: z.string().min(1).max(200).nullable(), statements: z.array(name) }),
    // `standsFor`: actors whose approval in another system it is; empty: it is of who gave it.
    signatures: z.array(
      z.strictObject({
        by: actor,
        at: time,
        roles: z.array(z.string().min(1).max(200)),
        standsFor: z.array(actor),
        classes: z.array(riskClass),
      }),
    ),
    breakGlass: z.strictObject({ by: actor, at: time, reason: text, severity: z.literal('critical') }).nullable(),
  }),
  waivers: z.array(z.strictObject({ about, reason: text, owner: text, expires: time, by: actor, at: time })),
  owners: z.strictObject({
    neededFor: z.array(name),
    named: z.array(z.strictObject({ id: z.string().min(1).max(200), podTraffic: text, nsx: text, clusters: z.array(name).min(1) })),
  }),
  change: z.strictObject({ system: z.string().min(1).max(200), number: z.string().min(1).max(200) }).nullable(),
  schedule: z.strictObject({ digest, start: time, end: time }).nullable(),
});

/** `people`: the names that the actors above had when it was issued. They are for readers and decide nothing: who has signed is told by ids. */
export const approvalPayload = namelessPayload.extend({
  people: z
    .array(z.strictObject({ id: actor, name: text.min(1) }))
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'one name for each'),
});

export type ApprovalPayload = z.output<typeof approvalPayload>;

/** What may be signed, by `cty`. */
export const APPROVAL_PAYLOADS: ReadonlyMap<string, z.ZodType<ApprovalPayload>> = new Map<string, z.ZodType<ApprovalPayload>>([
  [APPROVAL_CONTENT_TYPE, approvalPayload],
  [NAMELESS_CONTENT_TYPE, namelessPayload.transform((payload) => ({ ...payload, people: [] }))],
]);

/** All whom an approval names by their ids, each once. */
export const actorsOf = ({ requestedBy, signoff, waivers }: Pick<ApprovalPayload, 'requestedBy' | 'signoff' | 'waivers'>): string[] => [
  ...new Set([
    requestedBy,
    signoff.requestedBy,
    ...signoff.signatures.flatMap(({ by, standsFor }) => [by, ...standsFor]),
    ...(signoff.breakGlass ? [signoff.breakGlass.by] : []),
    ...waivers.map(({ by }) => by),
  ]),
];
