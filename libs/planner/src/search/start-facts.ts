import { type FleetNode, lineage } from '../model/fleet-tree.js';
import type { VersionTable } from './version-table.js';

/** What is special about the versions a domain starts from. */
export interface StartFacts {
  /** Components with a pairing that is outside its window. */
  readonly outside: ReadonlySet<string>;
  /** By node: components with a pairing that is outside its window, or inside by a `transitional` statement only. They may rest there as long as nobody touches them. */
  readonly unsettled: ReadonlyMap<FleetNode, ReadonlySet<string>>;
}

/** A pairing at the start that is not a place to rest in. */
interface Unsettled {
  readonly component: string;
  /** The partner, and how far above it stands. */
  readonly partner: string;
  readonly levels: number;
  readonly isInside: boolean;
}

type Instances = FleetNode['instances'];

/** A path from the root, as far as it matters here: what runs on it, each level once. */
class Path {
  private readonly longer = new Map<Instances, Path>();
  private readonly levels: readonly Instances[];
  readonly unsettled: readonly Unsettled[];

  constructor(
    private readonly table: VersionTable,
    instances: Instances,
    above: readonly Instances[],
  ) {
    this.levels = [instances, ...above];
    this.unsettled = instances.flatMap((own) =>
      this.levels.flatMap((upper, levels) =>
        upper.flatMap((partner): Unsettled[] => {
          const [a, b] = [own.component.id, partner.component.id];
          if (a === b || !table.isEnforced(a, b)) return [];
          const [x, y] = [table.rank(a, own.version), table.rank(b, partner.version)];
          return table.isSettled(a, x, b, y) ? [] : [{ component: a, partner: b, levels, isInside: table.isInside(a, x, b, y) }];
        }),
      ),
    );
  }

  below(instances: Instances): Path {
    let path = this.longer.get(instances);
    if (!path) this.longer.set(instances, (path = new Path(this.table, instances, this.levels)));
    return path;
  }
}

/** Nodes with equal versions on equal paths are looked at once. */
export function startFacts(table: VersionTable, root: FleetNode): StartFacts {
  const outside = new Set<string>();
  const unsettled = new Map<FleetNode, Set<string>>();
  const note = (node: FleetNode, component: string) => {
    const known = unsettled.get(node);
    if (known) known.add(component);
    else unsettled.set(node, new Set([component]));
  };
  const visit = (node: FleetNode, path: Path): void => {
    const line = path.unsettled.length > 0 ? [...lineage(node)] : [];
    for (const { component, partner, levels, isInside } of path.unsettled) {
      note(node, component);
      note(line[levels]!, partner);
      if (!isInside) outside.add(component).add(partner);
    }
    for (const child of node.children) visit(child, path.below(child.instances));
  };
  visit(root, new Path(table, root.instances, []));
  return { outside, unsettled };
}
