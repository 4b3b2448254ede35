import type { FleetSnapshot, UpgradePlan } from '@lockstep/documents';
import { fleetSnapshot } from '@lockstep/documents';
import {
  actorOf,
  assertIfMatch,
  CurrentPrincipal,
  currentTrace,
  IdempotencyKey,
  type Principal,
  problem,
  Readiness,
} from '@lockstep/platform';
import { isExecutable, type PlanView, ReadChangeDocuments, ReadPlans, RequestPlan, WithdrawPlan } from '@lockstep/plans';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { trackingProblem } from '../execution/tracking-problem.js';
import { readCursor, renderCursor, sendPage, sendSlice } from '../http/page.js';
import { wantedFormOf } from '../http/wanted-form.js';
import { RecordMoments } from '../http/record-moment.js';
import { Operation } from '../openapi/operation.decorator.js';
import { answerRequest, findPlan, getDocument, markPlan, sendPlan } from './plan-answer.js';
import { PLAN_FORMS, PLAN_MEDIA_TYPES, sendPlanForm } from './plan-forms.js';
import { certificateOf, etagOfStage, groupsOf, summaryResourceOf } from './plan-resource.js';
import {
  certificate,
  explanation,
  groupId,
  memberPage,
  newPlan,
  newPlanQuery,
  planId,
  planListQuery,
  planPage,
  planResource,
  stepPage,
  stepsQuery,
  withdrawal,
} from './plans.dto.js';

@Controller('v1/plans')
export class PlansController {
  constructor(
    @Inject(RequestPlan) private readonly requestPlan: RequestPlan,
    @Inject(ReadPlans) private readonly plans: ReadPlans,
    @Inject(ReadChangeDocuments) private readonly documents: ReadChangeDocuments,
    @Inject(WithdrawPlan) private readonly withdrawPlan: WithdrawPlan,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(RecordMoments) private readonly moments: RecordMoments,
  ) {}

  @Post()
  @Operation({
    summary: 'Request a plan',
    description:
      'The goal is judged at once against the matrix and the fleet as recorded, now or as of an earlier position or time; the plan is computed by a worker. Poll `Location`, or send `Prefer: wait=10`. A goal that can not be reached is a computed plan with an explanation. While a node of the domain rolls, so that several versions of a component run in it, the answer is 409 `rolling`.',
    tag: 'plans',
    roles: ['planner'],
    status: 202,
    response: planResource,
    responseDescription: 'The plan is requested',
    alternatives: { 200: 'The plan is computed: it was done within the time of `Prefer: wait`' },
    problems: [409, 413, 415, 422, 503],
  })
  async requestNewPlan(
    @Body({ schema: newPlan }) { goal, domain }: z.output<typeof newPlan>,
    @Query({ schema: newPlanQuery }) query: z.output<typeof newPlanQuery>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const past = await this.moments.openPast(query, reply);
    const outcome = await this.requestPlan.execute({
      goal,
      domain,
      matrix: query.matrix,
      ...past,
      actor: actorOf(principal),
      correlationId: currentTrace()?.traceId,
      idempotencyKey,
    });
    return answerRequest('plan', outcome, { plans: this.plans, readiness: this.readiness, request, reply });
  }

  @Get()
  @Operation({
    summary: 'List plans',
    description: 'The newest request first.',
    tag: 'plans',
    roles: ['viewer'],
    response: planPage,
    responseDescription: 'A page of plans',
  })
  async listPlans(
    @Query({ schema: planListQuery }) { limit, cursor, status, domain }: z.output<typeof planListQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const before = readCursor(cursor, z.int().min(0));
    const { plans, next } = await this.plans.list({ limit, before, stage: status, domain });
    return sendPage(request, reply, plans.map(summaryResourceOf), limit, next === null ? null : renderCursor(next));
  }

  @Get(':id')
  @ApiProduces(...PLAN_MEDIA_TYPES)
  @Operation({
    summary: 'Read a plan',
    description:
      'As JSON with its status; the plan document alone as YAML; what a board reads before it decides, with the way back from each step, as Markdown (`text/markdown`); or a row for each subject of each step as CSV (`text/csv`), by `Accept`. The ETag of a computed plan is its digest, and of one that has come further begins with it; either names the digest that a decision is on.',
    tag: 'plans',
    roles: ['viewer'],
    response: planResource,
    responseDescription: 'The plan; `plan` holds the document when `status` is computed',
    problems: [404, 406, 409],
  })
  async getPlan(
    @Param('id', { schema: planId }) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const form = wantedFormOf(request, PLAN_FORMS);
    const view = await this.get(id);
    reply.header('vary', 'accept');
    if (view.status === 'requested') reply.header('retry-after', '1');
    if (form === 'json') return sendPlan(this.plans, reply, view);
    return sendPlanForm(form, view, await this.getDocument(view), { documents: this.documents, reply });
  }

