import type { ApprovalView, DecisionOutcome, JudgedPlan, Person, SignoffDecider } from '@lockstep/approvals';
import { actorOf, currentTrace, type Principal, Problem, problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { etagOfEdition } from '../http/edition.js';
import type { approval, waiver } from './signoffs.dto.js';

/** Most premises, clusters or reasons that a problem names. */
const MOST_TOLD = 50;

/** Who decides, from where, on the digest that `If-Match` names: as the plan's tag, or as that of its sign-offs. 428 without, 412 for another digest. */
export function deciderOf(
  request: FastifyRequest,
  principal: Principal,
  digest: string | null,
  idempotencyKey: string | undefined,
): SignoffDecider {
  const header = request.headers['if-match'];
  if (header === undefined)
    throw problem('precondition-required', `header If-Match; must name the digest the decision is on, now "${digest}"; found none`);
  const names = header
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => digest !== null && (tag === `"${digest}"` || tag.startsWith(`"${digest}-`)));
  if (digest === null || !names)
    throw problem('precondition-failed', `header If-Match; must name "${digest}"; found ${header.slice(0, 200)}`);
  return {
    digest,
    actor: actorOf(principal),
    roles: principal.roles,
    from: {
      address: request.ip,
      userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
      trace: currentTrace()?.traceId ?? null,
    },
    idempotencyKey,
  };
}

/** The approval after a decision, or the problem that it met. */
export function decidedOf(plan: string, outcome: DecisionOutcome): ApprovalView {
  switch (outcome.outcome) {
    case 'decided':
      return outcome.approval;
    case 'no-plan':
      throw problem('not-found', `plan ${plan}; must exist; found none`);
    case 'other-digest':
      throw problem('precondition-failed', `plan ${plan}; it is at another digest; found ${outcome.digest}`);
    case 'conflict':
      throw problem('precondition-failed', `plan ${plan}; others decided at the same time; look again`);
    case 'refused':
      throw refusalProblem(plan, outcome);
  }
}

/** 409, with a code for each rule, and with what broke it. */
function refusalProblem(plan: string, { refusal, because }: Extract<DecisionOutcome, { outcome: 'refused' }>): Problem {
  const refuse = (code: string, title: string, detail: string, told: readonly string[] = []) =>
    new Problem({
      code,
      status: 409,
      title,
      detail: `plan ${plan}; ${detail}`,
      errors: told.slice(0, MOST_TOLD).map((text) => ({ pointer: '', detail: text })),
    });
  switch (refusal.rule) {
    case 'not-standing':
      if (refusal.standing === 'void') return refuse('plan-void', 'A premise of the plan fell', 'it must stand on its premises', because);
      if (refusal.standing === 'stale')
        return refuse('evidence-stale', 'The evidence is too old', 'it must lean on fresh evidence', because);
      return refuse('not-decidable', 'The plan can not be decided on', 'it must be a plan to carry out', because);
    case 'void':
      return refuse('signoff-void', 'What was signed is void', 'sign-off must not be void: request it anew, or plan anew', because);
    case 'owners-missing':
      return refuse(
        'owners-missing',
        'Clusters have no owners on record',
        'each cluster with a CNI of its own needs two owners',
        refusal.clusters,
      );
    case 'requester':
      return refuse(
        'requester',
        'Who asked for a plan does not decide on it',
        'somebody else must decide than who asked for it, or for a plan in whose place it came; found one of them',
      );
    case 'not-requested':
      return refuse('signoff-not-requested', 'Sign-off was not requested', 'sign-off must be requested first');
    case 'no-role':
      return refuse('no-role-asked-for', 'No role of the token is asked for', `it asks for ${refusal.wanted.join(', ')}`);
    case 'refused-before':
      return refuse('refused-before', 'You have refused', 'withdraw the refusal first');
    case 'nothing-to-withdraw':
      return refuse('nothing-to-withdraw', 'You have said nothing', 'only what one has said oneself can be taken back');
    case 'no-such-refusal':
      return refuse(
        'no-such-refusal',
        'Nobody of this name has refused',
        `only a refusal that holds can be lifted; found of ${refusal.of} none`,
        refusal.refused,
      );
    case 'nothing-to-waive':
      return refuse(
        'nothing-to-waive',
        'It is not weak',
        `weak are: ${[refusal.evidence ?? 'no evidence', ...refusal.statements].join(', ')}`,
      );
    case 'expired-already':
      return refuse('waiver-expired', 'The waiver would be over', `waiver; \`expires\` must be to come; found ${refusal.found}`);
    case 'other-digest':
      return refuse('other-digest', 'Sign-off is on another digest', `it is on ${refusal.requested}`);
  }
}

/** A plan that does not stand is void here too, whether its sign-offs were told yet or not. */
function renderApproval(
  view: ApprovalView,
  { digest, standing, because }: JudgedPlan,
  people: readonly Person[],
): z.output<typeof approval> {
  const { plan, request, missing, unowned, voices, refusals, breakGlass, voided } = view;
  return {
    plan,
    digest,
    state: standing === 'void' && view.state !== 'none' ? 'void' : view.state,
    standing: { standing, because: because.slice(0, MOST_TOLD) },
    requested: request && {
      by: request.by,
      at: request.at,
      planRequestedBy: request.planRequestedBy,
      requestedBefore: [...(request.requestedBefore ?? [])],
      policyVersion: request.policyVersion,
    },
    classes: view.classes.map((risk) => ({
      class: risk.class,
      reasons: [...risk.reasons],
      requirements: risk.requirements.map(({ role, count }) => ({ role, count })),
    })),
    missing: [...missing],
    unowned: [...unowned],
    signatures: voices.flatMap((voice) =>
      voice.kind === 'signature' ? [{ by: voice.by, at: voice.at, roles: [...voice.roles], standsFor: [...voice.standsFor] }] : [],
    ),
    refusals: refusals.map(({ by, at, roles, reason }) => ({ by, at, roles: [...roles], reason })),
    lifted: view.lifted.map((one) => ({ ...one, severity: 'critical' })),
    waivers: view.waivers.map(renderWaiver),
    breakGlass: breakGlass && { ...breakGlass, severity: 'critical' },
    voided: voided && { ...voided },
    people: [...people],
  };
}

export const renderWaiver = ({ about, reason, owner, expires, by, at }: ApprovalView['waivers'][number]): z.output<typeof waiver> => ({
  about: { ...about },
  reason,
  owner,
  expires,
  by,
  at,
});

export function sendApproval(reply: FastifyReply, view: ApprovalView, judged: JudgedPlan, people: readonly Person[]) {
  const resource = renderApproval(view, judged, people);
  reply.header('etag', etagOfEdition(judged.digest ?? 'none', resource));
  if (view.breakGlass !== null) reply.header('lockstep-break-glass', view.breakGlass.by);
  return resource;
}
