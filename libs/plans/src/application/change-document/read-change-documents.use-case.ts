import { actorsOfView, type ApprovalView, type Person, wordActor } from '@lockstep/approvals';
import { type Evidence, subjectsOf, type UpgradePlan } from '@lockstep/documents';
import { LRUCache } from 'lru-cache';
import {
  type ChangeApproval,
  type ChangeDocument,
  type ChangeFacts,
  changeRows,
  describePlanInTurns,
  isExecutable,
  learnedComponents,
  renderFall,
  scheduleDurations,
  type ScheduleKept,
  schedulePolicy,
  waysBack,
  withStanding,
} from '../../domain/index.js';
import type { RecordedPlanSchedule } from '../plan-schedules.use-case.js';
import { inTurns } from '../in-turns.js';
import type { PlanView } from '../plan-view.js';
import { requestersBefore } from '../plans-before.js';
import { changeApprovalOf, weakFromOf } from './change-approval-of.js';
import type { ChangeSources } from './change-sources.port.js';

/** Plans whose descriptions are remembered: a page of text each. */
const REMEMBERED = 64;
/** Clusters whose addresses are asked for: each costs several reads. */
const MOST_ASKED = 50;

/** What follows from the digest of a plan, and costs most. */
interface Described {
  readonly document: ChangeDocument;
  /** The step in which most clusters roll at once; null: none does, or too many to ask for. */
  readonly largestRoll: { readonly step: string; readonly clusters: readonly string[] } | null;
}

type Pace = Pick<ChangeFacts, 'durations' | 'learned'>;

/** Puts together what a board reads: the plan, and all that is on record about it. */
export class ReadChangeDocuments {
  private readonly described = new LRUCache<string, Promise<Described>>({ max: REMEMBERED });

  /** @param publicUrl where people reach the API, without a slash at its end; null: not known */
  constructor(
    private readonly sources: ChangeSources,
    private readonly publicUrl: string | null,
  ) {}

  /** Undefined: the plan has no result. */
  async find(view: PlanView): Promise<ChangeDocument | undefined> {
    if (view.result === null) return undefined;
    const { policy } = await this.sources.policies.find();
    const schedule = await this.findSchedule(view);
    const pace = await this.paceOf(schedule);
    const { document, largestRoll } = await this.describe(view, pace, weakFromOf(policy));
    const isReal = isFollowable(view);
    const approvals = isReal ? await this.sources.approvals.stateOf(view.id) : null;
    const requesters = [...new Set([view.request.requestedBy, ...(await requestersBefore(view.id, this.sources.plans))])];
    const people = await this.sources.people.findPeople([
      ...requesters,
      ...(schedule ? [schedule.keptBy] : []),
      ...(approvals ? actorsOfView(approvals) : []),
    ]);
    return withStanding(document, {
      ...(await this.gatherRecord(view, schedule, people)),
      approval: approvals && approvalOf(view, approvals, requesters, { policy, risks: document.risks.classes, people }),
      evidence: isReal ? await this.evidenceOf(view) : null,
      headroom: isReal ? await this.headroomOf(largestRoll) : { verdict: 'not-asked', detail: '' },
    });
  }

  /** A row for each subject of each step, below `CHANGE_COLUMNS`. Undefined: the plan has no result. */
  async findRows(view: PlanView): Promise<Iterable<readonly string[]> | undefined> {
    const plan = await this.sources.plans.findDocument(view);
    if (plan === undefined) return undefined;
    const schedule = await this.findSchedule(view);
    const [fleet, { durations }] = [await this.sources.plans.getFleet(view), await this.paceOf(schedule)];
    return changeRows({ plan, fleet, durations, ...(await this.gatherRecord(view, schedule, [])) });
  }

  /** A document is read while the record lags, too: then it says that nobody can tell. */
  private async evidenceOf({ id }: PlanView): Promise<ChangeFacts['evidence']> {
    const { freshness } = this.sources;
    if (freshness === null) return null;
    try {
      return (await freshness.execute(id))?.evidence ?? null;
    } catch {
      return 'not-known';
    }
  }

  /** Plans of one digest may have goals of other names. */
  private describe(view: PlanView, pace: Pace, weakFrom: Evidence): Promise<Described> {
    const key = JSON.stringify([view.result!.digest, view.request.goal.metadata.name, weakFrom, pace]);
    const known = this.described.get(key);
    if (known) return known;
    const described = this.describeAnew(view, pace, weakFrom);
    this.described.set(key, described);
    described.catch(() => this.described.delete(key));
    return described;
  }

