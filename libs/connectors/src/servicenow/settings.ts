import { z } from 'zod';
import { assertApart, type PhaseStates, serverUrl, stateNames, tlsSettings } from '../changes/settings.js';

const sysId = z.string().regex(/^[0-9a-f]{32}$/, 'a sys_id of 32 digits');

/** What Lockstep writes itself, or what moves a record. */
const OWN_FIELDS = [
  'short_description',
  'description',
  'justification',
  'implementation_plan',
  'backout_plan',
  'test_plan',
  'risk_impact_analysis',
  'start_date',
  'end_date',
  'correlation_id',
  'correlation_display',
  'state',
  'approval',
  'close_code',
  'close_notes',
  'work_notes',
  'sys_id',
  'number',
  'type',
];

/** As instances are delivered. */
const STATES: PhaseStates = {
  draft: ['-5'],
  'awaiting-approval': ['-4', '-3'],
  approved: ['-2'],
  changing: ['-1'],
  review: ['0'],
  closed: ['3'],
  cancelled: ['4'],
};

const ownStates = z.strictObject({
  draft: stateNames.optional(),
  'awaiting-approval': stateNames.optional(),
  approved: stateNames.optional(),
  changing: stateNames.nullish(),
  review: stateNames.nullish(),
  closed: stateNames.optional(),
  cancelled: stateNames.optional(),
});

/** Those of the settings, and for the other phases those that instances are delivered with. */
const merged = (own: z.output<typeof ownStates>): PhaseStates =>
  Object.fromEntries(Object.entries({ ...STATES, ...own }).filter(([, values]) => values !== null && values !== undefined));

const isClosable = ({ closing, states }: { readonly closing: string; readonly states: z.output<typeof ownStates> }): boolean =>
  closing !== 'review' || states.review !== null;

export const serviceNowSettings = z
  .strictObject({
    url: serverUrl
      .refine((text) => /^[a-z]+:\/\/[^/]+\/?$/i.test(text), 'an address without a path')
      .meta({ description: 'address of the instance' }),
    ...tlsSettings,
    states: ownStates
      .default({})
      .superRefine((own, context) => assertApart(merged(own), context))
      .meta({
        description:
          'values of `state` by phase, where the instance has others than it was delivered with; null for `changing` or `review`: its changes have no such state',
      }),
    assignmentGroup: sysId.optional().meta({ description: 'sys_id of the group that the change is assigned to' }),
    requestedBy: sysId.optional().meta({ description: 'sys_id of the user who counts as requester' }),
    category: z.string().min(1).max(40).optional(),
    riskValues: z
      .strictObject({ low: z.string().min(1).max(40), moderate: z.string().min(1).max(40), high: z.string().min(1).max(40) })
      .optional()
      .meta({ description: 'values of the field `risk`; without them it is left to the instance, and the level stands in the analysis' }),
    fields: z
      .record(z.string().regex(/^[a-z][a-z0-9_]{0,79}$/, 'name of a column'), z.string().max(4_000))
      .default({})
      .superRefine((fields, context) => {
        for (const name of Object.keys(fields))
          if (OWN_FIELDS.includes(name)) context.addIssue({ code: 'custom', path: [name], message: 'Lockstep writes this field itself' });
      })
      .meta({ description: 'further fields of each change with their values, such as those that the instance demands' }),
    items: z
      .enum(['by-name', 'not-linked'])
      .default('by-name')
      .meta({ description: 'whether what the plan moves is linked as affected configuration items, found by their names' }),
    conflicts: z
      .enum(['checked', 'not-checked'])
      .default('not-checked')
      .meta({ description: 'whether the conflict check is started on a new change' }),
    closing: z
      .enum(['closed', 'review'])
      .default('closed')
      .meta({ description: 'how far a change goes when the plan has ended; `review`: people close it' }),
    closeCodes: z
      .strictObject({ successful: z.string().min(1).max(40), unsuccessful: z.string().min(1).max(40) })
      .default({ successful: 'successful', unsuccessful: 'unsuccessful' }),
  })
  .refine(isClosable, { path: ['closing'], error: 'a state that changes go through; found no review' });
export type ServiceNowSettings = z.output<typeof serviceNowSettings>;

export const statesOf = ({ states }: ServiceNowSettings): PhaseStates => merged(states);

const credential = z.string().min(1).max(10_000);

export const serviceNowSecret = z.union([
  z.strictObject({ username: z.string().min(1).max(500), password: credential }),
  z.strictObject({ clientId: z.string().min(1).max(500), clientSecret: credential }),
  z.strictObject({ token: credential.regex(/^[!-~]+$/, 'a token without spaces') }),
]);
export type ServiceNowSecret = z.output<typeof serviceNowSecret>;
