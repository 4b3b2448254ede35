import type { FleetSnapshot } from '@lockstep/documents';
import { isInScope, type SchedulePolicy, type ScheduleScope, scheduledNodes } from '../domain/index.js';
import type { RequestProblem } from './request-problem.js';
import type { TimesExpander } from './schedule-sources.port.js';

/** Every way in which a well-formed policy does not fit the fleet of a plan. A scope that takes nothing is a typo until proven otherwise. */
export function scheduleProblems(policy: SchedulePolicy, fleet: FleetSnapshot, times: TimesExpander): RequestProblem[] {
  const nodes = [...scheduledNodes(fleet).values()];
  const problems: RequestProblem[] = [];
  const checkScope = (
    scope: ScheduleScope | undefined,
    pointer: string,
    isWanted: (node: (typeof nodes)[number]) => boolean = () => true,
  ) => {
    if (scope && !nodes.some((node) => isWanted(node) && isInScope(scope, node)))
      problems.push({ pointer, detail: 'selects nothing: no node of the fleet of this plan matches' });
  };
  for (const list of ['windows', 'freezes'] as const)
    for (const [index, { scope, ...rule }] of policy[list].entries()) {
      const found = times.findProblem(rule);
      if (found) problems.push({ pointer: `/${list}/${index}/${found.field}`, detail: found.rule });
      checkScope(scope, `/${list}/${index}/scope`);
    }
  for (const [index, scope] of policy.waves.canaries.entries())
    checkScope(scope, `/waves/canaries/${index}`, (node) => node.scope === 'cluster');
  return problems;
}
