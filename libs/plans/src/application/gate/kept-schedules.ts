import { subjectsOf, type UpgradePlan } from '@lockstep/documents';
import type { EventStore, RecordedEvent } from '@lockstep/event-store';
import { digestOf } from '@lockstep/kernel';
import type { Minute, ScheduleProblem } from '@lockstep/planner';
import { LRUCache } from 'lru-cache';
import type { ScheduleChange, ScheduleFacts, Told } from '../../domain/gate/index.js';
import {
  type Freeze,
  judgeTurns,
  keptIn,
  planScheduleInTurns,
  type PlanScheduled,
  type PlanScheduleEvent,
  scheduleProblemOf,
  timetableStream,
} from '../../domain/index.js';
import { inTurns } from '../in-turns.js';
import { layOut } from '../lay-out.js';
import type { PlanView } from '../plan-view.js';
import { scheduledBefore } from '../plans-before.js';
import type { ReadPlans } from '../read-plans.use-case.js';
import type { FreezeSource, TimesExpander } from '../schedule-sources.port.js';
import type { GateSchedules, TurnOfPlan } from './gate-sources.port.js';

/** Plans whose calendars and times are remembered: a gate is asked often, and they change when a schedule is kept or a freeze declared. */
const KEPT = 16;

type Planned = ReadonlyMap<string, ReadonlyMap<string, Minute>>;
type Kept = RecordedEvent & PlanScheduled;

/** Whose turn it is by the schedule that is kept, with the freezes as they are on record now. */
export class KeptSchedules implements GateSchedules {
  private readonly problems = new LRUCache<string, ScheduleProblem>({ max: KEPT });
  private readonly planned = new LRUCache<string, Planned>({ max: KEPT });

  constructor(
    private readonly plans: Pick<ReadPlans, 'find' | 'findDocument' | 'getFleet' | 'listBefore'>,
    private readonly events: Pick<EventStore, 'readStream'>,
    private readonly times: TimesExpander,
    private readonly freezes: FreezeSource,
  ) {}

  async find({ plan: id, step, subjects, times, at }: TurnOfPlan): Promise<Told<ScheduleFacts>> {
    const history = await this.events.readStream(timetableStream(id));
    const view = await this.plans.find(id);
    if (!view) return { notKnown: 'The plan can not be read.' };
    const before = history.length < 2 ? await scheduledBefore(id, this.plans, this.events) : null;
    if (history.length === 0) return before === null ? { standing: 'unscheduled' } : { standing: 'missing', plan: before };
    const change = history.length < 2 && before === null ? null : changeOf(history.at(-1)! as RecordedEvent & PlanScheduleEvent);
    const kept = keptIn(history) as Kept | undefined;
    if (!kept) return { standing: 'waived', change };
    const plan = view.result?.digest === kept.data.plan ? await this.plans.findDocument(view) : undefined;
    if (!plan) return { notKnown: 'The schedule that is kept is of another digest than the plan.' };
    const key = `${id} ${history.length}`;
    const problem = await this.problemOf(key, view, plan, kept);
    const planned = await this.plannedOf(key, view, plan, kept);
    return { standing: 'kept', change, ...judgeTurns({ problem, planned, step, subjects, times, at }) };
  }

  private async problemOf(key: string, view: PlanView, plan: UpgradePlan, { data }: Kept): Promise<ScheduleProblem> {
    const freezes: readonly Freeze[] = await this.freezes.list();
    const own = `${key} ${digestOf(freezes)}`;
    const known = this.problems.get(own);
    if (known) return known;
    const fleet = await this.plans.getFleet(view);
    const problem = scheduleProblemOf(layOut(plan.spec, fleet, { ...data.basis, freezes }, this.times));
    this.problems.set(own, problem);
    return problem;
  }

  /** As the schedule was laid when it was kept: a freeze of later moves nobody's own time. */
  private async plannedOf(key: string, view: PlanView, plan: UpgradePlan, { data }: Kept): Promise<Planned> {
    const known = this.planned.get(key);
    if (known) return known;
    const problem = scheduleProblemOf(layOut(plan.spec, await this.plans.getFleet(view), data.basis, this.times));
    const { steps } = await inTurns(planScheduleInTurns(plan.spec, problem, data.basis.progress));
    const planned = new Map(
      steps.map(({ step, waves }) => [
        step,
        new Map(
          waves.flatMap(({ runs }) =>
            runs.flatMap(({ start, subjects }) => subjects.map((id) => [id, Date.parse(start) / 60_000] as const)),
          ),
        ),
      ]),
    );
    this.planned.set(key, planned);
    return planned;
  }
}

const changeOf = ({ recordedAt, actor, data }: RecordedEvent & PlanScheduleEvent): ScheduleChange => ({
  at: recordedAt,
  by: actor,
  role: data.overSignoffs?.role ?? null,
});

/** Of a step: those that are asked for and neither run nor are done; where nobody is named all such. */
export function subjectsToStart(
  { spec }: Pick<UpgradePlan, 'spec'>,
  step: UpgradePlan['spec']['steps'][number],
  named: readonly string[] | undefined,
  { steps, skipped }: TurnOfPlan['times'],
): readonly string[] {
  const times = steps.get(step.id);
  return [...new Set(named ?? subjectsOf(spec, step))].filter((id) => {
    const state = times?.get(id)?.state;
    return !skipped.has(id) && (state === undefined || state === 'failed');
  });
}
