import { actorOf, CurrentPrincipal, currentTrace, IdempotencyKey, type Principal, Readiness } from '@lockstep/platform';
import { ReadPlans, RequestPlan } from '@lockstep/plans';
import { Body, Controller, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { RecordMoments } from '../http/record-moment.js';
import { Operation } from '../openapi/operation.decorator.js';
import { answerRequest } from './plan-answer.js';
import { newPlanQuery, planResource } from './plans.dto.js';
import { newWhatIf } from './what-if.dto.js';

@Controller('v1/what-if')
export class WhatIfController {
  constructor(
    @Inject(RequestPlan) private readonly requestPlan: RequestPlan,
    @Inject(ReadPlans) private readonly plans: ReadPlans,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(RecordMoments) private readonly moments: RecordMoments,
  ) {}

  @Post()
  @Operation({
    summary: 'Request a plan over assumed facts',
    description:
      'A plan as under `/v1/plans`, and read there, over the matrix and the fleet with assumed facts laid over them. It is marked `executable: false` for good: its digests are those of inputs that were never published or observed, so nobody can take it for a real one. A statement counts only if its `evidence` is at least the floor of the goal’s policy.',
    tag: 'plans',
    roles: ['planner'],
    status: 202,
    response: planResource,
    responseDescription: 'The plan is requested',
    alternatives: { 200: 'The plan is computed: it was done within the time of `Prefer: wait`' },
    problems: [409, 413, 415, 422, 503],
  })
  async requestWhatIf(
    @Body({ schema: newWhatIf }) { goal, domain, hypothetical }: z.output<typeof newWhatIf>,
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
      hypothetical,
      actor: actorOf(principal),
      correlationId: currentTrace()?.traceId,
      idempotencyKey,
    });
    return answerRequest('what-if', outcome, { plans: this.plans, readiness: this.readiness, request, reply });
  }
}
