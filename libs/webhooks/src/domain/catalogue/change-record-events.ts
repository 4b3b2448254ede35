import type { ChangeRecordEvent } from '@lockstep/approvals/domain';
import { z } from 'zod';
import { plan, planDigest, time } from './fields.js';
import { ofPlanStreams, type PublicEventDefinition, type PublicEventType } from './public-event.js';

const number = z.string().meta({ description: 'as people call the record: `CHG0030042`' });
const url = z.string().nullable().meta({ description: 'where people find it' });
const window = z
  .object({ start: time, end: time })
  .nullable()
  .meta({ description: 'in which the change is planned; the end is not in it' });
const approval = z.string().meta({ description: '`not-requested`, `requested`, `approved`, `rejected`, `unknown`' });

/** What is told of the record by its system lies in `reading`. */
const readOut = ({ data }: { readonly data: unknown }) => {
  const { reading, ...rest } = data as { readonly reading: object };
  return { ...reading, ...rest };
};

const define = (recorded: ChangeRecordEvent['type'], definition: Omit<PublicEventDefinition, 'recorded'>): PublicEventDefinition => ({
  ...definition,
  recorded,
});

/** The records of plans in systems that hold changes. Who decided there stays in the record: those are names of people. */
export const changeRecordEvents: readonly PublicEventType[] = ofPlanStreams('change-record-', [
  define('ChangeRecordOpened', {
    type: 'dev.lockstep.change-record.opened.v1',
    description: 'A plan has a record in a change system.',
    schema: z.object({ plan, digest: planDigest, system: z.string(), number, url, approval, window }),
    view: readOut,
  }),
  define('ChangeRecordRevised', {
    type: 'dev.lockstep.change-record.revised.v1',
    description: 'Another text was written into it, so that it needs approval anew.',
    schema: z.object({ plan, digest: planDigest, number, url, approval, window, why: z.string() }),
    view: readOut,
  }),
  define('ChangeRecordDecided', {
    type: 'dev.lockstep.change-record.decided.v1',
    description: 'It was approved or rejected there, or what had been decided is so no more.',
    schema: z.object({
      plan,
      digest: planDigest,
      number,
      decision: z.string().meta({ description: '`approved`, `rejected`, `withdrawn`' }),
    }),
  }),
  define('ChangeRecordFailed', {
    type: 'dev.lockstep.change-record.failed.v1',
    description: 'The change system failed; the first of failures that are alike.',
    schema: z.object({ plan, fault: z.string(), doing: z.string().meta({ description: '`open`, `read`, `revise` and so on' }) }),
  }),
  define('ChangeRecordLost', {
    type: 'dev.lockstep.change-record.lost.v1',
    description: 'The change system says that there is no such record.',
    schema: z.object({ plan, number }),
  }),
  define('ChangeRecordClosed', {
    type: 'dev.lockstep.change-record.closed.v1',
    description: 'It is over, or is the record of another plan now.',
    schema: z.object({
      plan,
      end: z.string().meta({ description: '`finished`, `cancelled`, `handed-over` and so on' }),
      why: z.string(),
      to: z.string().nullable().meta({ description: 'id of the other plan' }),
    }),
  }),
]);
