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
import { ReadExecution, ReadPlans, RequestPlan, TrackExecution, type TrackingOrder } from '@lockstep/plans';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { assertEdition, etagOfEdition } from '../http/edition.js';
import { readCursor, renderCursor, sendPage } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { answerRequest, findPlan } from '../plans/plan-answer.js';
import { planId, planResource } from '../plans/plans.dto.js';
import * as dto from './execution.dto.js';
import { trackingProblem } from './tracking-problem.js';

const REPORTED = {
  tag: 'execution',
  roles: ['operator'],
  response: dto.execution,
  problems: [404, 409, 412, 422, 428],
} as const;

@Controller('v1/plans/:id')
export class ExecutionController {
  constructor(
    @Inject(TrackExecution) private readonly tracking: TrackExecution,
    @Inject(ReadExecution) private readonly reading: ReadExecution,
    @Inject(ReadPlans) private readonly plans: ReadPlans,
    @Inject(RequestPlan) private readonly requestPlan: RequestPlan,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  @Post('attempts')
  @Operation({
    ...REPORTED,
    summary: 'Report on a step',
    description:
      'By whoever executes: that a step starts, succeeds or fails at its subjects, or what was measured; `correct` takes back a success that was none. A start is a question as well: it is refused unless the gate says `go`, and with 409 `already-running` where somebody has started the same. `If-Match` names the digest of the plan. A report that comes twice is one; a start is the same one by the same token, under the same `Idempotency-Key` or without one both times.',
    responseDescription: 'The report is recorded; the execution as it is now',
  })
  async reportAttempt(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: dto.attemptReport }) report: z.output<typeof dto.attemptReport>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.track(id, orderOf(report), { principal, request, reply, idempotencyKey });
  }

  @Get('attempts')
  @Operation({
    summary: 'List the attempts at the steps of a plan',
    description: 'The oldest first.',
    tag: 'execution',
    roles: ['viewer'],
    response: dto.attemptPage,
    responseDescription: 'A page of attempts',
    problems: [404],
  })
  async listAttempts(
    @Param('id', { schema: planId }) id: string,
    @Query({ schema: dto.attemptsQuery }) { limit, cursor }: z.output<typeof dto.attemptsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await findPlan(this.plans, id);
    const [, position, subject] = /^(\d{1,15}) (.*)$/s.exec(readCursor(cursor, z.string().regex(/^\d{1,15} ./s)) ?? '') ?? [];
    const after = position === undefined || subject === undefined ? {} : { after: { position: Number(position), subject } };
    const { attempts, next } = await this.reading.listAttempts({ plan: id, limit, ...after });
    const items = attempts.map(({ position: _, ...attempt }) => attempt);
    return sendPage(request, reply, items, limit, next ? renderCursor(`${next.position} ${next.subject}`) : null);
  }

  @Get('execution')
  @Operation({
    summary: 'How far a plan has been carried out',
    description: 'Step by step, with what runs, what failed, what is not seen yet, and what has drifted. 404 before the first start.',
    tag: 'execution',
    roles: ['viewer'],
    response: dto.execution,
    responseDescription: 'The execution',
    problems: [404],
  })
  async getExecution(@Param('id', { schema: planId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.send(id, reply);
  }

  @Post('execution/pause')
  @Operation({
    ...REPORTED,
    summary: 'Pause an execution',
    description:
      'Nothing starts any more; what runs is reported on as before. It stands for itself, also beside the pauses of others and those for failures.',
    responseDescription: 'It is paused',
  })
  async pauseExecution(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: dto.reasoned }) { reason }: z.output<typeof dto.reasoned>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.track(id, { type: 'pause', reason }, { principal, request, reply });
  }

  @Post('execution/resume')
  @Operation({
    ...REPORTED,
    summary: 'Resume an execution',
    description:
      'Lifts the pauses that `lifts` names, and no other: nobody lifts what he was not told of. It goes on when none is left. Failures of a step are counted anew when its pause is lifted, and those of all when it goes on.',
    responseDescription: 'What was named is lifted',
  })
  async resumeExecution(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: dto.resumption }) { reason, lifts }: z.output<typeof dto.resumption>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.track(id, { type: 'resume', reason, lifts }, { principal, request, reply });
  }

  @Post('execution/skip')
  @Operation({
    ...REPORTED,
    summary: 'Skip a cluster that is gone',
    description: 'Only one that the inventory knows as decommissioned.',
    responseDescription: 'It takes no further part',
  })
  async skipSubject(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: dto.skipOrder }) { subject, reason }: z.output<typeof dto.skipOrder>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.track(id, { type: 'skip', subject, reason }, { principal, request, reply });
  }

  @Post('execution/abandon')
  @Operation({
    ...REPORTED,
    summary: 'Abandon an execution',
    description: 'Frees the domain for another plan. Refused while anything runs.',
    responseDescription: 'It has ended',
  })
  async abandonExecution(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: dto.reasoned }) { reason }: z.output<typeof dto.reasoned>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.track(id, { type: 'abandon', reason }, { principal, request, reply });
  }

  @Post('replan')
  @Operation({
    summary: 'Request a plan from where an execution stands',
    description:
      'The same goal, from the fleet as it is observed now, with this plan as its parent. Refused while a subject runs or a node rolls: nobody can say yet where it ends. When that plan is computed and leads to the goal, it takes the place of this one, whose execution then ends as `replaced`: the domain is free for its first start.',
    tag: 'execution',
    roles: ['planner'],
    status: 202,
    response: planResource,
    responseDescription: 'The plan is requested',
    alternatives: { 200: 'The plan is computed: it was done within the time of `Prefer: wait`' },
    problems: [404, 409, 412, 422, 428, 503],
  })
  async requestNextPlan(
    @Param('id', { schema: planId }) id: string,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const view = await findPlan(this.plans, id);
    assertDigest(request, view.result?.digest ?? 'none');
    const execution = await this.reading.find(id);
    if (execution === undefined) throw problem('conflict', `plan ${id}; its execution must have begun; found no start`);
    const running = execution.steps.flatMap(({ step, running: subjects }) => subjects.map((subject) => ({ step, subject })));
    if (running.length > 0 && execution.endedAt === null) throw trackingProblem(id, { rule: 'running', running });
    const { goal, domain } = view.request;
    const outcome = await this.requestPlan.execute({
      goal,
      ...(domain === null ? {} : { domain }),
      parent: id,
      actor: actorOf(principal),
      ...optional({ correlationId: currentTrace()?.traceId, idempotencyKey }),
    });
    return answerRequest('plan', outcome, { plans: this.plans, readiness: this.readiness, request, reply });
  }

  private async track(
    id: string,
    order: TrackingOrder,
    call: { principal: Principal; request: FastifyRequest; reply: FastifyReply; idempotencyKey?: string | undefined },
  ) {
    const view = await findPlan(this.plans, id);
    const digest = view.result?.digest;
    if (digest === undefined) throw trackingProblem(id, { rule: 'not-executable', found: view.status });
    assertDigest(call.request, digest);
    const outcome = await this.tracking.execute(id, digest, order, {
      actor: actorOf(call.principal),
      ...optional({ correlationId: currentTrace()?.traceId, idempotencyKey: call.idempotencyKey }),
    });
    if (outcome.outcome === 'refused') throw trackingProblem(id, outcome.refusal);
    if (outcome.outcome === 'conflict')
      throw problem('conflict', `plan ${id}; its execution changed under every attempt; found others reporting`, {
        headers: { 'retry-after': '1' },
      });
    if (outcome.outcome !== 'recorded') throw problem('precondition-failed', `plan ${id}; it must be the one looked at; found another`);
    return this.send(id, call.reply);
  }

  private async send(id: string, reply: FastifyReply): Promise<z.output<typeof dto.execution>> {
    await findPlan(this.plans, id);
    const view = await this.reading.find(id);
    if (view === undefined) throw problem('not-found', `plan ${id}; its execution must have begun; found no start`);
    const { version: _, ...resource } = view;
    reply.header('etag', etagOfEdition(view.digest, resource));
    return resource as z.output<typeof dto.execution>;
  }
}

