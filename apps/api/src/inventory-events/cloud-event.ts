import { type Refusal, renderFound, type ReportedEvent } from '@lockstep/fleet';
import { jsonPointer } from '@lockstep/documents';
import { z } from 'zod';

const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'must be visible characters');
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();
const extension = z.union([z.string().max(1_000), z.number(), z.boolean()]).nullish();

const attributes = {
  specversion: z.literal('1.0'),
  id: text(255).meta({ description: 'names the event for ever, together with `source`' }),
  source: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^\s\p{Cc}\p{Cs}]+$/u, 'must be a URI reference: visible characters without spaces')
    .meta({ description: 'who reports it' }),
  type: text(200).meta({ description: 'such as `dev.lockstep.cluster.version-observed.v1`' }),
  subject: text(256).meta({ description: 'the node: `nsx-manager-`, `vcenter-`, `supervisor-` or `cluster-` and its id' }),
  time: optional(z.iso.datetime({ offset: true, error: 'must be a time of RFC 3339' })).meta({
    description: 'when it was so; absent: when it is recorded',
  }),
  datacontenttype: optional(z.string().regex(/^application\/(json|[a-z0-9.+-]+\+json) *($|;)/i, 'must be JSON')),
  dataschema: optional(text(1_000)).meta({ description: 'not kept: the type says what the data is' }),
  data: z.unknown().meta({ description: 'as the type says' }),
};

/** What Lockstep keeps of extensions. */
const keptExtensions = {
  correlationid: optional(text(512)).meta({ description: 'what it belongs to; absent: the trace of `traceparent`, or of the request' }),
  causationid: optional(text(512)).meta({ description: 'what it follows from' }),
  traceparent: optional(z.string().regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/, 'must be a trace context of W3C')),
};

/** Taken from producers who send them, and from those who send back what they have read here. They say nothing that Lockstep keeps. */
const droppedExtensions = {
  tracestate: extension,
  partitionkey: extension,
  sequence: extension,
  streamversion: extension,
  recordedtime: extension,
  actor: extension,
};

/** A CloudEvent 1.0 as producers send it. An extension that is not known is refused: it would be lost without a word. */
export const cloudEvent = z
  .strictObject({ ...attributes, ...keptExtensions, ...droppedExtensions })
  .meta({ id: 'CloudEvent', description: 'CloudEvent 1.0 about one node' });

/** A CloudEvent as Lockstep gives it. */
export const recordedCloudEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.string().meta({ description: 'of its producer; `urn:lockstep:record` when Lockstep found it out itself' }),
    type: z.string(),
    subject: z.string(),
    time: z.string().meta({ description: 'when it was so' }),
    datacontenttype: z.literal('application/json'),
    sequence: z.string().meta({ description: 'position in the record; grows within a subject' }),
    streamversion: z.int().meta({ description: 'counts the events of the subject from 1' }),
    recordedtime: z.string(),
    actor: z.string().meta({ description: 'whose token it came with' }),
    correlationid: z.string().optional(),
    causationid: z.string().optional(),
    data: z.unknown(),
  })
  .meta({ id: 'RecordedCloudEvent', description: 'CloudEvent 1.0 from the record' });

export type RecordedCloudEvent = z.output<typeof recordedCloudEvent>;

/** The event in a JSON value, or every rule that its envelope breaks. */
export function readCloudEvent(value: unknown): ReportedEvent | readonly Refusal[] {
  const read = cloudEvent.safeParse(value);
  if (!read.success) return read.error.issues.flatMap((issue) => refusalsOf(issue, value)).slice(0, mostRefusals);
  const { id, source, type, subject, time, data, correlationid, causationid, traceparent } = read.data;
  return {
    id,
    source,
    type,
    subject,
    time: time ?? undefined,
    data,
    correlationId: correlationid ?? traceparent?.slice(3, 35),
    causationId: causationid ?? undefined,
  };
}

const mostRefusals = 20;

function refusalsOf(issue: z.core.$ZodIssue, value: unknown): Refusal[] {
  const refuse = (attribute: string, rule: string, found: unknown): Refusal => ({
    pointer: jsonPointer([attribute]),
    rule,
    found: renderFound(found),
  });
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => refuse(key, 'must be an attribute that Lockstep knows', key));
  const [attribute] = issue.path;
  if (attribute === undefined) return [{ pointer: '', rule: 'must be a CloudEvent, a JSON object', found: renderFound(value) }];
  return [refuse(String(attribute), issue.message, (value as Record<PropertyKey, unknown>)[attribute])];
}
