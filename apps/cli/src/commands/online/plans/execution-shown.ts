import type { components } from '@lockstep/api-client';
import { listShown, type Shown } from '../../../online/shown.js';

type Execution = components['schemas']['PlanExecution'];

/** Also of a service that is older than the command and does not tell of all: pipelines are renewed before it. */
export function executionShown(execution: Execution): Shown {
  const { plan, status, pause, pauses = pause ? [pause] : [], skipped, drift } = execution;
  return {
    ...listShown(
      execution.steps,
      ['STEP', 'STATE', 'COMPONENT', 'DONE', 'RUNNING…', 'FAILED…'],
      ({ step, state, component, counts, running, failed }) => [
        step,
        state,
        component,
        `${counts.confirmed + counts.skipped} of ${counts.subjects}`,
        running.join(', '),
        failed.join(', '),
      ],
      ({ step }) => step,
    ),
    data: execution,
    notes: [
      `plan ${plan}: ${status}`,
      ...pauses.map(({ id, by, reason }) => `paused (${id}) by ${by}: ${reason}`),
      ...(skipped.length === 0 ? [] : [`left out: ${skipped.join(', ')}`]),
      ...drift.map(
        ({ node, component, observed, predicted }) =>
          `drift: ${node.kind} ${node.id}, ${component} is ${observed.join(', ') || 'gone'}, not ${predicted.join(', ') || 'gone'}`,
      ),
    ],
  };
}
