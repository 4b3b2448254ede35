import type { CompatibilityMatrix } from '@lockstep/documents';
import { type FleetNode, isLive, NODE_KINDS, type NodeKind } from '../fleet-node.js';
import { ClassTally } from './class-tally.js';
import { classKey, classOf, type FleetClass } from './fleet-class.js';
import { type Finding, findingId, type Topic } from './finding.js';
import { type Acknowledgement, advance, foundOf, type KeptFinding, type Moment } from './kept-finding.js';
import type { FleetJudge } from './line-judge.js';
import { mayBeOdd, ownFindings } from './own-findings.js';

export type FindingsChange =
  | { readonly change: 'node'; readonly before: FleetNode | null; readonly after: FleetNode }
  /** `closed`: ids of findings that are no longer there. */
  | { readonly change: 'faults'; readonly found: readonly Finding[]; readonly closed: readonly string[] }
  | { readonly change: 'matrix'; readonly digest: string; readonly document: CompatibilityMatrix }
  | {
      readonly change: 'acknowledged';
      readonly finding: Pick<KeptFinding, 'id' | 'nsxManager' | 'topic'>;
      readonly acknowledgement: Acknowledgement;
    };

/** An event, with what it changes here; an event that changes nothing still moves the calendar. */
export interface FindingsStep extends Moment {
  /** Stream and transaction. */
  readonly source: string;
  readonly changes: readonly FindingsChange[];
}

/** Consecutive events of one stream and one transaction. What one observer says of a node in several events is looked at when all is said, and
 *  nothing that is said later counts as said then. */
interface Run {
  readonly source: string;
  moment: Moment;
  high: number;
  readonly found: Map<string, Finding | undefined>;
  readonly acknowledged: (FindingsChange & { readonly change: 'acknowledged' })[];
}

/** Where the fold stands between two pages of events. */
export interface FoldPosition {
  readonly matrix: string | null;
  /** YYYY-MM-DD of the newest time recorded so far; '' before the first event. */
  readonly day: string;
  /** The highest position so far: events come in the order of the record, in which positions may step back. */
  readonly high: number;
  /** The last run, which the next page may continue, and its findings before it. */
  readonly run: { readonly source: string; readonly before: readonly (readonly [string, KeptFinding | null])[] } | null;
}

export const START: FoldPosition = { matrix: null, day: '', high: 0, run: null };

/**
 * Folds events into classes and findings. A finding is a pure function of the record: however the events are cut into pages, it opens and closes at the
 * same events.
 */
export class FindingsFold {
  readonly tally: ClassTally;
  /** Classes that gained or lost nodes. */
  readonly changedClasses = new Map<string, FleetClass>();
  private readonly runs: Run[] = [];
  private matrix: string | null;
  private day: string;
  private high: number;

  /** @param document of the matrix revision that is current at `from` */
  constructor(
    private readonly from: FoldPosition,
    private readonly judge: FleetJudge,
    public document: CompatibilityMatrix | null,
    tally?: ClassTally,
  ) {
    this.matrix = from.matrix;
    this.day = from.day;
    this.high = from.high;
    this.tally = tally ?? new ClassTally(document && judge.on(document, from.day));
  }

  /** @param kinds of ids that nodes of several kinds have or had: the kinds that are there, before the first of these steps */
  apply(steps: Iterable<FindingsStep>, kinds: ReadonlyMap<string, Set<NodeKind>>): void {
    for (const { source, changes, position, at } of steps) {
      this.high = Math.max(this.high, position);
      const last = this.runs.at(-1);
      const run: Run =
        last?.source === source ? last : { source, moment: { position, at }, high: this.high, found: new Map(), acknowledged: [] };
      if (run !== last) this.runs.push(run);
      run.moment = { position, at };
      run.high = this.high;
      const touched = new Set<string>();
      this.turnDay(at.slice(0, 10), touched);
      for (const change of changes) {
        if (change.change === 'node') this.applyNode(change, kinds, run, touched);
        else if (change.change === 'faults') applyFaults(change, run);
        else if (change.change === 'matrix') this.applyMatrix(change, touched);
        else run.acknowledged.push(change);
      }
      this.settle(run, touched);
    }
  }

  /** Ids of findings that have to be known to `keep`. */
  touchedIds(): string[] {
    const touched = this.runs.flatMap(({ found, acknowledged }) => [...found.keys(), ...acknowledged.map(({ finding }) => finding.id)]);
    return [...new Set([...touched, ...(this.from.run?.before ?? []).map(([id]) => id)])];
  }

