import type { FleetSnapshot, PlanStep, UpgradePlan } from '@lockstep/documents';
import { fleetSnapshot } from '@lockstep/documents';
import { renderPlanMarkdown } from '@lockstep/planner';
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
import { type PlanView, ReadPlans, RequestPlan, WithdrawPlan } from '@lockstep/plans';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'yaml';
import { z } from 'zod';
import { readCursor, renderCursor, sendPage } from '../http/page.js';
import { DOCUMENT_FORMS, type DocumentForm, wantedFormOf } from '../http/wanted-form.js';
import { Operation } from '../openapi/operation.decorator.js';
import { unprocessable } from './unprocessable.js';
import { certificateOf, etagOf, resourceOf, summaryResourceOf } from './plan-resource.js';
import {
  certificate,
  explanation,
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
import { waitAsPreferred } from './prefer-wait.js';

const FORMS: Readonly<Record<string, DocumentForm | 'markdown'>> = { ...DOCUMENT_FORMS, 'text/markdown': 'markdown' };

@Controller('v1/plans')
export class PlansController {
  constructor(
    @Inject(RequestPlan) private readonly requestPlan: RequestPlan,
    @Inject(ReadPlans) private readonly plans: ReadPlans,
    @Inject(WithdrawPlan) private readonly withdrawPlan: WithdrawPlan,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  @Post()
  @Operation({
    summary: 'Request a plan',
    description:
      'The goal is judged at once against the matrix and the fleet as recorded; the plan is computed by a worker. Poll `Location`, or send `Prefer: wait=10`. A goal that can not be reached is a computed plan with an explanation.',
    tag: 'plans',
    roles: ['planner'],
    status: 202,
    response: planResource,
    responseDescription: 'The plan is requested',
    alternatives: { 200: 'The plan is computed: it was done within the time of `Prefer: wait`' },
    problems: [409, 413, 415, 422],
  })
  async requestNewPlan(
    @Body({ schema: newPlan }) { goal, domain }: z.output<typeof newPlan>,
    @Query({ schema: newPlanQuery }) { matrix }: z.output<typeof newPlanQuery>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const outcome = await this.requestPlan.execute({
      goal,
      domain,
      matrix,
      actor: actorOf(principal),
      correlationId: currentTrace()?.traceId,
      idempotencyKey,
    });
    if (outcome.outcome === 'invalid') throw unprocessable('plan', outcome.problems);
    if (outcome.outcome === 'key-reused')
      throw problem('idempotency-key-reused', `header Idempotency-Key; it belongs to plan ${outcome.plan}; found another request`);
    const { id } = outcome.plan;
    reply.header('location', `/v1/plans/${id}`);
    const view = await waitAsPreferred(
      request,
      reply,
      () => this.get(id),
      ({ status }) => status !== 'requested' || this.readiness.draining,
    );
    if (view.status === 'requested') reply.header('retry-after', '1');
    else reply.status(200);
    return this.send(reply, view);
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
    const { plans, next } = await this.plans.list({ limit, before, status, domain });
    return sendPage(request, reply, plans.map(summaryResourceOf), limit, next === null ? null : renderCursor(next));
  }

  @Get(':id')
  @Operation({
    summary: 'Read a plan',
    description:
      'As JSON with its status, or the plan document alone as YAML or Markdown, by `Accept`. The ETag of a computed plan is its digest.',
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
    const form = wantedFormOf(request, FORMS);
    const view = await this.get(id);
    reply.header('vary', 'accept');
    if (view.status === 'requested') reply.header('retry-after', '1');
    if (form === 'json') return this.send(reply, view);
    const plan = await this.getDocument(view);
    reply.header('etag', etagOf(view, form));
    reply.type(form === 'yaml' ? 'application/yaml; charset=utf-8' : 'text/markdown; charset=utf-8');
    if (form === 'yaml') return stringify(plan, { lineWidth: 0 });
    const [matrix, fleet] = [await this.plans.getMatrix(view), await this.plans.getFleet(view)];
    return renderPlanMarkdown({ matrix, fleet, goal: view.request.goal, plan });
  }

  @Get(':id/steps')
  @Operation({
    summary: 'List the steps of a plan',
    description: 'In an order in which they may be executed; any order that respects `after` is as safe.',
    tag: 'plans',
    roles: ['viewer'],
    response: stepPage,
    responseDescription: 'A page of steps',
    problems: [404, 409],
  })
  async listPlanSteps(
    @Param('id', { schema: planId }) id: string,
    @Query({ schema: stepsQuery }) { limit, cursor }: z.output<typeof stepsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const start = readCursor(cursor, z.int().min(0)) ?? 0;
    const { spec } = await this.getDocument(await this.get(id));
    const items: PlanStep[] = spec.steps.slice(start, start + limit);
    return sendPage(request, reply, items, limit, start + limit < spec.steps.length ? renderCursor(start + limit) : null);
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
  async getPlanCertificate(@Param('id', { schema: planId }) id: string): Promise<z.output<typeof certificate>> {
    const view = await this.get(id);
    const plan = await this.getDocument(view);
    return certificateOf(id, plan, view.result!.digest, await this.plans.getMatrix(view));
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
  async getPlanExplanation(@Param('id', { schema: planId }) id: string): Promise<z.output<typeof explanation>> {
    const view = await this.get(id);
    const { spec } = await this.getDocument(view);
    return { id, digest: view.result!.digest, outcome: spec.outcome, explanation: spec.explanation, exposures: spec.exposures };
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
    reply.header('etag', `"${view.request.fleet.digest}"`);
    return this.plans.getFleet(view);
  }

  @Post(':id/withdraw')
  @Operation({
    summary: 'Withdraw a plan',
    description: 'It stays readable and shall not be followed. `If-Match` names the state that was looked at.',
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
    assertIfMatch(request, etagOf(seen));
    const outcome = await this.withdrawPlan.execute(id, reason, { actor: actorOf(principal), expectedVersion: seen.version });
    if (outcome.outcome === 'conflict')
      throw problem('precondition-failed', `plan ${id}; it changed meanwhile; found version ${outcome.actualVersion}`);
    if (outcome.outcome === 'refused') throw problem('conflict', `plan ${id}; a plan that failed can not be withdrawn`);
    return this.send(reply, outcome.plan);
  }

  private async send(reply: FastifyReply, view: PlanView) {
    const { matrix, fleet } = view.request;
    reply.header('etag', etagOf(view));
    reply.header('lockstep-matrix', matrix);
    reply.header('lockstep-position', String(fleet.position));
    return resourceOf(view, await this.plans.findDocument(view));
  }

  private async get(id: string): Promise<PlanView> {
    const view = await this.plans.find(id);
    if (view === undefined) throw problem('not-found', `plan ${id}; must exist; found none`);
    return view;
  }

  private async getDocument(view: PlanView): Promise<UpgradePlan> {
    const plan = await this.plans.findDocument(view);
    if (plan !== undefined) return plan;
    throw problem('conflict', `plan ${view.id}; must be computed to be read in this way; found it ${view.status}`, {
      ...(view.status === 'requested' ? { headers: { 'retry-after': '1' } } : {}),
    });
  }
}
