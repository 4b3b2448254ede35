import { runningParts } from '../world/running.js';
import type { NsxManagerNode, RollPart } from '../world/world-node.js';
import { longVersion } from './nsx-versions.js';

const versionOf = ({ versions }: NsxManagerNode): string => versions['nsx'] ?? '0.0.0.0';

/** The version of the product follows when its nodes are through, and what is new stays off until then. */
export function nodeVersion(manager: NsxManagerNode): unknown {
  const product = versionOf(manager);
  const managers = manager.roll?.parts.find(({ part }) => part === 'MP');
  const node = managers && managers.done > 0 ? manager.roll!.to['nsx']! : product;
  return { node_version: longVersion(node, 3), product_version: longVersion(product) };
}

export function upgradeSummary(manager: NsxManagerNode): unknown {
  const system = versionOf(manager);
  const target = manager.roll?.to['nsx'];
  if (target === undefined)
    return {
      system_version: longVersion(system),
      upgrade_coordinator_version: longVersion(system),
      upgrade_status: 'NOT_STARTED',
      component_target_versions: [],
    };
  return {
    system_version: longVersion(system),
    target_version: longVersion(target),
    upgrade_coordinator_version: longVersion(target),
    upgrade_coordinator_updated: true,
    upgrade_status: statusOfRoll(manager),
    upgrade_bundle_file_name: `VMware-NSX-upgrade-bundle-${longVersion(target)}`,
    component_target_versions: ['MP', 'EDGE', 'HOST'].map((type) => ({ component_type: type, target_version: longVersion(target) })),
  };
}

const statusOfRoll = ({ troubles }: NsxManagerNode): string => (troubles.includes('stuck') ? 'PAUSED' : 'IN_PROGRESS');
const statusOfPart = ({ done, nodes }: RollPart): string => (done === 0 ? 'NOT_STARTED' : done < nodes ? 'IN_PROGRESS' : 'SUCCESS');

const perType = (manager: NsxManagerNode): { type: string; component_version: string; node_count: number }[] => {
  if (manager.roll && 'nsx' in manager.roll.to)
    return runningParts(manager, 'nsx')
      .filter(({ part }) => part !== 'FINALIZE_UPGRADE')
      .map(({ part, version, nodes }) => ({ type: part, component_version: longVersion(version), node_count: nodes }));
  const component_version = longVersion(versionOf(manager));
  return [
    { type: 'MP', component_version, node_count: manager.managers },
    { type: 'HOST', component_version, node_count: manager.hosts },
    { type: 'EDGE', component_version, node_count: manager.edges },
  ].filter(({ node_count }) => node_count > 0);
};

export function nodesSummary(manager: NsxManagerNode): unknown {
  const results = perType(manager);
  return { results, result_count: results.length };
}

export function statusSummary(manager: NsxManagerNode): unknown {
  const rolls = manager.roll && 'nsx' in manager.roll.to;
  return {
    overall_upgrade_status: rolls ? statusOfRoll(manager) : 'NOT_STARTED',
    component_status: (rolls ? manager.roll!.parts : []).map((part) => ({
      component_type: part.part,
      status: statusOfPart(part),
      percent_complete: Math.floor((100 * part.done) / part.nodes),
      pre_upgrade_status: { status: 'SUCCESS' },
      target_component_version: longVersion(manager.roll!.to['nsx']!),
      node_count_at_target_version: part.part === 'FINALIZE_UPGRADE' ? 0 : part.done,
      current_version_node_summary: { results: perType(manager).filter(({ type }) => type === part.part) },
      can_skip: false,
      can_rollback: false,
      details: '',
    })),
  };
}
