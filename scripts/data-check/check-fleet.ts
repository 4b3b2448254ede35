import { type FleetSnapshot, type Located, type Path, type UpgradeGoal, LATEST, UNKNOWN_VERSION } from '@lockstep/documents';
import { parseRange } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import type { Finding } from './findings.js';

/** Example fleets are written for the reference matrix: a version that it does not list is a slip here, though legal in a real fleet. */
export function checkFleet({ document, source }: Located<FleetSnapshot>, matrix: Matrix): Finding[] {
  const { nsxManagers, vcenters, supervisors, clusters } = document.spec;
  const findings: Finding[] = [];
  const report = (severity: Finding['severity'], path: Path, message: string) =>
    findings.push({ severity, problem: source.problem(path, message) });
  const lists = { nsxManagers, vcenters, supervisors, clusters };
  for (const [list, nodes] of Object.entries(lists)) {
    const ids = new Set<string>();
    nodes.forEach((node, index) => {
      if (ids.has(node.id)) report('error', ['spec', list, index, 'id'], `duplicate id ${node.id}`);
      ids.add(node.id);
      for (const [component, text] of Object.entries(node.versions)) {
        const path = ['spec', list, index, 'versions', component];
        if (!matrix.components.has(component)) report('error', path, `the matrix has no component ${component}`);
        else if (text !== UNKNOWN_VERSION) {
          const version = matrix.readVersion(component, text);
          if (!version.ok) report('error', path, version.problem);
          else if (!matrix.findRelease(component, version.value))
            report('warning', path, `no release of the matrix is ${component} ${text}`);
        }
      }
    });
  }
  const parents = {
    vcenters: ['nsxManager', nsxManagers],
    supervisors: ['vcenter', vcenters],
    clusters: ['supervisor', supervisors],
  } as const;
  for (const [list, [field, known]] of Object.entries(parents))
    lists[list as keyof typeof parents].forEach((node, index) => {
      const parent = (node as Record<string, unknown>)[field];
      if (parent !== undefined && !known.some(({ id }) => id === parent))
        report('error', ['spec', list, index, field], `no ${field} has the id ${JSON.stringify(parent)}`);
    });
  return findings;
}

export function checkGoal({ document, source }: Located<UpgradeGoal>, matrix: Matrix): Finding[] {
  return document.spec.targets.flatMap(({ component, version }, index) => {
    const scheme = matrix.components.get(component)?.scheme;
    const at = (field: string, message: string): Finding[] => [
      { severity: 'error', problem: source.problem(['spec', 'targets', index, field], message) },
    ];
    if (scheme === undefined) return at('component', `the matrix has no component ${component}`);
    if (version === LATEST) return [];
    const range = parseRange(scheme, version);
    return range.ok ? [] : at('version', range.problem);
  });
}
