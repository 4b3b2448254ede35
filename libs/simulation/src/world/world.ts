import { compareTexts } from '@lockstep/kernel';
import { drawsFor, uuidOf } from './draws.js';
import type { WorldRelease } from './releases.js';
import { type Hop, KIND_OF, progressOf, refusal, rolledOn, rollOf } from './roll.js';
import {
  type ClusterNode,
  type ForeignCluster,
  isIn,
  type NodeOf,
  type Trouble,
  WORLD_KINDS,
  type WorldKind,
  worldKey,
  type WorldNode,
} from './world-node.js';

/** One thing that happened to one node. `before` null: it came; `after` null: it went. */
export interface Change {
  /** Milliseconds since 1970, by the time that the world was given. */
  readonly at: number;
  readonly kind: WorldKind;
  readonly id: string;
  /** `rolls vkr to v1.34.1: control-plane 1 of 3` */
  readonly what: string;
  readonly before: WorldNode | null;
  readonly after: WorldNode | null;
}

/** All nodes by `worldKey`, as they are at one moment. */
export type WorldState = ReadonlyMap<string, WorldNode>;

export interface WorldSeed {
  readonly name: string;
  readonly seed: number;
  readonly startAt: number;
  readonly nodes: readonly WorldNode[];
  readonly releases: readonly WorldRelease[];
  /** Whether an adapter holds its session to this NSX; left out: always. What does not fit shows as a session that is down. */
  readonly adapterFits?: (adapter: string, nsx: string) => boolean;
}

export type Started = { readonly outcome: 'started' } | { readonly outcome: 'refused'; readonly reason: string };

/** A node of a roll takes about a minute. */
const NODE_MILLISECONDS = 60_000;

/**
 * A fleet that is upgraded, fails and heals. It has no clock and no chance: time is told to it, draws come from its seed, so that the same seed and the
 * same calls give the same history to the byte.
 */
export class World {
  readonly name: string;
  readonly seed: number;
  readonly releases: readonly WorldRelease[];
  readonly adapterFits: (adapter: string, nsx: string) => boolean;
  private readonly start: readonly WorldNode[];
  private readonly current = new Map<string, WorldNode>();
  private readonly rolling = new Set<string>();
  private readonly changes: Change[] = [];
  private readonly listeners = new Set<() => void>();
  private time: number;

  constructor({ name, seed, startAt, nodes, releases, adapterFits = () => true }: WorldSeed) {
    this.name = name;
    this.seed = seed;
    this.time = startAt;
    this.releases = releases;
    this.adapterFits = adapterFits;
    this.start = nodes;
    for (const node of nodes) this.current.set(worldKey(node.kind, node.id), node);
    if (this.current.size !== nodes.length) throw new Error(`world ${name}; ids; must differ within a kind; found one twice`);
  }

  get now(): number {
    return this.time;
  }

  /** How often it has changed: what `resourceVersion` counts. */
  get position(): number {
    return this.changes.length;
  }

  get history(): readonly Change[] {
    return this.changes;
  }

  get state(): WorldState {
    return this.current;
  }

  /** Every state that was observable, the first one included. The map is the same one each time, and holds until the next. */
  *states(): Generator<{ readonly state: WorldState; readonly change: Change | null }> {
    const state = new Map(this.start.map((node) => [worldKey(node.kind, node.id), node]));
    yield { state, change: null };
    for (const change of this.changes) {
      if (change.after) state.set(worldKey(change.kind, change.id), change.after);
      else state.delete(worldKey(change.kind, change.id));
      yield { state, change };
    }
  }

  find<Kind extends WorldKind>(kind: Kind, id: string): NodeOf<Kind> | undefined {
    return this.current.get(worldKey(kind, id)) as NodeOf<Kind> | undefined;
  }

  get<Kind extends WorldKind>(kind: Kind, id: string): NodeOf<Kind> {
    const node = this.find(kind, id);
    if (!node) throw new Error(`world ${this.name}; ${kind} ${id}; must be one of its nodes; found nothing`);
    return node;
  }

  all<Kind extends WorldKind>(kind: Kind): NodeOf<Kind>[] {
    return [...this.current.values()].filter((node) => node.kind === kind) as NodeOf<Kind>[];
  }

  /** Tells `listener` after every change, until the function that it returns is called. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Starts a hop on all of its subjects, or on none. */
  startHop(hop: Hop): Started {
    const kind = KIND_OF[hop.component];
    if (!kind) return { outcome: 'refused', reason: `${hop.component} is no component of this world` };
    for (const id of hop.subjects) {
      const node = this.find(kind, id);
      const reason = node ? refusal(node, hop, this.releases) : 'is not there';
      if (reason !== null) return { outcome: 'refused', reason: `${kind} ${id} ${reason}` };
    }
    for (const id of hop.subjects) {
      const node = this.get(kind, id);
      const roll = rollOf(node, hop, this.releases, this.time, this.time + this.lag(kind, id));
      this.change(kind, id, `starts ${hop.component} ${hop.from} → ${hop.to}`, { ...node, roll });
      this.rolling.add(worldKey(kind, id));
    }
    return { outcome: 'started' };
  }

