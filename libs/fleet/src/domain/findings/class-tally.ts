import { NODE_KINDS, type NodeKind } from '../fleet-node.js';
import { classKey, type FleetClass, placeOf } from './fleet-class.js';
import { type Finding, findingId, type Judged } from './finding.js';
import type { LineJudge } from './line-judge.js';

interface Entry {
  readonly class: FleetClass;
  nodes: number;
  root: string | null;
  faults: readonly Judged[];
}

type Counted = { -readonly [Key in keyof Finding]: Finding[Key] };

/**
 * The classes of a fleet with their numbers of nodes, and what is found about them, kept by difference: a class is judged when it appears, and again
 * when a node above it or the judge changes.
 */
export class ClassTally {
  private readonly entries = new Map<string, Entry>();
  /** By `nodeKey` of the node that the classes hang on. */
  private readonly below = new Map<string, Set<Entry>>();
  private readonly places = new Map<string, Entry>();
  private readonly counted = new Map<string, Counted>();
  private readonly ids = new WeakMap<Judged, Map<string | null, string>>();
  private readonly unplaced = new Map<string, Judged>();

  /** @param judge null: no matrix was published, so that only places are looked at */
  constructor(private judge: LineJudge | null) {}

  /** Nodes that come to classes or leave them, at once. Tells the ids of findings whose numbers moved. */
  change(moves: readonly { readonly class: FleetClass; readonly nodes: number }[], touched: Set<string>): void {
    const places = moves.map((move) => this.move(move.class, move.nodes, touched));
    for (const place of new Set(places)) if (place !== null) for (const lower of this.subtree(place)) this.rejudge(lower, touched);
  }

  private move(fleetClass: FleetClass, nodes: number, touched: Set<string>): string | null {
    const key = classKey(fleetClass);
    const entry = this.entries.get(key) ?? this.enter(key, fleetClass);
    this.count(entry, nodes, touched);
    entry.nodes += nodes;
    if (entry.nodes < 0) throw new Error(`fleet class; ${JSON.stringify(key)}; only nodes that came can leave; found ${entry.nodes}`);
    const place = placeOf(fleetClass);
    if (entry.nodes > 0) {
      if (place !== null) this.places.set(place, entry);
    } else {
      this.entries.delete(key);
      if (fleetClass.parent !== null) this.below.get(fleetClass.parent)?.delete(entry);
      if (place !== null && this.places.get(place) === entry) this.places.delete(place);
    }
    return place;
  }

  private enter(key: string, fleetClass: FleetClass): Entry {
    const entry: Entry = { class: fleetClass, nodes: 0, root: null, faults: [] };
    this.entries.set(key, entry);
    if (fleetClass.parent !== null) {
      const known = this.below.get(fleetClass.parent);
      if (known) known.add(entry);
      else this.below.set(fleetClass.parent, new Set([entry]));
    }
    this.judgeEntry(entry);
    return entry;
  }

  /** All is judged anew. */
  changeJudge(judge: LineJudge | null, touched: Set<string>): void {
    for (const entry of this.entries.values()) this.count(entry, -entry.nodes, touched);
    this.judge = judge;
    for (const entry of this.entries.values()) {
      this.judgeEntry(entry);
      this.count(entry, entry.nodes, touched);
    }
  }

  find(id: string): Finding | undefined {
    return this.counted.get(id);
  }

  findings(): Finding[] {
    return [...this.counted.values()];
  }

  /** Number of nodes of a class; 0 when there is none. */
  nodesOf(key: string): number {
    return this.entries.get(key)?.nodes ?? 0;
  }

  /** Every class with its faults, as ids of findings. */
  *classes(): Generator<{
    readonly class: FleetClass;
    readonly nodes: number;
    readonly root: string | null;
    readonly findings: readonly string[];
  }> {
    for (const { class: fleetClass, nodes, root, faults } of this.entries.values())
      yield { class: fleetClass, nodes, root, findings: faults.map((judged) => this.idOf(root, judged)) };
  }

  /** The class and what is above it, as far as that is known. */
  lineOf(fleetClass: FleetClass): FleetClass[] {
    const line = [fleetClass];
    for (let above = fleetClass.parent; above !== null && line.length < NODE_KINDS.length;) {
      const upper = this.places.get(above)?.class;
      if (!upper) break;
      line.push(upper);
      above = upper.parent;
    }
    return line;
  }

  private judgeEntry(entry: Entry): void {
    const line = this.lineOf(entry.class);
    const top = line.at(-1)!;
    const { parent, kind } = entry.class;
    entry.root = top.kind === 'nsx-manager' ? top.id : null;
    const faults = this.judge?.faults(line) ?? [];
    entry.faults = parent !== null && line.length === 1 ? [...faults, this.unplacedUnder(parent, kind)] : faults;
  }

  private unplacedUnder(parent: string, subjects: NodeKind): Judged {
    const key = `${subjects} ${parent}`;
    let judged = this.unplaced.get(key);
    if (!judged) {
      const gap = parent.indexOf(' ');
      const name = { kind: parent.slice(0, gap) as NodeKind, id: parent.slice(gap + 1) };
      judged = { topic: { kind: 'unplaced', of: subjects, parent: name }, fact: { subjects, statement: null, sources: [], detail: null } };
      this.unplaced.set(key, judged);
    }
    return judged;
  }

  private rejudge(entry: Entry, touched: Set<string>): void {
    this.count(entry, -entry.nodes, touched);
    this.judgeEntry(entry);
    this.count(entry, entry.nodes, touched);
  }

  private count({ root, faults }: Entry, nodes: number, touched: Set<string>): void {
    if (nodes === 0) return;
    for (const judged of faults) {
      const id = this.idOf(root, judged);
      touched.add(id);
      let known = this.counted.get(id);
      if (!known) this.counted.set(id, (known = { id, nsxManager: root, ...judged, nodes: 0 }));
      known.nodes += nodes;
      if (nodes > 0) known.fact = judged.fact;
      if (known.nodes === 0) this.counted.delete(id);
    }
  }

  private idOf(root: string | null, judged: Judged): string {
    let ids = this.ids.get(judged);
    if (!ids) this.ids.set(judged, (ids = new Map()));
    let id = ids.get(root);
    if (id === undefined) ids.set(root, (id = findingId(root, judged.topic)));
    return id;
  }

  private *subtree(place: string): Generator<Entry> {
    for (const entry of this.below.get(place) ?? []) {
      yield entry;
      const inner = placeOf(entry.class);
      if (inner !== null && this.places.get(inner) === entry) yield* this.subtree(inner);
    }
  }
}
