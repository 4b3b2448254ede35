import type { ReadApprovals } from '@lockstep/approvals';
import { actorOf, assertIfMatch, CurrentPrincipal, currentTrace, type Principal, problem } from '@lockstep/platform';
import { type ComputedSchedule, PlanSchedules, type PlanView, ReadPlans, type RecordedPlanSchedule } from '@lockstep/plans';
import { schedulePolicy } from '@lockstep/plans/domain';
import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { wantedFormOf } from '../http/wanted-form.js';
import { Operation } from '../openapi/operation.decorator.js';
import { findPlan, markPlan } from '../plans/plan-answer.js';
import { assertEdition } from '../http/edition.js';
import { etagOf } from '../plans/plan-resource.js';
import { planId } from '../plans/plans.dto.js';
import { unprocessable } from '../plans/unprocessable.js';
import { renderCalendar } from './render-calendar.js';
import { renderScheduleCsv } from './render-csv.js';
import { renderSchedule } from './render-schedule.js';
import { planSchedule, waiveQuery } from './schedule.dto.js';
import { assertMayLoosen, SIGNOFFS } from './schedule-over-signoffs.js';

const FORMS = {
  'application/json': 'json',
  'text/calendar': 'calendar',
  'text/csv': 'csv',
  'application/*': 'json',
  '*/*': 'json',
} as const;
const PRODUCES = ['application/json', 'text/calendar', 'text/csv'];

/** A problem tells so many of those without room; the answer to POST tells all. */
const MOST_TOLD = 20;

type Policy = z.output<typeof schedulePolicy>;

@Controller('v1/plans/:id/schedule')
export class ScheduleController {
  constructor(
    @Inject(ReadPlans) private readonly plans: ReadPlans,
    @Inject(PlanSchedules) private readonly schedules: PlanSchedules,
    @Inject(SIGNOFFS) private readonly approvals: ReadApprovals,
  ) {}

  @Get()
  @ApiProduces(...PRODUCES)
  @Operation({
    summary: 'Read the schedule that is kept for a plan',
    description:
      'As JSON, as iCalendar with an event for each wave, or for each stretch of one that pauses (`text/calendar`), or as CSV with a record for each subject (`text/csv`), by `Accept`.',
    tag: 'plans',
    roles: ['viewer'],
    response: planSchedule,
    responseDescription: 'The schedule',
    problems: [404, 406],
  })
  async getPlanSchedule(
    @Param('id', { schema: planId }) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const view = await findPlan(this.plans, id);
    const recorded = await this.schedules.find(view);
    if (!recorded) throw problem('not-found', `plan ${id}; schedule; one must have been kept; found none`);
    return this.send(request, reply, view, recorded, recorded);
  }

