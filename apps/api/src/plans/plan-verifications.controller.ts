import { VerifyPlan } from '@lockstep/plans';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import { newVerification, verification } from './plans.dto.js';
import { behindProblem } from './plan-answer.js';
import { unprocessable } from './unprocessable.js';

@Controller('v1/plan-verifications')
export class PlanVerificationsController {
  constructor(@Inject(VerifyPlan) private readonly verifyPlan: VerifyPlan) {}

  @Post()
  @Operation({
    summary: 'Prove or refute a plan',
    description: 'Replays a plan from anywhere, step by step, with a checker that shares nothing with the search. Writes nothing.',
    tag: 'plans',
    roles: ['viewer'],
    response: verification,
    responseDescription: 'Proven, or refuted with what is wrong',
    problems: [409, 413, 415, 422, 503],
  })
  async verifyOnePlan(@Body({ schema: newVerification }) order: z.output<typeof newVerification>): Promise<z.output<typeof verification>> {
    const outcome = await this.verifyPlan.execute(order);
    if (outcome.outcome === 'behind') throw behindProblem(outcome.reason);
    if (outcome.outcome === 'invalid') throw unprocessable('plan verification', outcome.problems);
    return { outcome: outcome.outcome, over: outcome.over, refutations: [...outcome.refutations] };
  }
}
