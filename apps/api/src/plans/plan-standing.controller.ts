import { problem } from '@lockstep/platform';
import { fleetPremisesOf, diffPlans, JudgeFreshness, type PlanView, premisesOf, ReadPlans } from '@lockstep/plans';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { sendSlice } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { findPlan, getDocument, markPlan } from './plan-answer.js';
import { renderPremiseFall } from './plan-resource.js';
import { diffQuery, planDiff, premises, standing } from './plan-standing.dto.js';
import { planId, stepsQuery } from './plans.dto.js';

@Controller('v1/plans')
export class PlanStandingController {
  constructor(
    @Inject(ReadPlans) private readonly plans: ReadPlans,
    @Inject(JudgeFreshness) private readonly judgeFreshness: JudgeFreshness,
  ) {}

  @Get(':id/standing')
  @Operation({
    summary: 'Whether a plan still stands',
    description:
      'Compares what the plan leans on with what is so now, and how old the evidence is. A plan that is void stays void, also when the fact comes back: another plan is asked for in its place by itself. 503 while nobody can tell: something is on record that can not be read yet.',
    tag: 'plans',
    roles: ['viewer'],
    response: standing,
    responseDescription: 'How it stands',
    problems: [404, 503],
  })
  async getPlanStanding(@Param('id', { schema: planId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const found = await this.judgeFreshness.execute(id);
    if (!found) throw problem('not-found', `plan ${id}; must exist; found none`);
    const { plan: _, fallen, evidence, ...rest } = found;
    const status = await this.plans.findStage(await findPlan(this.plans, id));
    reply.header('cache-control', 'no-cache');
    return { id, ...rest, status, fallen: fallen.map(renderPremiseFall), evidence };
  }

  @Get(':id/premises')
  @Operation({
    summary: 'What a plan leans on',
    description: 'Facts whose change makes the plan void: of nodes, page by page, and of the matrix. Labels, capacity and health are none.',
    tag: 'plans',
    roles: ['viewer'],
    response: premises,
    responseDescription: 'A page of nodes, with the pairings and hops of all steps',
    problems: [404, 409],
  })
  async getPlanPremises(
    @Param('id', { schema: planId }) id: string,
    @Query({ schema: stepsQuery }) query: z.output<typeof stepsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof premises>> {
    const view = await findPlan(this.plans, id);
    const plan = await getDocument(this.plans, view);
    markPlan(reply, view);
    const { nodes, moving } = fleetPremisesOf(plan.spec, await this.plans.getFleet(view));
    const told = [...nodes.values()].map(({ node }) => ({ ...node, moves: moving.has(node.id) }));
    const { pairings, hops } = premisesOf(plan);
    const { items, page } = sendSlice(request, reply, told, query);
    return {
      id,
      digest: view.result!.digest,
      items: [...items],
      page,
      pairings: structuredClone(pairings) as z.output<typeof premises>['pairings'],
      hops: structuredClone(hops) as z.output<typeof premises>['hops'],
    };
  }

  @Get(':id/diff')
  @Operation({
    summary: 'What another plan does otherwise',
    tag: 'plans',
    roles: ['viewer'],
    response: planDiff,
    responseDescription: 'Steps that came, went, changed or moved',
    problems: [404, 409],
  })
  async diffTwoPlans(
    @Param('id', { schema: planId }) id: string,
    @Query({ schema: diffQuery }) { to }: z.output<typeof diffQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof planDiff>> {
    const [before, after] = [await findPlan(this.plans, id), await findPlan(this.plans, to)];
    const documents = [await getDocument(this.plans, before), await getDocument(this.plans, after)] as const;
    const name = ({ id: plan, result }: PlanView) => ({ id: plan, digest: result!.digest });
    reply.header('etag', `"${name(before).digest};${name(after).digest}"`);
    const diff = structuredClone(diffPlans(...documents)) as Omit<z.output<typeof planDiff>, 'from' | 'to'>;
    return { from: name(before), to: name(after), ...diff };
  }
}
