import type { ReadApprovals } from '@lockstep/approvals';
import { actorOf, type Principal, Problem } from '@lockstep/platform';
import { type PlanView, type ReadPlans, requestersBefore, type ScheduleStanding } from '@lockstep/plans';
import type { OverSignoffs } from '@lockstep/plans/domain';

export const SIGNOFFS = Symbol('sign-offs that a schedule was a part of');

/**
 * Whoever signs a plan has seen how it is scheduled. So once the first has signed, what could loosen it, another schedule or none, is only taken from somebody
 * who has a role that the plan asks for and who asked neither for it nor for a plan before it. Undefined: nobody has signed, or nothing holds yet that could be
 * loosened.
 */
export async function assertMayLoosen(
  view: PlanView,
  { isBound }: ScheduleStanding,
  principal: Principal,
  { plans, approvals }: { readonly plans: Pick<ReadPlans, 'listBefore'>; readonly approvals: Pick<ReadApprovals, 'stateOf'> },
): Promise<OverSignoffs | undefined> {
  if (!isBound) return undefined;
  const { voices, breakGlass, classes, request } = await approvals.stateOf(view.id);
  const given = voices.filter(({ kind }) => kind === 'signature').length + (breakGlass ? 1 : 0);
  if (given === 0) return undefined;
  const wanted = new Set<string>(classes.flatMap(({ requirements }) => requirements.map(({ role }) => role)));
  const role = principal.roles.find((one) => wanted.has(one));
  const actor = actorOf(principal);
  const hasAsked =
    actor === view.request.requestedBy || actor === request?.planRequestedBy || (await requestersBefore(view.id, plans)).includes(actor);
  if (role !== undefined && !hasAsked) return { role, given };
  const found = hasAsked ? 'who asked for the plan' : principal.roles.join(', ') || 'no role';
  throw new Problem({
    code: 'signed-off',
    status: 409,
    title: 'Others have signed with this schedule',
    detail: `plan ${view.id}; schedule; after the first sign-off somebody with role ${[...wanted].join(' or ')} who did not ask for the plan must change it, or the sign-offs be withdrawn; found ${found}`,
  });
}
