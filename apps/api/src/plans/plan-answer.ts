import type { UpgradePlan } from '@lockstep/documents';
import { problem, type Readiness } from '@lockstep/platform';
import type { PlanView, ReadPlans, RequestPlanOutcome } from '@lockstep/plans';
import { isExecutable } from '@lockstep/plans';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { etagOfStage, resourceOf } from './plan-resource.js';
import { waitAsPreferred } from '../http/prefer.js';
import { rollingProblem } from './rolling-problem.js';
import { unprocessable } from './unprocessable.js';

export async function findPlan(plans: ReadPlans, id: string): Promise<PlanView> {
  const view = await plans.find(id);
  if (view === undefined) throw problem('not-found', `plan ${id}; must exist; found none`);
  return view;
}

/** 409 while the plan has no result. */
export async function getDocument(plans: ReadPlans, view: PlanView): Promise<UpgradePlan> {
  const plan = await plans.findDocument(view);
  if (plan !== undefined) return plan;
  throw problem('conflict', `plan ${view.id}; must be computed to be read in this way; found it ${view.status}`, {
    ...(view.status === 'requested' ? { headers: { 'retry-after': '1' } } : {}),
  });
}

/** Marks an answer about a plan over assumed facts, also where the body has no room to say so. */
export function markPlan(reply: FastifyReply, { request }: PlanView): void {
  if (!isExecutable(request)) reply.header('lockstep-executable', 'false');
}

export async function sendPlan(plans: ReadPlans, reply: FastifyReply, view: PlanView) {
  const { matrix, fleet } = view.request;
  const stage = await plans.findStage(view);
  reply.header('etag', etagOfStage(view, stage));
  reply.header('lockstep-matrix', matrix);
  reply.header('lockstep-position', String(fleet.position));
  markPlan(reply, view);
  return resourceOf(view, stage, await plans.findDocument(view));
}

/** Nothing was recorded, and it may be sent again. */
export const behindProblem = (reason: string) => problem('unavailable', reason, { headers: { 'retry-after': '5' } });

/** 202 with `Location`; 200 when the plan is settled within the time of `Prefer: wait`. Subject: what the request is called in problems. */
export async function answerRequest(
  subject: string,
  outcome: RequestPlanOutcome,
  { plans, readiness, request, reply }: { plans: ReadPlans; readiness: Readiness; request: FastifyRequest; reply: FastifyReply },
) {
  if (outcome.outcome === 'invalid') throw unprocessable(subject, outcome.problems);
  if (outcome.outcome === 'behind') throw behindProblem(outcome.reason);
  if (outcome.outcome === 'rolling') throw rollingProblem(subject, outcome.nodes);
  if (outcome.outcome === 'key-reused')
    throw problem('idempotency-key-reused', `header Idempotency-Key; it belongs to plan ${outcome.plan}; found another request`);
  const { id } = outcome.plan;
  reply.header('location', `/v1/plans/${id}`);
  const view = await waitAsPreferred(
    request,
    reply,
    () => findPlan(plans, id),
    ({ status }) => status !== 'requested' || readiness.draining,
  );
  if (view.status === 'requested') reply.header('retry-after', '1');
  else reply.status(200);
  return sendPlan(plans, reply, view);
}
