import { z } from 'zod';
import { plan, planDigest, reason } from './fields.js';
import { ofPlanStreams, type PublicEventType } from './public-event.js';

const step = z.string().meta({ description: 'id of the step in the plan' });
const attempts = z
  .array(z.object({ subject: z.string(), attempt: z.int() }))
  .meta({ description: 'clusters or shared nodes, each with the number of its attempt' });
const node = z.object({ scope: z.string(), id: z.string() });

/** What those who execute plans report, and what was compared with it. */
export const executionEvents: readonly PublicEventType[] = ofPlanStreams('execution-', [
  {
    type: 'dev.lockstep.execution.started.v1',
    recorded: 'ExecutionStarted',
    description: 'The first step of a plan is about to begin.',
    schema: z.object({ plan, digest: planDigest, domains: z.array(z.string()) }),
  },
  {
    type: 'dev.lockstep.execution.step-started.v1',
    recorded: 'StepStarted',
    description: 'Attempts at a step have begun.',
    schema: z.object({ plan, step, component: z.string(), attempts }),
  },
  {
    type: 'dev.lockstep.execution.step-succeeded.v1',
    recorded: 'StepSucceeded',
    description: 'Attempts were reported to have succeeded; not yet seen.',
    schema: z.object({ plan, step, attempts }),
  },
  {
    type: 'dev.lockstep.execution.step-failed.v1',
    recorded: 'StepFailed',
    description: 'Attempts were reported to have failed.',
    schema: z.object({ plan, step, attempts, reason }),
  },
  {
    type: 'dev.lockstep.execution.step-corrected.v1',
    recorded: 'StepCorrected',
    description: 'Attempts that were reported to have succeeded have not.',
    schema: z.object({ plan, step, attempts, reason }),
  },
  {
    type: 'dev.lockstep.execution.step-confirmed.v1',
    recorded: 'StepConfirmed',
    description: 'A success that was reported is seen in the inventory.',
    schema: z.object({ plan, step, subjects: z.array(z.string()) }),
  },
  {
    type: 'dev.lockstep.execution.drift-detected.v1',
    recorded: 'DriftDetected',
    description: 'A node runs what no state of the plan has at this moment.',
    schema: z.object({ plan, node, component: z.string(), observed: z.array(z.string()), predicted: z.array(z.string()) }),
  },
  {
    type: 'dev.lockstep.execution.drift-ended.v1',
    recorded: 'DriftEnded',
    description: 'A node is again where the plan has it.',
    schema: z.object({ plan, node, component: z.string() }),
  },
  {
    type: 'dev.lockstep.execution.subject-skipped.v1',
    recorded: 'SubjectSkipped',
    description: 'Somebody left a subject out.',
    schema: z.object({ plan, subject: z.string(), reason }),
  },
  {
    type: 'dev.lockstep.execution.paused.v1',
    recorded: 'ExecutionPaused',
    description: 'Nothing may start until it is resumed.',
    schema: z.object({ plan, cause: z.string().meta({ description: '`person`, `failures`' }), step: z.string().nullable(), reason }),
  },
  {
    type: 'dev.lockstep.execution.pause-lifted.v1',
    recorded: 'PauseLifted',
    description: 'Some of several pauses were lifted; nothing may start yet.',
    schema: z.object({ plan, pauses: z.array(z.string()), reason }),
  },
  {
    type: 'dev.lockstep.execution.resumed.v1',
    recorded: 'ExecutionResumed',
    description: 'Steps may start again.',
    schema: z.object({ plan, reason }),
  },
  {
    type: 'dev.lockstep.execution.finished.v1',
    recorded: 'ExecutionFinished',
    description: 'All of the plan is done, and seen.',
    schema: z.object({ plan }),
  },
  {
    type: 'dev.lockstep.execution.abandoned.v1',
    recorded: 'ExecutionAbandoned',
    description: 'Somebody gave the execution up.',
    schema: z.object({ plan, reason }),
  },
  {
    type: 'dev.lockstep.execution.replaced.v1',
    recorded: 'ExecutionReplaced',
    description: 'Another plan goes on from where this one got.',
    schema: z.object({ plan, by: z.string().meta({ description: 'id of the other plan' }) }),
  },
]);
