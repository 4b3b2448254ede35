import { suffixOf } from '../world/draws.js';
import type { World } from '../world/world.js';
import type { ClusterNode } from '../world/world-node.js';

/** One node of a cluster: what it runs of each component. */
export interface Machine {
  readonly name: string;
  /** Null: control plane. */
  readonly pool: string | null;
  readonly vkr: string;
  /** Of its Antrea agent; undefined: another CNI. */
  readonly antrea: string | undefined;
}

/** All nodes of a cluster, those that have rolled first in each part. */
export function machinesOf(world: World, cluster: ClusterNode): Machine[] {
  const { controlPlane, pools, name, id } = cluster;
  const at = (component: string, part: string, index: number): string | undefined => {
    const rolling = cluster.roll?.parts.find((one) => one.part === part && one.moves.includes(component));
    return rolling && index < rolling.done ? cluster.roll!.to[component] : cluster.versions[component];
  };
  const machines = (pool: string | null, part: string, agents: string, nodes: number): Machine[] =>
    Array.from({ length: nodes }, (_, index) => {
      const vkr = at('vkr', part, index) ?? 'unknown';
      // A node that rolls is another machine afterwards.
      const suffix = suffixOf(world.seed, `machine ${id} ${part} ${index} ${vkr}`);
      return { name: `${pool ?? name}-${suffix}`, pool, vkr, antrea: at('antrea', agents, index) };
    });
  return [
    ...machines(null, 'control-plane', 'control-plane-agents', controlPlane),
    ...pools.flatMap((pool) => machines(pool.name, pool.name, pool.name, pool.nodes)),
  ];
}

/** What the package part has brought: versions of the Antrea controller and of the adapter, of which a cluster has one each. */
export function packagedVersion({ versions, roll }: ClusterNode, component: 'antrea' | 'antrea-nsx-adapter'): string | undefined {
  const part = roll?.parts.find(({ part: name, moves }) => name === 'package' && moves.includes(component));
  return part && part.done > 0 ? roll!.to[component] : versions[component];
}
