import { type FleetSnapshot, subjectsOf, type UpgradePlan } from '@lockstep/documents';
import { type CommandContext, type EventStore, handleCommand, type RecordedEvent } from '@lockstep/event-store';
import { digestOf } from '@lockstep/kernel';
import {
  isExecutable,
  keptIn,
  type KeptSchedule,
  type OverSignoffs,
  type PlanSchedule,
  type PlanScheduled,
  planScheduleInTurns,
  progressOf,
  type ScheduleBasis,
  scheduleDecider,
  scheduleDurations,
  type SchedulePolicy,
  scheduleProblemOf,
  timetableStream,
} from '../domain/index.js';
import { inTurns } from './in-turns.js';
import { layOut } from './lay-out.js';
import type { ReadExecution } from './execution/read-execution.use-case.js';
import type { PlanView } from './plan-view.js';
import { scheduledBefore } from './plans-before.js';
import type { ReadPlans } from './read-plans.use-case.js';
import type { RequestProblem } from './request-problem.js';
import { scheduleProblems } from './schedule-problems.js';
import type { FreezeSource, LearnedDurations, TimesExpander } from './schedule-sources.port.js';

export interface ComputedSchedule {
  readonly basis: ScheduleBasis;
  /** Digest of the schedule. */
  readonly digest: string;
  readonly schedule: PlanSchedule;
}

export interface RecordedPlanSchedule extends ComputedSchedule {
  /** Whether the rules of the time zones that are known now give the schedule that was kept. */
  readonly isReproduced: boolean;
  /** RFC 3339. */
  readonly keptAt: string;
  readonly keptBy: string;
  /** Of its stream. */
  readonly version: number;
}

export type ComputeScheduleOutcome =
  | ({ readonly outcome: 'computed' } & ComputedSchedule)
  | { readonly outcome: 'invalid'; readonly problems: readonly RequestProblem[] }
  /** There is nothing to schedule: it has not been computed, or can not be reached. */
  | { readonly outcome: 'no-plan' }
  /** More subjects over all of its steps than are laid in an answer. */
  | { readonly outcome: 'too-large'; readonly found: number; readonly most: number };

export type KeepScheduleOutcome =
  | Exclude<ComputeScheduleOutcome, { outcome: 'computed' }>
  | { readonly outcome: 'kept'; readonly recorded: RecordedPlanSchedule }
  /** Of assumed facts, withdrawn, or void: nobody will carry it out. */
  | { readonly outcome: 'not-followed' }
  | ({ readonly outcome: 'no-room' } & ComputedSchedule)
  /** Somebody else has kept one, or waived it, meanwhile. */
  | { readonly outcome: 'conflict'; readonly actualVersion: number };

export type WaiveScheduleOutcome = { readonly outcome: 'waived' } | Extract<KeepScheduleOutcome, { outcome: 'not-followed' | 'conflict' }>;

/** What was said of the schedule of a plan. */
export interface ScheduleStanding {
  /** Of its stream; 0: nothing was said. */
  readonly version: number;
  readonly isKept: boolean;
  /** Whether another word could loosen what holds: a schedule was kept or waived, or a plan before this one is kept to one. */
  readonly isBound: boolean;
}

/** Subjects over all steps. So many are laid in some two seconds, and no turn of it takes more than a few tenths. */
export const MOST_WORK = 50_000;

/** Schedules of plans: computed for whoever asks, and one of them kept beside the plan. */
export class PlanSchedules {
  constructor(
    private readonly plans: ReadPlans,
    /** Reads and writes the types of `timetableEventTypes`. */
    private readonly events: EventStore,
    private readonly times: TimesExpander,
    private readonly freezes: FreezeSource,
    private readonly learned: LearnedDurations,
    private readonly executions: Pick<ReadExecution, 'findTimes'>,
    private readonly now: () => string,
  ) {}

  async compute(view: PlanView, policy: SchedulePolicy): Promise<ComputeScheduleOutcome> {
    const plan = await this.plans.findDocument(view);
    if (plan === undefined || plan.spec.outcome !== 'planned') return { outcome: 'no-plan' };
    const work = plan.spec.steps.reduce((sum, step) => sum + subjectsOf(plan.spec, step).length, 0);
    if (work > MOST_WORK) return { outcome: 'too-large', found: work, most: MOST_WORK };
    const fleet = await this.plans.getFleet(view);
    const problems = scheduleProblems(policy, { fleet, matrix: (await this.plans.getMatrix(view)).matrix }, this.times);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    const now = this.now();
    // What is past can not be kept to; in the minute that runs work may begin.
    const notBefore = Math.max(
      policy.notBefore === undefined ? 0 : Math.ceil(Date.parse(policy.notBefore) / 60_000),
      Math.floor(Date.parse(now) / 60_000),
    );
    const laid: ScheduleBasis = {
      policy,
      notBefore: instantOf(notBefore),
      horizonEnd: instantOf(notBefore + policy.horizonDays * 24 * 60),
      durations: scheduleDurations(policy, await this.learned.medians()),
      freezes: await this.freezes.list(),
    };
    const times = await this.executions.findTimes(view.id);
    const problem = times.steps.size > 0 || times.skipped.size > 0 ? scheduleProblemOf(layOut(plan.spec, fleet, laid, this.times)) : null;
    const progress = problem === null ? undefined : progressOf(problem, times);
    return { outcome: 'computed', ...(await this.lay(plan, fleet, progress === undefined ? laid : { ...laid, progress })) };
  }