  /** @param known findings kept so far, at least those touched. Gives those that are otherwise now; undefined: it never was. */
  keep(known: ReadonlyMap<string, KeptFinding>): {
    readonly kept: ReadonlyMap<string, KeptFinding | undefined>;
    readonly position: FoldPosition;
  } {
    const kept = new Map<string, KeptFinding | undefined>();
    const current = (id: string) => (kept.has(id) ? kept.get(id) : known.get(id));
    const pending = this.from.run;
    let before = new Map((pending?.before ?? []).map(([id, finding]) => [id, finding ?? undefined]));
    for (const [index, run] of this.runs.entries()) {
      const found = new Map(run.found);
      if (index > 0 || run.source !== pending?.source) before = new Map();
      for (const id of before.keys()) {
        const now = current(id);
        if (!found.has(id)) found.set(id, now && foundOf(now));
      }
      for (const [id, finding] of found) {
        if (!before.has(id)) before.set(id, current(id));
        kept.set(id, advance(before.get(id), finding, run.moment, run.high));
      }
      for (const { finding, acknowledgement } of run.acknowledged) {
        const base = current(finding.id) ?? {
          ...finding,
          fact: null,
          nodes: 0,
          spells: [],
          forgetful: false,
          acknowledgements: [],
          changed: 0,
        };
        kept.set(finding.id, { ...base, acknowledgements: [...base.acknowledgements, acknowledgement], changed: run.high });
      }
    }
    const run = this.runs.at(-1);
    const rows = [...before].map(([id, finding]) => [id, finding ?? null] as const);
    return {
      kept: new Map([...kept].filter(([id, finding]) => finding !== known.get(id))),
      position: { matrix: this.matrix, day: this.day, high: this.high, run: run ? { source: run.source, before: rows } : pending },
    };
  }

  private applyNode(
    { before, after }: FindingsChange & { change: 'node' },
    kinds: ReadonlyMap<string, Set<NodeKind>>,
    run: Run,
    touched: Set<string>,
  ): void {
    const [was, is] = [before && isLive(before) ? classOf(before) : null, isLive(after) ? classOf(after) : null];
    if ((was && classKey(was)) !== (is && classKey(is))) {
      const moves = [was && { class: was, nodes: -1 }, is && { class: is, nodes: 1 }].filter((move) => move !== null);
      this.tally.change(moves, touched);
      for (const move of moves) this.changedClasses.set(classKey(move.class), move.class);
    }
    for (const finding of [...(before ? this.ownFindings(before, 0) : []), ...this.ownFindings(after, 1)])
      run.found.set(finding.id, finding.nodes > 0 ? finding : undefined);
    const sharing = kinds.get(after.id);
    if (!sharing) return;
    if (is) sharing.add(after.kind);
    else sharing.delete(after.kind);
    const finding = sharedId(after.id, sharing);
    run.found.set(finding.id, sharing.size > 1 ? finding : undefined);
  }

  /** What is found about a node by itself, whatever it runs. */
  private ownFindings(node: FleetNode, nodes: number): Finding[] {
    if (!mayBeOdd(node)) return [];
    const top = this.tally.lineOf(classOf(node)).at(-1)!;
    return ownFindings(node, top.kind === 'nsx-manager' ? top.id : null).map((finding) => ({ ...finding, nodes }));
  }

  private applyMatrix({ digest, document }: FindingsChange & { change: 'matrix' }, touched: Set<string>): void {
    this.matrix = digest;
    this.document = document;
    this.tally.changeJudge(this.judge.on(document, this.day), touched);
  }

  private turnDay(day: string, touched: Set<string>): void {
    if (day <= this.day) return;
    const { document, day: before } = this;
    this.day = day;
    if (document && this.judge.expiries(document).some((last) => last >= before && last < day))
      this.tally.changeJudge(this.judge.on(document, day), touched);
  }

  private settle(run: Run, touched: ReadonlySet<string>): void {
    // Numbers go on changing: what counts is how they are after the event.
    for (const id of touched) {
      const finding = this.tally.find(id);
      run.found.set(id, finding && { ...finding });
    }
  }
}

function applyFaults({ found, closed }: FindingsChange & { change: 'faults' }, run: Run): void {
  for (const id of closed) run.found.set(id, undefined);
  for (const finding of found) run.found.set(finding.id, finding);
}

export function sharedId(id: string, kinds: ReadonlySet<NodeKind>): Finding {
  const present = NODE_KINDS.filter((kind) => kinds.has(kind));
  const topic: Topic = { kind: 'shared-id', id };
  return {
    id: findingId(null, topic),
    nsxManager: null,
    topic,
    fact: { subjects: present.at(-1) ?? 'cluster', statement: null, sources: [], detail: present.join(', ') },
    nodes: present.length,
  };
}
