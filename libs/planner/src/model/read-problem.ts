import {
  compareProblems,
  type FleetSnapshot,
  LATEST,
  type Located,
  type Path,
  type Problem,
  type Scope,
  type Selector,
  UNKNOWN_VERSION,
  type UpgradeGoal,
} from '@lockstep/documents';
import { parseRange } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import { type FleetNode, fleetTrees, subtree } from './fleet-tree.js';
import { selects } from './selection.js';

/** Every way in which a valid fleet document does not fit the matrix or itself. */
export function fleetProblems(matrix: Matrix, { document, source }: Located<FleetSnapshot>): Problem[] {
  const problems: Problem[] = [];
  const { spec } = document;
  const blame = (path: Path, message: string) => problems.push(source.problem(['spec', ...path], message));
  const seen = new Map<string, string>();
  const register = (list: string, id: string, path: Path) => {
    const earlier = seen.get(id);
    if (earlier) blame([...path, 'id'], `duplicate id ${JSON.stringify(id)}; ${earlier} has it already`);
    else seen.set(id, list);
  };
  const checkVersions = (scope: Scope, versions: Readonly<Record<string, string>>, path: Path) => {
    for (const [id, text] of Object.entries(versions)) {
      const component = matrix.components.get(id);
      const at = [...path, 'versions', id];
      if (!component) blame(at, `no component of the matrix has this id; found ${JSON.stringify(id)}`);
      else if (component.scope !== scope) blame(at, `${id} is per ${component.scope}; found it at a ${scope}`);
      else if (text !== UNKNOWN_VERSION) {
        const version = matrix.readVersion(id, text);
        if (!version.ok) blame(at, version.problem);
      }
    }
  };
  const refer = (ids: ReadonlySet<string>, what: string, id: string, path: Path) => {
    if (!ids.has(id)) blame(path, `no ${what} has this id; found ${JSON.stringify(id)}`);
  };
  const idsOf = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id));
  const [managers, vcenters, supervisors] = [idsOf(spec.nsxManagers), idsOf(spec.vcenters), idsOf(spec.supervisors)];
  const vcenterOf = new Map(spec.vcenters.map((vcenter) => [vcenter.id, vcenter]));
  if (spec.nsxManagers.length === 0) blame(['nsxManagers'], 'a fleet needs at least one NSX manager; found none');
  spec.nsxManagers.forEach((manager, index) => {
    register('an NSX manager', manager.id, ['nsxManagers', index]);
    checkVersions('nsxManager', manager.versions, ['nsxManagers', index]);
  });
  spec.vcenters.forEach((vcenter, index) => {
    register('a vCenter', vcenter.id, ['vcenters', index]);
    checkVersions('vcenter', vcenter.versions, ['vcenters', index]);
    refer(managers, 'NSX manager', vcenter.nsxManager, ['vcenters', index, 'nsxManager']);
  });
  spec.supervisors.forEach((supervisor, index) => {
    const path = ['supervisors', index];
    register('a Supervisor', supervisor.id, path);
    checkVersions('supervisor', supervisor.versions, path);
    if (supervisor.vcenter !== undefined) refer(vcenters, 'vCenter', supervisor.vcenter, [...path, 'vcenter']);
    if (supervisor.nsxManager !== undefined) refer(managers, 'NSX manager', supervisor.nsxManager, [...path, 'nsxManager']);
    if (supervisor.vcenter === undefined && supervisor.nsxManager === undefined)
      blame(path, 'a Supervisor names its vcenter, or its nsxManager in a fleet without vcenters; found neither');
    const upper = supervisor.vcenter === undefined ? undefined : vcenterOf.get(supervisor.vcenter);
    if (upper && supervisor.nsxManager !== undefined && supervisor.nsxManager !== upper.nsxManager)
      blame([...path, 'nsxManager'], `its vCenter ${upper.id} hangs on ${upper.nsxManager}; found ${supervisor.nsxManager}`);
  });
  spec.clusters.forEach((cluster, index) => {
    register('a cluster', cluster.id, ['clusters', index]);
    checkVersions('cluster', cluster.versions, ['clusters', index]);
    refer(supervisors, 'Supervisor', cluster.supervisor, ['clusters', index, 'supervisor']);
  });
  spec.ipBlocks.forEach((block, index) => refer(managers, 'NSX manager', block.nsxManager, ['ipBlocks', index, 'nsxManager']));
  return problems.sort(compareProblems);
}

/** Every way in which a valid goal does not fit the matrix and a fleet without problems. A selector that takes nothing is a typo until proven otherwise. */
export function goalProblems(matrix: Matrix, fleet: FleetSnapshot, { document, source }: Located<UpgradeGoal>): Problem[] {
  const problems: Problem[] = [];
  const { spec } = document;
  const blame = (path: Path, message: string) => problems.push(source.problem(['spec', ...path], message));
  const nodes = fleetTrees(matrix, fleet).flatMap((root) => [...subtree(root)]);
  if (spec.targets.length === 0 && spec.supportedUntil === undefined)
    blame(['targets'], 'a goal needs a target or supportedUntil; found neither');
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const checkSelection = (component: string, selector: Selector | undefined, path: Path) => {
    if (!matrix.components.has(component))
      return blame([...path, 'component'], `no component of the matrix has this id; found ${JSON.stringify(component)}`);
    for (const [field, scope] of NAMED_NODES)
      selector?.[field]?.forEach((id, index) => {
        const node = byId.get(id);
        if (!node || (scope !== null && node.scope !== scope))
          blame([...path, 'select', field, index], `no node of the fleet has this id; found ${JSON.stringify(id)}`);
      });
    const candidates = selector?.ids?.flatMap((id) => byId.get(id) ?? []) ?? nodes;
    if (!candidates.some((node) => hasComponent(node, component) && selects(selector, node)))
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

const NAMED_NODES = [
  ['ids', null],
  ['nsxManagers', 'nsxManager'],
  ['supervisors', 'supervisor'],
] as const;

const hasComponent = (node: FleetNode, component: string): boolean =>
  node.instances.some((instance) => instance.component.id === component);
