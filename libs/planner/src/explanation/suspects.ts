import { type FleetNode, lineage } from '../model/fleet-tree.js';
import type { DomainClasses, PathClass } from './domain-classes.js';
import type { Facts } from './facts.js';

/** An instance on some path of the domain. */
interface Post {
  readonly node: FleetNode;
  readonly component: string;
}

/** A few instances on one path that hang together, and all paths on which the same instances are found. */
export interface Suspect {
  readonly key: string;
  readonly hasCluster: boolean;
  readonly paths: readonly PathClass[];
  /** By scope and name, to be found again on every path. */
  readonly kept: ReadonlySet<string>;
}

/** Finds small sets of instances that can matter to each other, and the places where the same set occurs. */
export class Suspects {
  private readonly sizes: (readonly Suspect[])[] = [];
  private readonly links = new Map<string, boolean>();
  private readonly carriers = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly classes: DomainClasses,
    private readonly facts: Facts,
  ) {}

  ofSize(size: number): readonly Suspect[] {
    return (this.sizes[size] ??= this.find(size));
  }

  /** Classes of paths on which the same instances are found as on this one, as far as `kept` and what may carry it goes. */
  pathsLike(line: readonly FleetNode[], kept: ReadonlySet<string>): readonly PathClass[] {
    const key = this.keyOn(line, kept);
    return this.classes.paths.filter((path) => this.keyOn(path.line, kept) === key);
  }

  /** Some instances of one path as a suspect, however many. */
  suspectOn(line: readonly FleetNode[], kept: ReadonlySet<string>): Suspect {
    return { key: this.keyOn(line, kept), hasCluster: [...kept].some(isOfCluster), kept, paths: this.pathsLike(line, kept) };
  }

  /** The suspects that keep just these instances, on whatever paths. */
  sharing(kept: ReadonlySet<string>): Suspect[] {
    const found = new Map<string, Suspect & { readonly paths: PathClass[] }>();
    for (const path of this.classes.paths)
      if (postsOn(path.line).filter((post) => kept.has(nameOf(post))).length === kept.size) this.add(found, path, kept);
    return [...found.values()];
  }

  /** Whether one of two components can matter to the other: by a relation, a condition or a bundle. */
  areLinked(a: string, b: string): boolean {
    const key = `${a} ${b}`;
    let linked = this.links.get(key);
    if (linked === undefined) this.links.set(key, (linked = a !== b && areLinked(this.facts, a, b)));
    return linked;
  }

  private find(size: number): Suspect[] {
    const found = new Map<string, Suspect & { readonly paths: PathClass[] }>();
    for (const path of this.classes.paths)
      for (const posts of this.connected(postsOn(path.line), size)) this.add(found, path, new Set(posts.map(nameOf)));
    return [...found.values()];
  }

  private add(found: Map<string, Suspect & { readonly paths: PathClass[] }>, path: PathClass, kept: ReadonlySet<string>): void {
    const key = this.keyOn(path.line, kept);
    const known = found.get(key);
    if (known) known.paths.push(path);
    else found.set(key, { key, hasCluster: [...kept].some(isOfCluster), kept, paths: [path] });
  }

  /** Equal for sets of instances with which the same can be done: what is kept, and beside it the instances that may carry some of it. */
  private keyOn(line: readonly FleetNode[], kept: ReadonlySet<string>): string {
    const parts: string[] = [];
    for (const node of line) {
      const here = node.instances.filter(({ component }) => kept.has(nameOf({ node, component: component.id })));
      if (here.length === 0) continue;
      const { instances, carriers } = this.classes.sortedOf(node);
      for (const [index, instance] of node.instances.entries())
        if (here.includes(instance)) parts.push(`${node.scope} ${instances[index]}`);
        else if (here.some(({ component }) => this.carries(instance.component.id, component.id))) parts.push(`${carriers[index]}`);
    }
    return parts.join('|');
  }

  private carries(carrier: string, rider: string): boolean {
    let riders = this.carriers.get(carrier);
    if (!riders) {
      const { table } = this.facts;
      riders = new Set(table.releaseRanks(carrier).flatMap((rank) => this.facts.bundle(carrier, rank).map(([name]) => name)));
      this.carriers.set(carrier, riders);
    }
    return riders.has(rider);
  }

  private *connected(posts: readonly Post[], size: number): Generator<readonly Post[]> {
    const choose = function* (from: number, left: number): Generator<Post[]> {
      if (left === 0) yield [];
      else
        for (let index = from; index <= posts.length - left; index++)
          for (const rest of choose(index + 1, left - 1)) yield [posts[index]!, ...rest];
    };
    for (const chosen of choose(0, size)) {
      const reached = new Set([chosen[0]!]);
      for (const post of reached) for (const other of chosen) if (this.areLinked(post.component, other.component)) reached.add(other);
      if (reached.size === size) yield chosen;
    }
  }
}

/** Names an instance on whatever path. */
export const nameOf = ({ node, component }: Post): string => `${node.scope} ${component}`;

const isOfCluster = (name: string): boolean => name.startsWith('cluster ');

export const lineOf = (leaf: FleetNode): FleetNode[] => [...lineage(leaf)].reverse();

const postsOn = (line: readonly FleetNode[]): Post[] =>
  line.flatMap((node) => node.instances.map(({ component }) => ({ node, component: component.id })));

function areLinked({ table }: Facts, a: string, b: string): boolean {
  const names = (x: string, y: string) =>
    table.matrix.hopRules(x).some((rule) => [...rule.requires, ...rule.when].some((condition) => condition.component === y)) ||
    table.releaseRanks(x).some((rank) => table.bundle(x, rank).some(([rider]) => rider === y));
  return table.isEnforced(a, b) || names(a, b) || names(b, a);
}
