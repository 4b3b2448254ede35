import { IdempotencyKey, JOB_QUEUES, type JobQueues, problem } from '@lockstep/platform';
import { type Recomputation, recomputePlanJob, ReadPlans } from '@lockstep/plans';
import { digestOf } from '@lockstep/kernel';
import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import { findPlan, getDocument } from './plan-answer.js';
import { recomputation } from './plan-standing.dto.js';
import { planId } from './plans.dto.js';
import { waitAsPreferred } from '../http/prefer.js';

const jobId = z.string().regex(/^[0-9a-f-]{36}$/);

@Controller('v1/plans')
export class RecomputationsController {
  constructor(
    @Inject(ReadPlans) private readonly plans: ReadPlans,
    @Inject(JOB_QUEUES) private readonly queues: JobQueues,
  ) {}

  @Post(':id/recompute')
  @Operation({
    summary: 'Compute a plan again from the record',
    description:
      'With the matrix, the fleet and the goal as they were then, to see whether the digest is the same. Changes nothing. Poll `Location`, or send `Prefer: wait=10`.',
    tag: 'plans',
    roles: ['viewer'],
    status: 202,
    response: recomputation,
    responseDescription: 'It is being computed',
    alternatives: { 200: 'It was computed within the time of `Prefer: wait`' },
    problems: [404, 409, 422],
  })
  async recomputePlan(
    @Param('id', { schema: planId }) plan: string,
    @IdempotencyKey() key: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof recomputation>> {
    await getDocument(this.plans, await findPlan(this.plans, plan));
    const id = key === undefined ? randomUUID() : uuidOf(plan, key);
    await this.queues.enqueue(recomputePlanJob, nameOf(plan, id), { plan });
    reply.header('location', `/v1/plans/${plan}/recomputations/${id}`);
    const found = await waitAsPreferred(
      request,
      reply,
      () => this.find(plan, id),
      ({ state }) => state === 'ended',
    );
    if (found.state === 'ended') reply.status(200);
    else reply.header('retry-after', '1');
    return found;
  }

  @Get(':id/recomputations/:recomputation')
  @Operation({
    summary: 'Read what computing a plan again came to',
    description: 'Forgotten after a week.',
    tag: 'plans',
    roles: ['viewer'],
    response: recomputation,
    responseDescription: 'The outcome, or that it still runs',
    problems: [404],
  })
  async getRecomputation(
    @Param('id', { schema: planId }) plan: string,
    @Param('recomputation', { schema: jobId }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof recomputation>> {
    const found = await this.find(plan, id);
    if (found.state === 'running') reply.header('retry-after', '1');
    return found;
  }

  private async find(plan: string, id: string): Promise<z.output<typeof recomputation>> {
    const job = await this.queues.find(recomputePlanJob, nameOf(plan, id));
    if (!job) throw problem('not-found', `plan ${plan}; recomputation ${id}; must be known; found none`);
    const nothing = { outcome: null, recorded: null, found: null, fleet: null, planner: null, reason: null };
    const about = { id, plan };
    if (job.state === 'failed') return { ...about, state: 'ended', ...nothing, outcome: 'failed', reason: job.failure ?? null };
    if (job.state !== 'completed' || !job.result) return { ...about, state: 'running', ...nothing };
    return { ...about, state: 'ended', ...nothing, ...(job.result as Recomputation) };
  }
}

const nameOf = (plan: string, id: string): string => `${plan}_${id}`;

/** The same key of the same plan is the same job. */
function uuidOf(plan: string, key: string): string {
  const hex = digestOf(['recompute', plan, key]).slice('sha256:'.length);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
