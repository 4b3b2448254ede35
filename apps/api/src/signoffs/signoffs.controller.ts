import {
  actorsOfView,
  type ApprovalView,
  DecideSignoff,
  type DecisionOutcome,
  type JudgedPlan,
  ReadApprovals,
  type SignoffDecider,
} from '@lockstep/approvals';
import { actorOf, ApiTokens, CurrentPrincipal, IdempotencyKey, LOGGER, type Logger, type Principal, problem } from '@lockstep/platform';
import { PlansOfTheRecord } from '@lockstep/plans';
import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import { planId } from '../plans/plans.dto.js';
import { decidedOf, deciderOf, sendApproval } from './signoff-answer.js';
import * as dto from './signoffs.dto.js';

const decisionProblems = [404, 409, 412, 413, 415, 428, 503];
const signers = ['approver', 'operator'] as const;

@Controller('v1/plans')
export class SignoffsController {
  constructor(
    @Inject(DecideSignoff) private readonly decide: DecideSignoff,
    @Inject(ReadApprovals) private readonly approvals: ReadApprovals,
    @Inject(PlansOfTheRecord) private readonly plans: PlansOfTheRecord,
    @Inject(ApiTokens) private readonly tokens: ApiTokens,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get(':id/signoffs')
  @Operation({
    summary: 'Read the sign-offs of a plan',
    description: 'What its risks ask for, who has said what, and what is missing. Whether it stands is judged anew.',
    tag: 'plans',
    roles: ['viewer'],
    response: dto.approval,
    responseDescription: 'The approval',
    problems: [404, 503],
  })
  async getPlanSignoffs(@Param('id', { schema: planId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.send(reply, await this.approvals.stateOf(id), await this.judge(id));
  }

  @Post(':id/signoffs/request')
  @Operation({
    summary: 'Request sign-off of a plan',
    description:
      'Works out the classes of risk of the plan and freezes what they ask for by the policy of now. Again after a waiver is over, or under a newer policy. `If-Match` names the digest of the plan.',
    tag: 'plans',
    roles: ['planner', ...signers],
    response: dto.approval,
    responseDescription: 'Sign-off is requested',
    problems: decisionProblems,
  })
  requestPlanSignoff(
    @Param('id', { schema: planId }) id: string,
    @IdempotencyKey() key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, { key, principal, request, reply }, (who) => this.decide.request(id, who));
  }

  @Post(':id/signoffs')
  @Operation({
    summary: 'Sign or refuse a plan',
    description:
      'On the digest that `If-Match` names, by one token once. Who asked for the plan can do neither. A refusal holds until its author withdraws it. Whether the plan stands and its evidence is fresh is judged in this moment, over all that is on record; 503 while some of that can not be read.',
    tag: 'plans',
    roles: [...signers],
    response: dto.approval,
    responseDescription: 'The decision is recorded',
    problems: decisionProblems,
  })
  decideOnPlan(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: dto.newSignoff }) body: z.output<typeof dto.newSignoff>,
    @IdempotencyKey() key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, { key, principal, request, reply }, (who) =>
      body.decision === 'sign' ? this.decide.sign(id, who) : this.decide.refuse(id, body.reason, who),
    );
  }

  @Post(':id/signoffs/withdraw')
  @Operation({
    summary: 'Take back what one has said of a plan',
    description: 'One’s own signature, refusal and break-glass. `If-Match` names the digest of the plan.',
    tag: 'plans',
    roles: [...signers],
    response: dto.approval,
    responseDescription: 'It is taken back; the record keeps both',
    problems: decisionProblems,
  })
  withdrawPlanSignoff(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: dto.withdrawal }) { reason }: z.output<typeof dto.withdrawal>,
    @IdempotencyKey() key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(id, { key, principal, request, reply }, (who) => this.decide.withdraw(id, reason ?? null, who));
  }

  @Post(':id/signoffs/lift-refusal')
  @Operation({
    summary: 'Take back the refusal of somebody else',
    description:
      'For a refusal whose author can not withdraw it, such as one by a revoked token. It is recorded as critical and logged as a warning, and every answer about the sign-offs lists it. It signs nothing. `If-Match` names the digest of the plan.',
    tag: 'plans',
    roles: ['admin'],
    response: dto.approval,
    responseDescription: 'The refusal is lifted; the record keeps both',
    problems: decisionProblems,
  })
  async liftRefusalOfPlan(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: dto.liftedRefusal }) { of, reason }: z.output<typeof dto.liftedRefusal>,
    @IdempotencyKey() key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answer = await this.answer(id, { key, principal, request, reply }, (who) => this.decide.liftRefusal(id, of, reason, who));
    this.logger.warn({ plan: id, by: actorOf(principal), of, reason, severity: 'critical' }, 'a refusal of a plan was lifted');
    return answer;
  }

  @Post(':id/break-glass')
  @Operation({
    summary: 'Pass over missing signatures',
    description:
      'In an emergency, with a reason. It stands in for signatures and for nothing else: not for a fallen premise, stale evidence, a refusal, owners, or a waiver that is over. It is recorded as critical, logged as a warning, and every answer about the sign-offs says so in `Lockstep-Break-Glass`.',
    tag: 'plans',
    roles: ['admin'],
    response: dto.approval,
    responseDescription: 'Break-glass is recorded',
    problems: decisionProblems,
  })
  async breakGlassOfPlan(
    @Param('id', { schema: planId }) id: string,
    @Body({ schema: dto.breakGlass }) { reason }: z.output<typeof dto.breakGlass>,
    @IdempotencyKey() key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answer = await this.answer(id, { key, principal, request, reply }, (who) => this.decide.breakGlass(id, reason, who));
    this.logger.warn(
      { plan: id, digest: answer.digest, by: answer.breakGlass?.by, reason, severity: 'critical' },
      'break-glass was used on a plan',
    );
    return answer;
  }

  private async answer(
    id: string,
    call: { key: string | undefined; principal: Principal; request: FastifyRequest; reply: FastifyReply },
    decide: (who: SignoffDecider) => Promise<DecisionOutcome>,
  ) {
    const judged = await this.judge(id);
    const who = deciderOf(call.request, call.principal, judged.digest, call.key);
    return this.send(call.reply, decidedOf(id, await decide(who)), judged);
  }

  private async send(reply: FastifyReply, view: ApprovalView, judged: JudgedPlan) {
    return sendApproval(reply, view, judged, await this.tokens.findPeople(actorsOfView(view)));
  }

  private async judge(id: string): Promise<JudgedPlan> {
    const judged = await this.plans.judge(id);
    if (judged === undefined) throw problem('not-found', `plan ${id}; must exist; found none`);
    return judged;
  }
}