  @Post()
  @ApiProduces(...PRODUCES)
  @Operation({
    summary: 'Compute a schedule for a plan',
    description:
      'Keeps nothing. Where some work has no room within the horizon the outcome is `no-room`, and says for whom, how long it takes and how much room there is. The freezes on record count beside those of the policy.',
    tag: 'plans',
    roles: ['planner'],
    response: planSchedule,
    responseDescription: 'The schedule',
    problems: [404, 406, 409, 413, 415, 422],
  })
  async computePlanSchedule(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: schedulePolicy }) policy: Policy,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const view = await findPlan(this.plans, id);
    const outcome = await this.schedules.compute(view, policy);
    if (outcome.outcome === 'invalid') throw unprocessable('schedule', outcome.problems);
    if (outcome.outcome === 'no-plan') throw noPlan(view);
    if (outcome.outcome === 'too-large') throw tooLarge(view, outcome);
    return this.send(request, reply, view, outcome);
  }

  @Put()
  @Operation({
    summary: 'Keep a schedule for a plan',
    description:
      'Computes it and keeps it, in the place of an earlier one. `If-Match` names what was looked at: the schedule that is kept, or the plan while none is. One in which some work has no room is not kept. After the first sign-off only somebody who may sign, and did not ask for the plan, replaces it (409 `signed-off`).',
    tag: 'plans',
    roles: ['planner', 'approver'],
    response: planSchedule,
    responseDescription: 'The schedule is kept',
    problems: [404, 409, 412, 413, 415, 422, 428],
  })
  async keepPlanSchedule(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: schedulePolicy }) policy: Policy,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const view = await findPlan(this.plans, id);
    const { context, overSignoffs } = await this.changeOf(view, principal, request);
    const outcome = await this.schedules.keep(view, policy, context, overSignoffs);
    switch (outcome.outcome) {
      case 'invalid':
        throw unprocessable('schedule', outcome.problems);
      case 'no-plan':
        throw noPlan(view);
      case 'too-large':
        throw tooLarge(view, outcome);
      case 'not-followed':
        throw notKept(view);
      case 'no-room':
        throw unprocessable('schedule', withoutRoom(outcome));
      case 'conflict':
        throw changedMeanwhile(view, outcome);
      case 'kept':
        return this.send(request, reply, view, outcome.recorded, outcome.recorded, 'json');
    }
  }

  @Delete()
  @Operation({
    summary: 'Let a plan go without a schedule',
    description:
      'With a reason, which the record keeps. Of a plan that came in the place of a scheduled one it says that none is wanted: until then, or until one is kept, the gate holds. `If-Match` and who may do so after the first sign-off: as for keeping one.',
    tag: 'plans',
    roles: ['planner', 'approver'],
    status: 204,
    responseDescription: 'The plan goes without a schedule',
    problems: [404, 409, 412, 428],
  })
  async waivePlanSchedule(
    @Param('id', { schema: planId }) id: string,
    @Query({ schema: waiveQuery }) { reason }: z.output<typeof waiveQuery>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const view = await findPlan(this.plans, id);
    const { context, overSignoffs } = await this.changeOf(view, principal, request);
    const outcome = await this.schedules.waive(view, reason, context, overSignoffs);
    if (outcome.outcome === 'not-followed') throw notKept(view);
    if (outcome.outcome === 'conflict') throw changedMeanwhile(view, outcome);
  }

  private async changeOf(view: PlanView, principal: Principal, request: FastifyRequest) {
    const standing = await this.schedules.standingOf(view);
    if (standing.isKept) assertIfMatch(request, scheduleTag(view, standing.version));
    else assertEdition(request, view.result?.digest ?? 'none', etagOf(view));
    const overSignoffs = await assertMayLoosen(view, standing, principal, { plans: this.plans, approvals: this.approvals });
    return {
      context: { actor: actorOf(principal), correlationId: currentTrace()?.traceId, expectedVersion: standing.version },
      overSignoffs,
    };
  }

  private send(
    request: FastifyRequest,
    reply: FastifyReply,
    view: PlanView,
    computed: ComputedSchedule,
    recorded?: RecordedPlanSchedule,
    form = wantedFormOf(request, FORMS),
  ) {
    const resource = renderSchedule(view, computed, recorded);
    markPlan(reply, view);
    reply.header('vary', 'accept');
    if (recorded) reply.header('etag', scheduleTag(view, recorded.version, form));
    switch (form) {
      case 'json':
        return resource;
      case 'calendar':
        reply.type('text/calendar; charset=utf-8');
        return renderCalendar(resource);
      case 'csv':
        reply.type('text/csv; charset=utf-8; header=present');
        return renderScheduleCsv(resource);
    }
  }
}

/** A plan has one digest, and its schedules have versions. */
const scheduleTag = ({ result }: PlanView, version: number, form = 'json'): string =>
  `"${result!.digest};schedule-${version}${form === 'json' ? '' : `;${form}`}"`;

const notFollowed = ({ status, request }: PlanView): string => (request.hypothetical === false ? status : 'hypothetical');

const notKept = (view: PlanView) =>
  problem('conflict', `plan ${view.id}; schedule; only of a plan that may be carried out one is kept; found it ${notFollowed(view)}`);

const changedMeanwhile = ({ id }: PlanView, { actualVersion }: { readonly actualVersion: number }) =>
  problem('precondition-failed', `plan ${id}; schedule; it changed meanwhile; found version ${actualVersion}`);

const noPlan = ({ id, status, result }: PlanView) =>
  problem('conflict', `plan ${id}; schedule; the plan must have steps; found it ${result?.outcome ?? status}`);

const tooLarge = ({ id }: PlanView, { found, most }: { readonly found: number; readonly most: number }) =>
  problem(
    'unprocessable',
    `plan ${id}; schedule; at most ${most} subjects over all steps are laid in time; plan domain by domain; found ${found}`,
  );

const withoutRoom = ({ schedule }: ComputedSchedule) =>
  schedule.unplaced.slice(0, MOST_TOLD).map(({ step, subject, minutes, earliest, longestRoom }) => ({
    pointer: '/windows',
    detail: `step ${step}, ${subject}: needs ${minutes} minutes from ${earliest} on; at most ${longestRoom} in a row are free within the horizon`,
  }));
