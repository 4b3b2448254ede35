import { compareTexts } from '@lockstep/kernel';
import type { Abstraction, Edge } from './abstraction.js';
import type { Repairing } from './facts.js';
import { irreducibleCore } from './irreducible-core.js';

export type Reach = 'reaches' | 'blocked' | 'too-large';

/** Whether the end can be reached when only `allowed` is assumed. */
export function reachOf(abstraction: Abstraction, allowed: ReadonlySet<Repairing>, maxStates: number, spend: () => boolean): Reach {
  if (abstraction.isTooWide) return 'too-large';
  const seen = new Set([abstraction.start]);
  for (const code of seen) {
    if (!spend()) return 'too-large';
    for (const { to, missing } of abstraction.edges(code)) {
      if (!missing.every((change) => allowed.has(change))) continue;
      if (to === null) return 'reaches';
      seen.add(to);
    }
    if (seen.size > maxStates) return 'too-large';
  }
  return 'blocked';
}

const MAX_EDGES = 5_000;
const MAX_SHRUNK_EDGES = 2_500;

/**
 * Facts of which every repair of a blocked abstraction assumes at least one beside `allowed`. Near the end when all that could be done with any
 * assumption can be looked at; else those that lead out of what can be reached.
 */
export function obstaclesOf(abstraction: Abstraction, allowed: ReadonlySet<Repairing>): Repairing[] {
  const graph = wholeGraph(abstraction, allowed);
  if (!graph) return cutAroundReached(abstraction, allowed);
  const cut = cutBeforeEnd(graph);
  if (graph.size > MAX_SHRUNK_EDGES) return cut;
  return irreducibleCore(cut, (avoided) => !reachesAvoiding(graph.out, abstraction.start, new Set(avoided))).sort((a, b) =>
    compareTexts(a.key, b.key),
  );
}

interface Graph {
  /** By state; what is allowed is no longer missing. */
  readonly out: ReadonlyMap<number, readonly Edge[]>;
  readonly size: number;
}

/** Everything that could be done if any fact could be assumed; `null` when that is too much. */
function wholeGraph(abstraction: Abstraction, allowed: ReadonlySet<Repairing>): Graph | null {
  const out = new Map<number, readonly Edge[]>();
  const seen = new Set([abstraction.start]);
  let size = 0;
  for (const code of seen) {
    const edges = abstraction.edges(code).map(({ to, missing }) => ({ to, missing: missing.filter((change) => !allowed.has(change)) }));
    out.set(code, edges);
    for (const { to } of edges) if (to !== null) seen.add(to);
    size += edges.length;
    if (size > MAX_EDGES) return null;
  }
  return { out, size };
}

/** One missing fact of every edge into the states from which the end can be reached without a further one. */
function cutBeforeEnd({ out }: Graph): Repairing[] {
  const into = new Map<number | null, { from: number; missing: readonly Repairing[] }[]>();
  for (const [from, edges] of out)
    for (const { to, missing } of edges) {
      const list = into.get(to);
      if (list) list.push({ from, missing });
      else into.set(to, [{ from, missing }]);
    }
  const near = new Set<number | null>([null]);
  const crossing: { from: number; missing: readonly Repairing[] }[] = [];
  for (const state of near)
    for (const edge of into.get(state) ?? []) {
      if (edge.missing.length === 0) near.add(edge.from);
      else crossing.push(edge);
    }
  return chooseOneEach(crossing.filter(({ from }) => !near.has(from)).map(({ missing }) => missing));
}

function cutAroundReached(abstraction: Abstraction, allowed: ReadonlySet<Repairing>): Repairing[] {
  const seen = new Set([abstraction.start]);
  const leaving: { to: number | null; missing: readonly Repairing[] }[] = [];
  for (const code of seen)
    for (const { to, missing } of abstraction.edges(code)) {
      const left = missing.filter((change) => !allowed.has(change));
      if (left.length > 0) leaving.push({ to, missing: left });
      else if (to !== null) seen.add(to);
    }
  return chooseOneEach(leaving.filter(({ to }) => to === null || !seen.has(to)).map(({ missing }) => missing));
}

/** A small set that meets each of the lists: the fact that meets most of them first. */
function chooseOneEach(lists: readonly (readonly Repairing[])[]): Repairing[] {
  const counts = new Map<Repairing, number>();
  for (const list of lists) for (const change of list) counts.set(change, (counts.get(change) ?? 0) + 1);
  const order = [...counts].sort((a, b) => b[1] - a[1] || compareTexts(a[0].key, b[0].key)).map(([change]) => change);
  const rank = new Map(order.map((change, index) => [change, index]));
  const chosen = new Set<Repairing>();
  for (const list of lists.toSorted((a, b) => a.length - b.length))
    if (!list.some((change) => chosen.has(change)))
      chosen.add(list.reduce((best, next) => (rank.get(next)! < rank.get(best)! ? next : best)));
  return [...chosen].sort((a, b) => compareTexts(a.key, b.key));
}

function reachesAvoiding(out: Graph['out'], start: number, avoided: ReadonlySet<Repairing>): boolean {
  const seen = new Set([start]);
  for (const code of seen)
    for (const { to, missing } of out.get(code)!) {
      if (missing.some((change) => avoided.has(change))) continue;
      if (to === null) return true;
      seen.add(to);
    }
  return false;
}