  /**
   * @param context with the version of the schedule that was looked at: 0 for none
   * @param overSignoffs where others have signed already
   */
  async keep(view: PlanView, policy: SchedulePolicy, context: CommandContext, overSignoffs?: OverSignoffs): Promise<KeepScheduleOutcome> {
    const computed = await this.compute(view, policy);
    if (computed.outcome !== 'computed') return computed;
    if (view.status !== 'computed' || !isExecutable(view.request)) return { outcome: 'not-followed' };
    const { schedule, basis, digest } = computed;
    const kept: KeptSchedule = {
      plan: view.result!.digest,
      fleet: view.request.fleet.digest,
      basis,
      digest,
      start: schedule.start,
      end: schedule.end,
      lowerBound: schedule.lowerBound.end,
      steps: schedule.steps.map(({ step, start, end }) => ({ step, start, end })),
      ...(overSignoffs === undefined ? {} : { overSignoffs }),
    };
    const command = { type: 'keep', schedule: kept, outcome: schedule.outcome } as const;
    const handled = await handleCommand(this.events, scheduleDecider, timetableStream(view.id), command, context);
    if (handled.outcome === 'conflict') return { outcome: 'conflict', actualVersion: handled.actualVersion };
    if (handled.outcome === 'refused') {
      if (handled.refusal === 'no-room') return { outcome: 'no-room', basis, digest, schedule };
      throw new Error(`plan ${view.id}; schedule; it is of the digest that the plan has always had; found another`);
    }
    // Somebody may have waived it, or kept another, since.
    const history = await this.events.readStream(timetableStream(view.id));
    const event = (handled.events.at(-1) ?? history[handled.version - 1]) as RecordedEvent & PlanScheduled;
    return { outcome: 'kept', recorded: await this.recall(view, event) };
  }

  /** From now on the plan goes without a schedule. */
  async waive(view: PlanView, reason: string, context: CommandContext, overSignoffs?: OverSignoffs): Promise<WaiveScheduleOutcome> {
    const plan = view.result?.digest;
    if (plan === undefined || view.status !== 'computed' || !isExecutable(view.request)) return { outcome: 'not-followed' };
    const command = { type: 'waive', plan, reason, ...(overSignoffs === undefined ? {} : { overSignoffs }) } as const;
    const handled = await handleCommand(this.events, scheduleDecider, timetableStream(view.id), command, context);
    if (handled.outcome === 'conflict') return { outcome: 'conflict', actualVersion: handled.actualVersion };
    if (handled.outcome === 'refused')
      throw new Error(`plan ${view.id}; schedule; it is of the digest that the plan has always had; found another`);
    return { outcome: 'waived' };
  }

  /** Undefined: none is kept. */
  async find(view: PlanView): Promise<RecordedPlanSchedule | undefined> {
    const kept = keptIn(await this.events.readStream(timetableStream(view.id)));
    return kept && view.result ? this.recall(view, kept) : undefined;
  }

  async standingOf(view: PlanView): Promise<ScheduleStanding> {
    const history = await this.events.readStream(timetableStream(view.id));
    const isBound = history.length > 0 || (await scheduledBefore(view.id, this.plans, this.events)) !== null;
    return { version: history.length, isKept: keptIn(history) !== undefined, isBound };
  }

  private async recall(view: PlanView, { data, recordedAt, actor, version }: RecordedEvent & PlanScheduled): Promise<RecordedPlanSchedule> {
    const plan = (await this.plans.findDocument(view))!;
    const laid = await this.lay(plan, await this.plans.getFleet(view), data.basis);
    return { ...laid, isReproduced: laid.digest === data.digest, keptAt: recordedAt, keptBy: actor, version };
  }

  private async lay(plan: UpgradePlan, fleet: FleetSnapshot, basis: ScheduleBasis): Promise<ComputedSchedule> {
    const problem = scheduleProblemOf(layOut(plan.spec, fleet, basis, this.times));
    const schedule = await inTurns(planScheduleInTurns(plan.spec, problem, basis.progress));
    return { basis, digest: digestOf(schedule), schedule };
  }
}

const instantOf = (minute: number): string => `${new Date(minute * 60_000).toISOString().slice(0, 16)}:00Z`;
