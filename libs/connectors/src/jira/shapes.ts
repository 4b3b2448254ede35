import { z } from 'zod';

/** What is read of the answers of Jira, and only that. */
const id = z.union([z.string(), z.number()]).transform(String);

const issue = z.object({
  id,
  key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/, 'the key of an issue'),
  fields: z.looseObject({
    status: z.object({ id, name: z.string() }).optional(),
    labels: z
      .array(z.string())
      .nullish()
      .transform((labels) => labels ?? []),
    issuetype: z.looseObject({ id, name: z.string().nullish() }).nullish(),
  }),
});
export type Issue = z.output<typeof issue>;
export const oneIssue = issue.refine(({ fields }) => fields.status !== undefined, {
  error: 'an issue with its status',
  path: ['fields', 'status'],
});
export const issueList = z.object({ issues: z.array(issue) });
export const created = z.object({ id, key: z.string() });

const page = { startAt: z.int().nullish(), total: z.int().nullish() };
export const issueTypes = z.object({ ...page, issueTypes: z.array(z.object({ id, name: z.string() })) });

const createField = z.object({
  fieldId: z.string(),
  name: z.string(),
  schema: z.object({ type: z.string(), custom: z.string().nullish() }),
  allowedValues: z.array(z.looseObject({ value: z.string().nullish() })).nullish(),
});
export type CreateField = z.output<typeof createField>;
export const createFields = z.object({ ...page, fields: z.array(createField) });

export const transitions = z.object({
  transitions: z.array(
    z.object({
      id,
      to: z.object({ id, name: z.string() }),
      isAvailable: z.boolean().nullish(),
    }),
  ),
});
export type Transition = z.output<typeof transitions>['transitions'][number];

const approval = z.object({
  id,
  name: z.string().nullish(),
  finalDecision: z.string(),
  approvers: z
    .array(z.object({ approver: z.object({ displayName: z.string().nullish() }).nullish(), approverDecision: z.string().nullish() }))
    .nullish()
    .transform((list) => list ?? []),
  createdDate: z.object({ epochMillis: z.number() }).nullish(),
});
export type Approval = z.output<typeof approval>;
export const approvals = z.object({ values: z.array(approval), isLastPage: z.boolean().nullish() });
export const comment = z.object({ id });
export const comments = z.object({ comments: z.array(z.looseObject({ body: z.unknown() })) });
/** 204 */
export const nothing = z.null();
