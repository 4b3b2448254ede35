import { CHANGE_APPROVALS, CHANGE_DOINGS, CHANGE_ENDS, CHANGE_FAULTS, CHANGE_PHASES } from '@lockstep/approvals';
import { digest } from '@lockstep/documents';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';
import { registerId } from '../registers/register-answer.js';
import { sentence } from '../signoffs/signoffs.dto.js';

const time = z.string().meta({ format: 'date-time' });
export const planId = z.string().min(1).max(100);
const STATUSES = ['requested', 'open', 'lost', 'closed'] as const;

export const changeRecordsQuery = z.strictObject({
  ...pageQuery,
  system: registerId.optional(),
  status: z.enum(STATUSES).optional(),
});

export const newChangeRecord = z
  .strictObject({ plan: planId, digest: digest.meta({ description: 'of the plan that was looked at' }) })
  .meta({ id: 'NewChangeRecord' });
export const withdrawal = z.strictObject({ reason: sentence }).meta({ id: 'ChangeRecordWithdrawal' });

const summary = {
  plan: z.string(),
  system: z.string().meta({ description: 'id of the change system' }),
  status: z.enum(STATUSES).meta({
    description: 'requested: it is being opened; open: it is in the system; lost: the system knows it no more; closed: see `end`',
  }),
  digest: z.string().meta({ description: 'of the plan that it was written for' }),
  number: z.string().nullable().meta({ description: 'what people there call it' }),
  readAt: time.nullable().meta({ description: 'when the system last told of it' }),
  nextLookAt: time.nullable().meta({ description: 'null: it is not looked at any more' }),
  failures: z.int().meta({ description: 'looks in a row that failed' }),
  fault: z
    .object({ code: z.enum(CHANGE_FAULTS), detail: z.string(), doing: z.enum(CHANGE_DOINGS), at: time })
    .nullable()
    .meta({ description: 'of the last look, if it failed' }),
};

const reading = z
  .object({
    url: z.string().nullable(),
    phase: z.enum(CHANGE_PHASES),
    state: z.string().meta({ description: "the system's own word" }),
    approval: z.enum(CHANGE_APPROVALS),
    deciders: z.array(z.string()),
    digest: z.string().nullable().meta({ description: 'that it carries; null: none, or somebody wrote over it' }),
    window: z.object({ start: time, end: time }).nullable(),
    planned: z.object({ start: time.nullable(), end: time.nullable(), readable: z.boolean() }).nullable().meta({
      description:
        'what is there in place of a whole window: one time, none, or one that is no time; null: a window, or no place for times',
    }),
  })
  .meta({ id: 'ChangeReading' });

export const changeRecordSummary = z.object(summary).meta({ id: 'ChangeRecordSummary' });
export const changeRecordPage = pageOf(changeRecordSummary, 'ChangeRecordPage');

export const changeRecord = z
  .object({
    ...summary,
    standing: z.enum(['approved', 'missing', 'not-approved', 'digest', 'unread', 'outside-window', 'not-asked', 'over']).meta({
      description: 'what the gate makes of it; not-asked: its domain has no change system any more; over: nobody will follow the plan',
    }),
    reading: reading.nullable().meta({ description: 'as it was last told' }),
    decision: z.enum(['none', 'approved', 'rejected']),
    withdrawal: z.object({ by: z.string(), reason: z.string() }).nullable(),
    end: z
      .object({ how: z.enum(CHANGE_ENDS), why: z.string(), to: z.string().nullable().meta({ description: 'plan whose record it is now' }) })
      .nullable(),
    history: z
      .array(z.object({ at: time, type: z.string(), actor: z.string(), data: z.record(z.string(), z.unknown()) }))
      .meta({ description: 'what became of it, oldest first' }),
  })
  .meta({ id: 'ChangeRecord' });