  private async describeAnew(view: PlanView, pace: Pace, weakFrom: Evidence): Promise<Described> {
    const { plans } = this.sources;
    const { goal } = view.request;
    const inputs = {
      plan: (await plans.findDocument(view))!,
      matrix: await plans.getMatrix(view),
      fleet: await plans.getFleet(view),
      goal,
    };
    const { plan } = inputs;
    const ways = plan.spec.outcome === 'planned' ? await inTurns(waysBack(inputs)) : null;
    return {
      document: await inTurns(describePlanInTurns({ ...inputs, ...pace, weakFrom, waysBack: ways })),
      largestRoll: largestRollOf(plan),
    };
  }

  private async findSchedule(view: PlanView): Promise<RecordedPlanSchedule | undefined> {
    return isFollowable(view) ? this.sources.schedules.find(view) : undefined;
  }

  /** What a kept schedule was laid with, else what one would be laid with now. */
  private async paceOf(schedule: RecordedPlanSchedule | undefined): Promise<Pace> {
    if (schedule) return { durations: schedule.basis.durations, learned: [] };
    const medians = await this.sources.learned.medians();
    return { durations: scheduleDurations(schedulePolicy.parse({}), medians), learned: learnedComponents(medians) };
  }

  private async gatherRecord(
    view: PlanView,
    schedule: RecordedPlanSchedule | undefined,
    people: readonly Person[],
  ): Promise<Pick<ChangeFacts, 'record' | 'assumed' | 'schedule'>> {
    const { hypothetical } = view.request;
    return {
      record: await this.recordOf(view, people),
      assumed: hypothetical === false ? null : hypothetical.assumed,
      schedule: schedule ? this.keptOf(schedule, people) : null,
    };
  }

  private async recordOf(view: PlanView, people: readonly Person[]): Promise<NonNullable<ChangeFacts['record']>> {
    const { id, request, requestedAt, fallen, supersededBy, withdrawal } = view;
    return {
      id,
      url: this.publicUrl === null ? null : `${this.publicUrl}/v1/plans/${id}`,
      status: await this.sources.plans.findStage(view),
      requestedBy: wordActor(people, request.requestedBy),
      requestedAt,
      position: request.fleet.position,
      parent: request.parent,
      fallen: fallen.map(renderFall),
      supersededBy,
      withdrawn: withdrawal?.reason ?? null,
    };
  }

  /** Windows in several zones: the clocks of the first. */
  private keptOf({ basis, schedule, keptBy, keptAt, isReproduced }: RecordedPlanSchedule, people: readonly Person[]): ScheduleKept {
    const zone = basis.policy.windows[0]?.timeZone ?? null;
    const local = new Map<string, string>();
    if (zone !== null)
      for (const instant of instantsOf(schedule)) {
        const shown = local.has(instant) ? null : this.sources.clocks.show(instant, zone);
        if (shown !== null) local.set(instant, shown);
      }
    return { schedule, zone: local.size > 0 ? zone : null, local, keptBy: wordActor(people, keptBy), keptAt, isReproduced };
  }

  private async headroomOf(roll: Described['largestRoll']): Promise<ChangeFacts['headroom']> {
    if (roll === null) return { verdict: 'not-asked', detail: '' };
    const { verdict, detail } = await this.sources.headroom(roll.clusters);
    return { verdict, detail: `Asked for ${roll.step}, in which most clusters roll at once. ${detail}`.trim() };
  }
}

/** Sign-offs of a plan that is void are void, whether they were told yet or not. */
function approvalOf(
  { status }: PlanView,
  stated: ApprovalView,
  requesters: readonly string[],
  asked: Parameters<typeof changeApprovalOf>[2],
): ChangeApproval {
  const approval = changeApprovalOf(stated, requesters, asked);
  return status === 'void' && approval.state !== 'not-requested' ? { ...approval, state: 'void' } : approval;
}

function largestRollOf({ spec }: UpgradePlan): Described['largestRoll'] {
  const [largest] = spec.steps
    .filter(({ component }) => component === 'vkr')
    .map((step) => ({ step: step.id, clusters: subjectsOf(spec, step) }))
    .toSorted((a, b) => b.clusters.length - a.clusters.length);
  return largest && largest.clusters.length <= MOST_ASKED ? largest : null;
}

/** Whether it may have a schedule, signatures and a roll at all. */
const isFollowable = ({ request, result }: PlanView): boolean => isExecutable(request) && result?.outcome === 'planned';

function* instantsOf({ start, end, steps }: RecordedPlanSchedule['schedule']): Generator<string> {
  yield start;
  yield end;
  for (const step of steps) {
    yield* [step.start, step.end, step.soakedAt];
    for (const wave of step.waves) {
      yield* [wave.start, wave.end, wave.soakedAt];
      for (const run of wave.runs) {
        yield* [run.start, run.end];
        for (const stretch of run.stretches ?? []) yield* [stretch.start, stretch.end];
      }
    }
  }
}