  /** When the next node of a roll will be through; null: nothing rolls, or what rolls is stuck. */
  nextAt(): number | null {
    return this.next()?.roll?.nextAt ?? null;
  }

  /** Lets time pass, and with it what rolls. Time that lies behind changes nothing. */
  advance(to: number): void {
    for (let node = this.next(); node && node.roll!.nextAt <= to; node = this.next()) {
      this.time = Math.max(this.time, node.roll!.nextAt);
      const what = `rolls ${node.roll!.component} to ${node.roll!.to[node.roll!.component]}: ${progressOf(node.roll!)}`;
      const after = rolledOn(node, this.time + this.lag(node.kind, node.id));
      if (!after.roll) this.rolling.delete(worldKey(node.kind, node.id));
      this.change(node.kind, node.id, what, after);
    }
    this.time = Math.max(this.time, to);
  }

  trouble(kind: WorldKind, id: string, trouble: Trouble): void {
    const node = this.get(kind, id);
    if (!isIn(node, trouble)) this.change(kind, id, `falls ill: ${trouble}`, { ...node, troubles: [...node.troubles, trouble] });
  }

  heal(kind: WorldKind, id: string, trouble: Trouble): void {
    const node = this.get(kind, id);
    if (!isIn(node, trouble)) return;
    const roll = node.roll && trouble === 'stuck' ? { ...node.roll, nextAt: this.time + this.lag(kind, id) } : node.roll;
    this.change(kind, id, `recovers: ${trouble}`, { ...node, roll, troubles: node.troubles.filter((one) => one !== trouble) });
  }

  add(node: WorldNode): void {
    if (this.find(node.kind, node.id)) throw new Error(`world ${this.name}; ${node.kind} ${node.id}; must be new; found it there`);
    this.change(node.kind, node.id, 'comes', node);
  }

  remove(kind: WorldKind, id: string): void {
    this.get(kind, id);
    this.rolling.delete(worldKey(kind, id));
    this.change(kind, id, 'goes', null);
  }

  /** Deleted and made again under its name: another uid, another registration in NSX. */
  recreate(id: string): ClusterNode {
    const cluster = this.get('cluster', id);
    const life = `${id} ${this.position}`;
    this.remove('cluster', id);
    const again = { ...cluster, roll: null, uid: uuidOf(this.seed, `uid ${life}`), nsxClusterId: uuidOf(this.seed, `nsx ${life}`) };
    this.add(again);
    return again;
  }

  /** A second Supervisor shows the same object, uid and all. */
  claim(id: string, supervisor: string): void {
    const cluster = this.get('cluster', id);
    this.change('cluster', id, `is claimed by ${supervisor} too`, { ...cluster, claimedBy: [...cluster.claimedBy, supervisor] });
  }

  addForeign(nsxManager: string, foreign: Omit<ForeignCluster, 'nodeId'>): ForeignCluster {
    const manager = this.get('nsx-manager', nsxManager);
    const added = { ...foreign, nodeId: uuidOf(this.seed, `foreign ${nsxManager} ${foreign.name}`) };
    const node = { ...manager, foreign: [...manager.foreign, added] };
    this.change('nsx-manager', nsxManager, `tells of ${foreign.name}, which is foreign`, node);
    return added;
  }

  /** Puts another node in the place of one, for what has no word of its own here: labels, pools, placement. */
  replace<Node extends WorldNode>(kind: Node['kind'], id: string, what: string, edit: (node: Node) => Node): void {
    this.change(kind, id, what, edit(this.get(kind, id) as unknown as Node));
  }

  private next(): WorldNode | undefined {
    let next: WorldNode | undefined;
    for (const key of this.rolling) {
      const node = this.current.get(key)!;
      if (isIn(node, 'stuck')) continue;
      if (!next || soonerFirst(node, next) < 0) next = node;
    }
    return next;
  }

  private lag(kind: WorldKind, id: string): number {
    return NODE_MILLISECONDS / 2 + drawsFor(this.seed, `lag ${kind} ${id} ${this.position}`).int(NODE_MILLISECONDS);
  }

  private change(kind: WorldKind, id: string, what: string, after: WorldNode | null): void {
    const key = worldKey(kind, id);
    const before = this.current.get(key) ?? null;
    if (after) this.current.set(key, after);
    else this.current.delete(key);
    this.changes.push({ at: this.time, kind, id, what, before, after });
    for (const listener of this.listeners) listener();
  }
}

const soonerFirst = (a: WorldNode, b: WorldNode): number =>
  a.roll!.nextAt - b.roll!.nextAt || WORLD_KINDS.indexOf(a.kind) - WORLD_KINDS.indexOf(b.kind) || compareTexts(a.id, b.id);
