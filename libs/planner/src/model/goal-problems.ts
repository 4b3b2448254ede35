import {
  compareProblems,
  type FleetSnapshot,
  type GoalSpec,
  LATEST,
  type Located,
  type Path,
  type Problem,
  type Selector,
  type UpgradeGoal,
} from '@lockstep/documents';
import { parseRange } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import type { FleetNode } from './fleet-tree.js';
import { NodeLookup } from './node-lookup.js';
import { selects } from './selection.js';

/** Every way in which a valid goal does not fit the matrix and a fleet without problems. A selector that takes nothing is a typo until proven otherwise. */
export function goalProblems(matrix: Matrix, fleet: FleetSnapshot, { document, source }: Located<UpgradeGoal>): Problem[] {
  const problems: Problem[] = [];
  const { spec } = document;
  const blame = (path: Path, message: string) => problems.push(source.problem(['spec', ...path], message));
  const nodes = new NodeLookup(matrix, fleet, selectorsOf(spec));
  if (spec.targets.length === 0 && spec.supportedUntil === undefined)
    blame(['targets'], 'a goal needs a target or supportedUntil; found neither');
  const checkSelection = (component: string, selector: Selector | undefined, path: Path) => {
    if (!matrix.components.has(component) && NETWORKING.has(component)) return blame([...path, 'component'], IS_A_REBUILD);
    if (!matrix.components.has(component))
      return blame([...path, 'component'], `no component of the matrix has this id; found ${JSON.stringify(component)}`);
    for (const [field, scope] of NAMED_NODES)
      selector?.[field]?.forEach((id, index) => {
        const node = nodes.find(id);
        if (!node || (scope !== null && node.scope !== scope))
          blame([...path, 'select', field, index], `no node of the fleet has this id; found ${JSON.stringify(id)}`);
      });
    for (const node of selector?.ids?.flatMap((id) => nodes.find(id) ?? []) ?? nodes.all())
      if (hasComponent(node, component) && selects(selector, node)) return;
    blame(path, `selects nothing: no instance of ${component} in the fleet matches`);
  };
  spec.targets.forEach((target, index) => {
    const path = ['targets', index];
    checkSelection(target.component, target.select, path);
    const component = matrix.components.get(target.component);
    const range = component && target.version !== LATEST ? parseRange(component.scheme, target.version) : null;
    if (range && !range.ok) blame([...path, 'version'], range.problem);
  });
  spec.hold.forEach((hold, index) => checkSelection(hold.component, hold.select, ['hold', index]));
  const waived = new Set<string>();
  spec.policy.waivers.forEach(({ statement: id }, index) => {
    const path = ['policy', 'waivers', index, 'statement'];
    const statement = matrix.findStatement(id);
    if (!statement) blame(path, `no statement of the matrix has this id; found ${JSON.stringify(id)}`);
    else if (statement.status === 'rejected') blame(path, `a waiver accepts weak evidence and lifts no rejection; found rejected ${id}`);
    if (waived.has(id)) blame(path, `a statement is waived once; found ${JSON.stringify(id)} twice`);
    waived.add(id);
  });
  return problems.sort(compareProblems);
}

/** What goals call the networking model of a Supervisor, which is a member of the fleet document and no component. */
const NETWORKING: ReadonlySet<string> = new Set(['networking', 'networking-model', 'supervisor-networking']);
const IS_A_REBUILD =
  'the networking model of a Supervisor is chosen when it is activated and never changes, so this is a rebuild and no upgrade: activate another Supervisor with the other model, make its clusters anew there, move their workloads and addresses, then take the old Supervisor away; leave this out of the goal';

const NAMED_NODES = [
  ['ids', null],
  ['nsxManagers', 'nsxManager'],
  ['supervisors', 'supervisor'],
] as const;

const hasComponent = (node: FleetNode, component: string): boolean =>
  node.instances.some((instance) => instance.component.id === component);

const selectorsOf = ({ targets, hold }: GoalSpec): Selector[] => [...targets, ...hold].flatMap(({ select }) => select ?? []);
