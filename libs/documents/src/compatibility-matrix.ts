import { z } from 'zod';
import { componentId, day, documentOf, evidence, name, note, rangeText, versionText } from './shared-fields.js';

/** Nodes of the scope tree, root first: nsxManager ▸ vcenter ▸ supervisor ▸ cluster. */
export const SCOPES = ['nsxManager', 'vcenter', 'supervisor', 'cluster'] as const;
export type Scope = (typeof SCOPES)[number];

export const STATUSES = ['validated', 'untested', 'transitional', 'rejected'] as const;
export type Status = (typeof STATUSES)[number];

const sources = z.array(name).default([]).meta({ description: 'ids of sources' });
const removed = z
  .literal(true)
  .optional()
  .meta({ description: 'a tombstone: an earlier document of the composition holds this id, and it no longer counts' });

const component = z.strictObject({
  id: componentId,
  scope: z.enum(SCOPES),
  versioning: z.enum(['dotted', 'semver', 'kubernetes', 'vsphere']),
  backInTime: z
    .enum(['block', 'allow'])
    .default('allow')
    .meta({ description: 'block: no hop to a release that came out before the one it leaves' }),
  title: name.optional(),
  note: note.optional(),
});

const relation = z.strictObject({
  between: z.tuple([componentId, componentId]),
  unknown: z.enum(['deny', 'allow']).default('deny').meta({ description: 'what silence means' }),
  enforce: z.boolean().default(true).meta({ description: 'false: looked up and shown, never decides' }),
  note: note.optional(),
  sources,
});

const release = z.strictObject({
  component: componentId,
  version: versionText,
  released: day.optional(),
  endOfSupport: day.optional(),
  bundle: z.record(componentId, versionText).optional().meta({ description: 'what the release carries along, component to version' }),
  note: note.optional(),
  sources,
});

/** Rules that look at several fields run beside the rules of the fields, so that one reading tells all that is wrong. */
const together = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null };

const statement = z
  .strictObject({
    id: name,
    between: z.record(componentId, rangeText).optional().meta({ description: 'exactly two components, each with a range' }),
    status: z.enum(STATUSES).optional(),
    evidence: evidence.optional(),
    expires: day.optional().meta({ description: 'the last day on which the statement counts' }),
    removed,
    note: note.optional(),
    sources,
  })
  .superRefine((value, context) => {
    if (value.removed) return;
    for (const field of ['between', 'status', 'evidence'] as const)
      if (value[field] === undefined)
        context.addIssue({ code: 'custom', path: [field], message: 'required, unless the statement is a tombstone (removed: true)' });
    if (typeof value.between !== 'object' || value.between === null) return;
    const pair = Object.keys(value.between);
    if (pair.length !== 2)
      context.addIssue({ code: 'custom', path: ['between'], message: `a statement is about exactly two components, not ${pair.length}` });
  }, together);

const condition = z.strictObject({ component: componentId, range: rangeText });

const hop = z
  .strictObject({
    id: name.optional(),
    component: componentId.optional(),
    from: rangeText.optional(),
    to: rangeText.optional(),
    status: z.enum(['supported', 'blocked']).optional(),
    maxMinorStep: z.int().min(0).max(100).optional(),
    requires: z.array(condition).optional().meta({ description: 'must hold for every instance that meets the moving one, before the hop' }),
    when: z
      .array(condition)
      .optional()
      .meta({ description: 'a blocked rule applies when each of these matches some instance that meets the moving one' }),
    reversible: z.boolean().default(true).meta({ description: 'false marks a point of no return' }),
    evidence: evidence.optional(),
    removed,
    note: note.optional(),
    sources,
  })
  .superRefine((value, context) => {
    const fail = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (value.removed) {
      if (value.id === undefined) fail('id', 'required on a tombstone: it names what is removed');
      return;
    }
    for (const field of ['component', 'from', 'to', 'status'] as const)
      if (value[field] === undefined) fail(field, 'required, unless the hop rule is a tombstone (removed: true)');
    if (value.status === 'blocked' && value.requires)
      fail('requires', 'only a supported rule takes `requires`; a blocked rule takes `when`');
    if (value.status === 'supported' && value.when) fail('when', 'only a blocked rule takes `when`; a supported rule takes `requires`');
  }, together);

const source = z.strictObject({
  id: name,
  title: name,
  url: z.url().optional(),
  confidence: evidence,
  retrieved: day.optional(),
  note: note.optional(),
});

/** One document, or one part of a composed matrix: later parts extend releases by component and version, statements and hops by id. */
export const compatibilityMatrix = documentOf(
  'CompatibilityMatrix',
  {},
  z.strictObject({
    components: z.array(component).default([]),
    relations: z.array(relation).default([]),
    releases: z.array(release).default([]),
    statements: z.array(statement).default([]),
    hops: z.array(hop).default([]),
    sources: z.array(source).default([]),
  }),
).meta({ id: 'CompatibilityMatrix' });

export type CompatibilityMatrix = z.output<typeof compatibilityMatrix>;
export type MatrixSpec = CompatibilityMatrix['spec'];
export type StatementEntry = MatrixSpec['statements'][number];
export type HopEntry = MatrixSpec['hops'][number];
export type ReleaseEntry = MatrixSpec['releases'][number];
