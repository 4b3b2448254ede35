import { problem } from '@lockstep/platform';
import { AskGate, type GateOutcome, wordReason, wordRemark } from '@lockstep/plans';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import { planId } from '../plans/plans.dto.js';
import { gate, gateQuery, MOST_SUBJECTS } from './gate.dto.js';

/** Seconds that an answer may be shown again: many pipelines wait at one gate, and nothing they wait for is faster. A start asks afresh. */
const FRESH_SECONDS = 2;
const KEPT = 500;

@Controller('v1/plans')
export class GateController {
  private readonly answers = new LRUCache<string, Promise<GateOutcome>>({ max: KEPT, ttl: FRESH_SECONDS * 1_000 });

  constructor(@Inject(AskGate) private readonly askGate: AskGate) {}

  @Get(':id/gate')
  @Operation({
    summary: 'May this step start now?',
    description:
      'Whatever is not known holds. Cheap enough to be polled: `Retry-After` says when asking again is worth while, and an answer may be up to two seconds old. A go is for the digest it names, and whoever reports a start is judged again.',
    tag: 'plans',
    roles: ['viewer'],
    response: gate,
    responseDescription: 'The verdict with its reasons, whichever it is',
    problems: [404, 422],
  })
  async getPlanGate(
    @Param('id', { schema: planId }) plan: string,
    @Query({ schema: gateQuery }) query: z.output<typeof gateQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof gate>> {
    const outcome = await this.ask(plan, query);
    switch (outcome.outcome) {
      case 'no-such-plan':
        throw problem('not-found', `plan ${plan}; must exist; found none`);
      case 'no-such-step':
        throw problem('not-found', `plan ${plan}; step ${outcome.step}; must be one of the plan; found none`);
      case 'no-such-subject':
        throw problem('unprocessable', `plan ${plan}, step ${outcome.step}; subject; must be one of the step; found ${outcome.subject}`);
      case 'answered': {
        const { digest, step, verdict, reasons, remarks, mayStart, retryAfter } = outcome;
        reply.header('cache-control', `private, max-age=${FRESH_SECONDS}`);
        if (retryAfter !== null) reply.header('retry-after', String(retryAfter));
        const told = reasons.map(
          (reason) => ({ ...reason, detail: wordReason(reason) }) as unknown as z.output<typeof gate>['reasons'][number],
        );
        return {
          plan,
          digest,
          step,
          verdict,
          reasons: told,
          mayStart: mayStart === null ? null : mayStart.slice(0, MOST_SUBJECTS),
          remarks: remarks.map((remark) => ({ ...remark, detail: wordRemark(remark) })),
        };
      }
    }
  }

  private ask(plan: string, { step, subject, acknowledgeNoReturn }: z.output<typeof gateQuery>): Promise<GateOutcome> {
    const question = {
      plan,
      ...(step === undefined ? {} : { step }),
      ...(subject === undefined ? {} : { subjects: subject }),
      acknowledgeNoReturn: acknowledgeNoReturn === 'true',
    };
    const key = JSON.stringify(question);
    const kept = this.answers.get(key);
    if (kept) return kept;
    const asking = this.askGate.execute(question);
    this.answers.set(key, asking);
    asking.catch(() => this.answers.delete(key));
    return asking;
  }
}
