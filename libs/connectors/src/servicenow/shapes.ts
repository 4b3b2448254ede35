import { z } from 'zod';

/** What is read of the answers of ServiceNow, and only that. */
const text = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((value) => (value === null ? '' : String(value)));

/** Most fields are objects; the documentation shows a `sys_id` that is a text as well. */
const field = z.union([
  z
    .object({ value: text, display_value: text.optional() })
    .transform(({ value, display_value: shown }) => ({ value, shown: shown ?? value })),
  text.transform((value) => ({ value, shown: value })),
]);
const optional = field.optional().transform((one) => one ?? { value: '', shown: '' });

const change = z
  .object({
    sys_id: field.refine(({ value }) => /^[0-9a-f]{32}$/.test(value), 'a sys_id of 32 digits'),
    number: field,
    state: field,
    approval: optional,
    /** Absent: the account may not read it. */
    type: field.optional(),
    on_hold: field.optional(),
    correlation_id: optional,
    implementation_plan: optional,
    start_date: optional,
    end_date: optional,
    __meta: z.object({ ignoredFields: z.array(z.unknown()).default([]) }).optional(),
  })
  .transform(({ __meta: meta, ...fields }) => ({
    ...fields,
    ignored: (meta?.ignoredFields ?? []).map((field) => String(field).slice(0, 80)),
  }));
export type ChangeRecord = z.output<typeof change>;

export const changeList = z.object({ result: z.array(change) });

/** Documentation shows the object as well as a list of one. */
export const oneChange = z.object({
  result: z.union(
    [
      change,
      z
        .array(change)
        .length(1)
        .transform(([one]) => one!),
    ],
    { error: 'one change' },
  ),
});

const nextState = z.object({
  to_state: text,
  conditions: z
    .array(z.object({ passed: z.boolean().nullish(), condition: z.object({ name: z.string().nullish() }).nullish() }))
    .nullish()
    .transform((list) => list ?? []),
});
export const nextStates = z.object({
  result: z.object({
    available_states: z.array(text),
    state_transitions: z
      .array(z.array(nextState))
      .nullish()
      .transform((list) => (list ?? []).flat()),
  }),
});

export const worker = z.object({
  result: z.object({
    worker: z.object({ sysId: z.string().regex(/^[0-9a-f]{32}$/) }),
    state: z.object({ value: text }),
    messages: z
      .object({ errorMessages: z.array(z.unknown()).nullish() })
      .nullish()
      .transform((messages) => messages?.errorMessages ?? []),
  }),
});

export const items = z.object({ result: z.array(z.object({ sys_id: text, name: text })) });
export const approvers = z.object({ result: z.array(z.object({ approver: field, state: field })) });
export const token = z.object({ access_token: z.string().regex(/^[!-~]+$/) });
export const conflictCheck = z.object({ result: z.string() });
