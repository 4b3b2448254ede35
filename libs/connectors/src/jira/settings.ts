import { z } from 'zod';
import { assertApart, phaseStates, serverUrl, tlsSettings } from '../changes/settings.js';

const word = z.string().trim().min(1).max(255);
const field = word.nullable();
const status = z.array(word).min(1).max(20);

export const jiraSettings = z.strictObject({
  url: serverUrl
    .refine(
      (text) => /^[a-z]+:\/\/[^/]+(\/ex\/jira\/[0-9a-f-]{36})?\/?$/i.test(text),
      'an address without a path, or https://api.atlassian.com/ex/jira/ and the id of a site',
    )
    .meta({ description: 'address of the site, or of its API for tokens with scopes' }),
  site: serverUrl.optional().meta({ description: 'where people read issues, if not at `url`' }),
  ...tlsSettings,
  project: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,254}$/, 'the key of a project')
    .meta({ description: 'key of the project that changes are made in' }),
  issueType: word.default('[System] Change').meta({ description: 'name or id of the type of issues that are changes' }),
  statuses: phaseStates
    .superRefine((own, context) => {
      for (const phase of ['awaiting-approval', 'approved', 'changing', 'closed', 'cancelled'] as const)
        if (!own[phase]) context.addIssue({ code: 'custom', path: [phase], message: 'the statuses that mean this' });
      assertApart(own, context);
    })
    .meta({
      description: 'names or ids of statuses by phase; workflows have statuses of their own, and one that is not named here opens no gate',
    }),
  outcomes: z
    .strictObject({ successful: status, unsuccessful: status })
    .optional()
    .meta({ description: 'the statuses of `closed` that a plan may end in, by how it ended' }),
  closing: z
    .enum(['closed', 'review'])
    .default('closed')
    .meta({ description: 'how far a change goes when the plan has ended; `review`: people close it' }),
  fields: z
    .strictObject({
      implementation: field.default('Implementation plan'),
      backout: field.default('Backout plan'),
      test: field.default('Test plan'),
      start: field.default('Planned start'),
      end: field.default('Planned end'),
      type: field.default('Change type'),
      reason: field.default('Change reason'),
      urgency: field.default('Urgency'),
      impact: field.default('Impact'),
      risk: field.default('Change risk'),
    })
    .prefault({})
    .meta({ description: 'names or ids (`customfield_10050`) of fields; null: there is none, and its text goes into the description' }),
  values: z
    .strictObject({
      type: word.optional(),
      reason: word.optional(),
      urgency: word.optional(),
      impact: word.optional(),
      risk: z.strictObject({ low: word, moderate: word, high: word }).optional(),
    })
    .default({})
    .meta({ description: 'options of those fields; what is not given is not written' }),
  furtherFields: z
    .record(z.string().regex(/^(customfield_\d+|components|priority|assignee|reporter)$/, 'the id of a field'), z.json())
    .default({})
    .meta({ description: 'further fields of each change by id, with values as the API takes them, such as the request type' }),
});
export type JiraSettings = z.output<typeof jiraSettings>;
export type FieldRole = keyof JiraSettings['fields'];

const credential = z
  .string()
  .min(1)
  .max(10_000)
  .regex(/^[!-~]+$/, 'a token without spaces');

export const jiraSecret = z.union([
  z.strictObject({ email: z.string().min(1).max(500), apiToken: credential }),
  z.strictObject({ token: credential }),
]);
export type JiraSecret = z.output<typeof jiraSecret>;
