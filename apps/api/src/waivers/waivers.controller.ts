import { DecideSignoff, ReadApprovals } from '@lockstep/approvals';
import { ApiTokens, CurrentPrincipal, IdempotencyKey, type Principal, problem } from '@lockstep/platform';
import { PlansOfTheRecord } from '@lockstep/plans';
import { Body, Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import { planId } from '../plans/plans.dto.js';
import { decidedOf, deciderOf, renderWaiver } from '../signoffs/signoff-answer.js';
import { newWaiver, waivers } from '../signoffs/signoffs.dto.js';

@Controller('v1/plans')
export class WaiversController {
  constructor(
    @Inject(DecideSignoff) private readonly decide: DecideSignoff,
    @Inject(ReadApprovals) private readonly approvals: ReadApprovals,
    @Inject(PlansOfTheRecord) private readonly plans: PlansOfTheRecord,
    @Inject(ApiTokens) private readonly tokens: ApiTokens,
  ) {}

  @Get(':id/waivers')
  @Operation({
    summary: 'List the waivers of a plan',
    description: 'What is weak about it, and what of that was accepted.',
    tag: 'plans',
    roles: ['viewer'],
    response: waivers,
    responseDescription: 'The waivers',
    problems: [404, 503],
  })
  async listPlanWaivers(@Param('id', { schema: planId }) id: string): Promise<z.output<typeof waivers>> {
    if ((await this.plans.judge(id)) === undefined) throw problem('not-found', `plan ${id}; must exist; found none`);
    return this.render(id);
  }

  @Post(':id/waivers')
  @Operation({
    summary: 'Accept weak evidence of a plan',
    description:
      'Stands in for the signatures of the class `weak-evidence`, until it expires; then it voids what was signed with it. Sign-off must be requested. The same subject again takes the place of the waiver before. `If-Match` names the digest of the plan.',
    tag: 'plans',
    roles: ['approver'],
    response: waivers,
    responseDescription: 'The waiver is granted',
    problems: [404, 409, 412, 413, 415, 428, 503],
  })
  async grantPlanWaiver(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: newWaiver }) body: z.output<typeof newWaiver>,
    @IdempotencyKey() key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<z.output<typeof waivers>> {
    const judged = await this.plans.judge(id);
    if (judged === undefined) throw problem('not-found', `plan ${id}; must exist; found none`);
    const waiver = { ...body, expires: new Date(body.expires).toISOString() };
    decidedOf(id, await this.decide.grantWaiver(id, waiver, deciderOf(request, principal, judged.digest, key)));
    return this.render(id);
  }

  private async render(plan: string): Promise<z.output<typeof waivers>> {
    const { request, waivers: granted } = await this.approvals.stateOf(plan);
    const weak = request?.weak ?? { evidence: null, statements: [] };
    return {
      plan,
      weak: { evidence: weak.evidence, statements: [...weak.statements] },
      items: granted.map(renderWaiver),
      people: [...(await this.tokens.findPeople(granted.map(({ by }) => by)))],
    };
  }
}
