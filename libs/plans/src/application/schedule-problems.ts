import type { FleetSnapshot } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import { isInScope, type SchedulePolicy, type ScheduleScope, scheduledNodes } from '../domain/index.js';
import type { RequestProblem } from './request-problem.js';
import type { TimesExpander } from './schedule-sources.port.js';

/** What a plan was computed over. */
export interface ScheduledInputs {
  readonly fleet: FleetSnapshot;
  readonly matrix: Pick<Matrix, 'components'>;
}

/**
 * Every way in which a well-formed policy does not fit the fleet and the matrix of a plan. A scope that takes nothing, and a component that is none of its
 * kind, is a typo until proven otherwise.
 */
export function scheduleProblems(policy: SchedulePolicy, { fleet, matrix }: ScheduledInputs, times: TimesExpander): RequestProblem[] {
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
  const scopeOf = (component: string) => matrix.components.get(component)?.scope;
  const checkComponent = (component: string, pointer: string, wanted: 'cluster' | 'shared' | null) => {
    const scope = scopeOf(component);
    if (scope === undefined)
      problems.push({ pointer, detail: `must be a component of the matrix of this plan; found ${JSON.stringify(component)}` });
    else if (wanted !== null && (scope === 'cluster') !== (wanted === 'cluster'))
      problems.push({
        pointer,
        detail: `must be ${wanted === 'cluster' ? 'a component of clusters; `fixed` has those above them' : 'a component above the clusters; `perNode` has those of clusters'}; found ${JSON.stringify(component)}`,
      });
  };
  for (const component of Object.keys(policy.durations.perNode)) checkComponent(component, `/durations/perNode/${component}`, 'cluster');
  for (const component of Object.keys(policy.durations.fixed)) checkComponent(component, `/durations/fixed/${component}`, 'shared');
  for (const [list, own] of [
    ['soak/components', policy.soak.components],
    ['resumable', policy.resumable],
  ] as const)
    for (const [index, component] of own.entries())
      // Those that are preset may be none of a small matrix.
      if (!PRESET.has(component)) checkComponent(component, `/${list}/${index}`, null);
  return problems;
}

const PRESET: ReadonlySet<string> = new Set(['antrea-nsx-adapter', 'nsx']);
