import type { RecordedEvent } from '@lockstep/event-store';
import type { Projection, ProjectionTarget } from '@lockstep/event-store/postgres';
import { executionEventTypes } from '../../application/execution/execution-event-types.js';
import { EXECUTION_ENDS, type ExecutionEvent, planOfExecution } from '../../domain/execution/index.js';

/** Which executions are open, and every attempt with its end. Each event says all that its rows need. */
export const executionsProjection = (): Projection => ({
  name: 'executions',
  version: 2,
  tables: ['execution', 'step_attempt'],
  reads: executionEventTypes,
  apply: async (events, target) => {
    for (const event of events) {
      const plan = planOfExecution(event.stream);
      if (plan !== undefined) await fold(plan, event as RecordedEvent & ExecutionEvent, target);
    }
  },
});

const STATUS_AFTER: Partial<Record<ExecutionEvent['type'], string>> = {
  ExecutionPaused: 'paused',
  ExecutionResumed: 'executing',
  ExecutionFinished: 'finished',
  ExecutionAbandoned: 'abandoned',
  ExecutionReplaced: 'replaced',
};

const ENDS: ReadonlySet<string> = new Set(EXECUTION_ENDS);

async function fold(plan: string, event: RecordedEvent & ExecutionEvent, { manager, table }: ProjectionTarget): Promise<void> {
  switch (event.type) {
    case 'ExecutionStarted':
      await manager.query(
        `insert into ${table('execution')} (plan, status, started_at) values ($1, 'executing', $2) on conflict do nothing`,
        [plan, event.recordedAt],
      );
      return;
    case 'StepStarted': {
      const { step, component, attempts } = event.data;
      await manager.query(
        `insert into ${table('step_attempt')} (plan, step, subject, attempt, component, machines, position, started_at, started_by, outcome)
         select $1, $2, a.subject, a.attempt, $3, a.machines, $4, $5, $6, 'running'
         from json_to_recordset($7::json) as a (subject text, attempt integer, machines integer) on conflict do nothing`,
        [plan, step, component, event.position, event.recordedAt, event.actor, JSON.stringify(attempts)],
      );
      return;
    }
    case 'StepSucceeded':
    case 'StepFailed':
    case 'StepCorrected': {
      const { step, attempts } = event.data;
      const failed = event.type !== 'StepSucceeded';
      await manager.query(
        `update ${table('step_attempt')} t set ended_at = $3, outcome = $4, reason = $5
         from json_to_recordset($6::json) as a (subject text, attempt integer)
         where t.plan = $1 and t.step = $2 and t.subject = a.subject and t.attempt = a.attempt`,
        [plan, step, event.recordedAt, failed ? 'failed' : 'succeeded', failed ? event.data.reason : null, JSON.stringify(attempts)],
      );
      return;
    }
    // It ran when it was given up, and nobody will say how it ended.
    case 'SubjectSkipped':
      await manager.query(
        `update ${table('step_attempt')} set ended_at = $3, outcome = 'skipped', reason = $4 where plan = $1 and subject = $2 and outcome = 'running'`,
        [plan, event.data.subject, event.recordedAt, event.data.reason],
      );
      return;
    default: {
      const status = STATUS_AFTER[event.type];
      if (status === undefined) return;
      const ended = ENDS.has(status);
      await manager.query(`update ${table('execution')} set status = $2, ended_at = $3 where plan = $1`, [
        plan,
        status,
        ended ? event.recordedAt : null,
      ]);
    }
  }
}
