import type { ChangeWindow, PlanCourse, PlanExecutionCourse, PlansUnderChange, PlanUnderChange } from '@lockstep/approvals';
import type { EventStore } from '@lockstep/event-store';
import { compareTexts } from '@lockstep/kernel';
import { executionStatusOf } from '../../application/execution/execution-progress.js';
import type { ReadExecution, StepView } from '../../application/execution/index.js';
import type { PlanView } from '../../application/plan-view.js';
import { requestersBefore } from '../../application/plans-before.js';
import type { ReadPlans } from '../../application/read-plans.use-case.js';
import { executionStream } from '../../domain/execution/index.js';
import { isExecutable, keptIn, renderFall, timetableStream } from '../../domain/index.js';

/** Milliseconds in which another plan is proposed for a void one, if one can be. */
const PATIENCE = 15 * 60_000;
/** Of the notes on an execution: what systems hold of a text. */
const MOST_STEPS = 200;

export interface PlansUnderChangeParts {
  readonly plans: Pick<ReadPlans, 'find' | 'listBefore'>;
  readonly executions: Pick<ReadExecution, 'find'>;
  /** Of executions and of schedules that are kept. */
  readonly events: { readonly executions: EventStore; readonly timetables: EventStore };
  /** RFC 3339. */
  readonly now: () => string;
}

/** Plans as their change records tell of them, from the record alone. */
export class RecordedPlansUnderChange implements PlansUnderChange {
  constructor(private readonly parts: PlansUnderChangeParts) {}

  async find(id: string): Promise<PlanUnderChange | undefined> {
    const view = await this.parts.plans.find(id);
    if (view === undefined) return undefined;
    return {
      id,
      digest: view.result?.digest ?? null,
      nsxManager: view.request.domain,
      requestedBy: view.request.requestedBy,
      requestedBefore: await requestersBefore(id, this.parts.plans),
      course: await this.courseOf(view),
      execution: await this.executionOf(id),
      window: await this.windowOf(id),
    };
  }

  private async courseOf(view: PlanView): Promise<PlanCourse> {
    const { status, result, request, withdrawal, fallen, supersededBy } = view;
    const over = (why: string, successor: Extract<PlanCourse, { is: 'over' }>['successor'] = null): PlanCourse => ({
      is: 'over',
      why,
      fell: fallen.map(renderFall),
      successor,
    });
    if (!isExecutable(request)) return over('the plan is made of assumed facts');
    if (result !== null && result.outcome !== 'planned') return over(`the plan is ${result.outcome}`);
    switch (status) {
      case 'requested':
        return { is: 'awaited' };
      case 'computed':
        return { is: 'followable' };
      case 'failed':
        return over('the computation of the plan failed');
      case 'withdrawn':
        return over(`the plan was withdrawn: ${withdrawal?.reason ?? 'nobody said why'}`);
      case 'superseded':
        return over(`plan ${supersededBy} has taken the place of this one`, await this.successorOf(supersededBy));
      case 'void': {
        const since = Date.parse(fallen[0]?.at ?? '');
        return over('the plan is void', Date.parse(this.parts.now()) - since < PATIENCE ? 'awaited' : null);
      }
    }
  }

  private async successorOf(id: string | null): Promise<Extract<PlanCourse, { is: 'over' }>['successor']> {
    const view = id === null ? undefined : await this.parts.plans.find(id);
    if (!view) return null;
    if (view.status === 'requested') return 'awaited';
    if (view.status !== 'computed' || view.result?.outcome !== 'planned') return null;
    return { plan: view.id, digest: view.result.digest, nsxManager: view.request.domain };
  }

  private async executionOf(id: string): Promise<PlanExecutionCourse> {
    const status = executionStatusOf(await this.parts.events.executions.readStream(executionStream(id)));
    if (status === 'absent') return { state: 'not-started' };
    if (status === 'executing' || status === 'paused') return { state: 'running' };
    const steps = (await this.parts.executions.find(id))?.steps ?? [];
    return { state: 'ended', outcome: status === 'finished' ? 'successful' : 'unsuccessful', notes: wordSteps(status, steps) };
  }

  private async windowOf(id: string): Promise<ChangeWindow | null> {
    const kept = keptIn(await this.parts.events.timetables.readStream(timetableStream(id)));
    if (!kept) return null;
    const { steps, start, end } = kept.data;
    // As in the change document: the span of time before the first step is nobody's.
    return { start: steps.map((step) => step.start).toSorted(compareTexts)[0] ?? start, end };
  }
}

/** What became of each step, in the order of the plan. */
function wordSteps(status: string, steps: readonly StepView[]): string {
  const lines = steps.slice(0, MOST_STEPS).map(({ step, component, state, counts: { subjects, confirmed, failed, skipped }, failures }) => {
    const more = [
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
      ...(failures > 0 ? [`${failures} failed attempts`] : []),
    ];
    return `${step} ${component}: ${state}, ${confirmed} of ${subjects} seen at the target${more.length > 0 ? `; ${more.join(', ')}` : ''}`;
  });
  const rest = steps.length - lines.length;
  return [`Lockstep: the execution is ${status}.`, ...lines, ...(rest > 0 ? [`and ${rest} more steps`] : [])].join('\n');
}