  @Get(':id/steps')
  @Operation({
    summary: 'List the steps of a plan',
    description:
      'In an order in which they may be executed; any order that respects `after` is as safe. The subjects of a step are its `subjects` and the members of its `groups`.',
    tag: 'plans',
    roles: ['viewer'],
    response: stepPage,
    responseDescription: 'A page of steps',
    problems: [404, 409],
  })
  async listPlanSteps(
    @Param('id', { schema: planId }) id: string,
    @Query({ schema: stepsQuery }) query: z.output<typeof stepsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const view = await this.get(id);
    const { spec } = await this.getDocument(view);
    markPlan(reply, view);
    const page = sendSlice(request, reply, spec.steps, query);
    return { ...page, groups: groupsOf(spec, page.items) };
  }

  @Get(':id/groups/:group')
  @Operation({
    summary: 'List the nodes of a group',
    description: 'Nodes that take part in the very same steps. A step that names the group moves each of them.',
    tag: 'plans',
    roles: ['viewer'],
    response: memberPage,
    responseDescription: 'A page of node ids, in text order',
    problems: [404, 409],
  })
  async listPlanGroup(
    @Param('id', { schema: planId }) id: string,
    @Param('group', { schema: groupId }) group: string,
    @Query({ schema: stepsQuery }) query: z.output<typeof stepsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const view = await this.get(id);
    const { spec } = await this.getDocument(view);
    const members = spec.groups?.find((candidate) => candidate.id === group)?.members;
    if (members === undefined) throw problem('not-found', `plan ${id}; group ${group}; must be one of the plan; found none`);
    markPlan(reply, view);
    return sendSlice(request, reply, members, query);
  }

  @Get(':id/certificate')
  @Operation({
    summary: 'Why each step is safe',
    description: 'For every pairing that can be observed while a step runs: the statement that allows it, with its words and sources.',
    tag: 'plans',
    roles: ['viewer'],
    response: certificate,
    responseDescription: 'The certificate',
    problems: [404, 409],
  })
  async getPlanCertificate(
    @Param('id', { schema: planId }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof certificate>> {
    const view = await this.get(id);
    const plan = await this.getDocument(view);
    markPlan(reply, view);
    return certificateOf(view, plan, await this.plans.getMatrix(view));
  }

  @Get(':id/explanation')
  @Operation({
    summary: 'Why a goal can not be reached',
    tag: 'plans',
    roles: ['viewer'],
    response: explanation,
    responseDescription: 'The explanation; null for a goal that can be reached',
    problems: [404, 409],
  })
  async getPlanExplanation(
    @Param('id', { schema: planId }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof explanation>> {
    const view = await this.get(id);
    const { spec } = await this.getDocument(view);
    markPlan(reply, view);
    const executable = isExecutable(view.request);
    return {
      id,
      digest: view.result!.digest,
      executable,
      outcome: spec.outcome,
      optimal: spec.optimal,
      explanation: spec.explanation,
      exposures: spec.exposures,
    };
  }

  @Get(':id/fleet')
  @Operation({
    summary: 'Read the fleet that a plan was requested for',
    description: 'As it was then: the snapshot whose digest the plan names.',
    tag: 'plans',
    roles: ['viewer'],
    response: fleetSnapshot,
    responseDescription: 'The snapshot',
    problems: [404],
  })
  async getPlanFleet(@Param('id', { schema: planId }) id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<FleetSnapshot> {
    const view = await this.get(id);
    markPlan(reply, view);
    reply.header('etag', `"${view.request.fleet.digest}"`);
    return this.plans.getFleet(view);
  }

  @Post(':id/withdraw')
  @Operation({
    summary: 'Withdraw a plan',
    description:
      'It stays readable and shall not be followed. An execution of it ends as `abandoned`, which frees its domain; refused while anything of it runs. `If-Match` names the state that was looked at.',
    tag: 'plans',
    roles: ['planner'],
    response: planResource,
    responseDescription: 'The plan is withdrawn',
    problems: [404, 409, 412, 422, 428],
  })
  async withdrawOnePlan(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: withdrawal }) { reason }: z.output<typeof withdrawal>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const seen = await this.get(id);
    assertIfMatch(request, etagOfStage(seen, await this.plans.findStage(seen)));
    const outcome = await this.withdrawPlan.execute(id, reason, { actor: actorOf(principal), expectedVersion: seen.version });
    if (outcome.outcome === 'conflict')
      throw problem('precondition-failed', `plan ${id}; it changed meanwhile; found version ${outcome.actualVersion}`);
    if (outcome.outcome === 'refused')
      throw outcome.refusal.rule === 'running'
        ? trackingProblem(id, outcome.refusal)
        : problem(
            'conflict',
            `plan ${id}; neither a plan that failed nor one that was superseded can be withdrawn; found it ${seen.status}`,
          );
    return sendPlan(this.plans, reply, outcome.plan);
  }

  private get(id: string): Promise<PlanView> {
    return findPlan(this.plans, id);
  }

  private getDocument(view: PlanView): Promise<UpgradePlan> {
    return getDocument(this.plans, view);
  }
}
