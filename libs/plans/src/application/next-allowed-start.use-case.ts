import { type EventStore } from '@lockstep/event-store';
import { digestOf } from '@lockstep/kernel';
import { firstFit, type ScheduleProblem } from '@lockstep/planner';
import { LRUCache } from 'lru-cache';
import { type Freeze, type PlanScheduleEvent, scheduleProblemOf, timetableStream } from '../domain/index.js';
import { layOut } from './lay-out.js';
import type { ReadPlans } from './read-plans.use-case.js';
import type { FreezeSource, TimesExpander } from './schedule-sources.port.js';

export type AllowedStart =
  | { readonly when: 'now' }
  | { readonly when: 'later'; readonly opensAt: string }
  /** Its calendar has no room for it any more. */
  | { readonly when: 'never' }
  /** No schedule is kept for this plan, or it does not have the step. */
  | { readonly when: 'unscheduled' };

/** Plans whose calendars are remembered: a gate is asked often, and they change when a schedule is kept or a freeze declared. */
const KEPT = 16;

/** When work of a step may begin, by the schedule that is kept: not before its time in it, and only where the work fits in whole into what windows and freezes leave. */
export class NextAllowedStart {
  private readonly problems = new LRUCache<string, ScheduleProblem>({ max: KEPT });

  constructor(
    private readonly plans: ReadPlans,
    private readonly events: EventStore,
    private readonly times: TimesExpander,
    private readonly freezes: FreezeSource,
  ) {}

  /**
   * @param at RFC 3339
   * @param subjects absent: one of the step is enough
   */
  async execute(plan: string, step: string, at: string, subjects?: readonly string[]): Promise<AllowedStart> {
    const history = await this.events.readStream(timetableStream(plan));
    const kept = history.at(-1) as unknown as PlanScheduleEvent | undefined;
    const scheduled = kept?.data.steps.find((one) => one.step === step);
    if (!kept || !scheduled) return { when: 'unscheduled' };
    const problem = await this.problemOf(plan, kept, history.length);
    if (!problem) return { when: 'unscheduled' };
    const [now, due] = [Date.parse(at) / 60_000, Date.parse(scheduled.start) / 60_000];
    // Within a minute work begins now only if the whole minute and all that follows is open.
    const [begun, next] = [Math.max(Math.floor(now), due), Math.max(Math.ceil(now), due)];
    const starts = new Map<string, number | undefined>();
    const tasks = problem.steps.find(({ id }) => id === step)!.waves.flatMap((wave) => wave.tasks);
    for (const { subject, calendar, duration, resumable } of tasks) {
      const key = `${calendar} ${duration}`;
      if (starts.has(key) || (subjects && !subjects.includes(subject))) continue;
      const [fromBegun, fromNext] = [begun, next].map(
        (minute) => firstFit(problem.calendars[calendar]!, minute, duration, resumable)?.from,
      );
      starts.set(key, fromBegun === begun && fromNext === next ? begun : fromNext);
    }
    const open = [...starts.values()].filter((start) => start !== undefined);
    if (open.length === 0) return { when: 'never' };
    const start = Math.min(...open) * 60_000;
    return start <= Date.parse(at) ? { when: 'now' } : { when: 'later', opensAt: `${new Date(start).toISOString().slice(0, 16)}:00Z` };
  }

  private async problemOf(id: string, { data }: PlanScheduleEvent, version: number): Promise<ScheduleProblem | undefined> {
    const freezes: readonly Freeze[] = await this.freezes.list();
    const key = `${id} ${version} ${digestOf(freezes)}`;
    const known = this.problems.get(key);
    if (known) return known;
    const view = await this.plans.find(id);
    const plan = view?.result?.digest === data.plan ? await this.plans.findDocument(view) : undefined;
    if (!view || !plan) return undefined;
    const problem = scheduleProblemOf(layOut(plan.spec, await this.plans.getFleet(view), { ...data.basis, freezes }, this.times));
    this.problems.set(key, problem);
    return problem;
  }
}