/** Either the plan's own ETag or one of its execution: both name the digest that the report is about. */
function assertDigest(request: FastifyRequest, digest: string): void {
  const named = request.headers['if-match'];
  if (named === undefined || !named.includes(`"${digest}-`)) assertIfMatch(request, `"${digest}"`);
  else assertEdition(request, digest, `"${digest}"`);
}

const optional = (values: { readonly correlationId: string | undefined; readonly idempotencyKey: string | undefined }) => ({
  ...(values.correlationId === undefined ? {} : { correlationId: values.correlationId }),
  ...(values.idempotencyKey === undefined ? {} : { idempotencyKey: values.idempotencyKey }),
});

function orderOf(report: z.output<typeof dto.attemptReport>): TrackingOrder {
  const { step } = report;
  switch (report.phase) {
    case 'start':
      return {
        type: 'start',
        step,
        subjects: report.subjects ?? null,
        acknowledgeNoReturn: report.acknowledgeNoReturn,
        policy: report.policy ?? null,
      };
    case 'succeed':
      return { type: 'succeed', step, subjects: report.subjects ?? null, evidence: report.evidence ?? null };
    case 'fail':
      return { type: 'fail', step, subjects: report.subjects ?? null, reason: report.reason };
    case 'correct':
      return { type: 'correct', step, subjects: report.subjects, reason: report.reason };
    case 'evidence':
      return { type: 'report-evidence', step, evidence: report.evidence };
  }
}
