import { compareTexts } from '@lockstep/kernel';
import { type Abstraction, type Code, END, type Missing } from './abstraction.js';
import type { Repairing } from './facts.js';
import { irreducibleCore } from './irreducible-core.js';

type Reach = 'reaches' | 'blocked' | 'too-large';

/** Whether the end can be reached. */
export function reachOf(abstraction: Abstraction, maxStates: number, spend: () => boolean): Reach {
  const seen = new Set([abstraction.start]);
  for (const code of seen) {
    if (!spend() || seen.size > maxStates) return 'too-large';
    for (const to of abstraction.moves(code)) {
      if (to === END) return 'reaches';
      seen.add(to);
    }
  }
  return 'blocked';
}

/** Larger graphs have too many edges anyway. */
const MAX_STATES = 2_000;
const MAX_EDGES = 6_000;
const MAX_SHRUNK_EDGES = 5_000;

/**
 * Facts of which every repair of a blocked abstraction assumes at least one. Near the end when all that could be done with any assumption can be
 * looked at; else those that lead out of what can be reached.
 */
export function obstaclesOf(abstraction: Abstraction): Repairing[] {
  const graph = wholeGraph(abstraction);
  let cut = graph ? cutBeforeEnd(graph) : cutAroundReached(abstraction);
  if (graph && graph.size <= MAX_SHRUNK_EDGES)
    cut = irreducibleCore(cut, (avoided) => !reachesAvoiding(graph.out, abstraction.start, new Set(avoided)));
  return [...new Set(cut.flatMap(({ changes }) => changes))].sort((a, b) => compareTexts(a.key, b.key));
}

interface Edge {
  readonly to: Code;
  readonly missing: readonly Missing[];
}

interface Graph {
  readonly out: ReadonlyMap<Code, readonly Edge[]>;
  readonly size: number;
}

function edgesOf(abstraction: Abstraction, code: Code): Edge[] {
  const edges: Edge[] = [];
  abstraction.edges(code, (to, missing) => edges.push({ to, missing }));
  return edges;
}

/** Everything that could be done if any fact could be assumed; `null` when that is too much. */
function wholeGraph(abstraction: Abstraction): Graph | null {
  if (abstraction.size > MAX_STATES) return null;
  const out = new Map<Code, readonly Edge[]>();
  const seen = new Set([abstraction.start]);
  let size = 0;
  for (const code of seen) {
    const edges = edgesOf(abstraction, code);
    out.set(code, edges);
    for (const { to } of edges) if (to !== END) seen.add(to);
    size += edges.length;
    if (size > MAX_EDGES) return null;
  }
  return { out, size };
}

/** One missing fact of every edge into the states from which the end can be reached without a further one. */
function cutBeforeEnd({ out }: Graph): Missing[] {
  const into = new Map<Code, { from: Code; missing: readonly Missing[] }[]>();
  for (const [from, edges] of out)
    for (const { to, missing } of edges) {
      const list = into.get(to);
      if (list) list.push({ from, missing });
      else into.set(to, [{ from, missing }]);
    }
  const near = new Set<Code>([END]);
  const crossing: { from: Code; missing: readonly Missing[] }[] = [];
  for (const state of near)
    for (const edge of into.get(state) ?? []) {
      if (edge.missing.length === 0) near.add(edge.from);
      else crossing.push(edge);
    }
  return chooseOneEach(crossing.filter(({ from }) => !near.has(from)).map(({ missing }) => missing));
}

function cutAroundReached(abstraction: Abstraction): Missing[] {
  const seen = new Set([abstraction.start]);
  const leaving: Edge[] = [];
  for (const code of seen)
    for (const edge of edgesOf(abstraction, code)) {
      if (edge.missing.length > 0) leaving.push(edge);
      else seen.add(edge.to);
    }
  return chooseOneEach(leaving.filter(({ to }) => to === END || !seen.has(to)).map(({ missing }) => missing));
}

/** A small set that meets each of the lists: the fact that meets most of them first. */
function chooseOneEach(lists: readonly (readonly Missing[])[]): Missing[] {
  const counts = new Map<Missing, number>();
  for (const list of lists) for (const fact of list) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  const order = [...counts].sort((a, b) => b[1] - a[1] || compareTexts(a[0].key, b[0].key)).map(([fact]) => fact);
  const rank = new Map(order.map((fact, index) => [fact, index]));
  const chosen = new Set<Missing>();
  for (const list of lists.toSorted((a, b) => a.length - b.length))
    if (!list.some((fact) => chosen.has(fact))) chosen.add(list.reduce((best, next) => (rank.get(next)! < rank.get(best)! ? next : best)));
  return [...chosen].sort((a, b) => compareTexts(a.key, b.key));
}

function reachesAvoiding(out: Graph['out'], start: Code, avoided: ReadonlySet<Missing>): boolean {
  const seen = new Set([start]);
  for (const code of seen)
    for (const { to, missing } of out.get(code)!) {
      if (missing.some((fact) => avoided.has(fact))) continue;
      if (to === END) return true;
      seen.add(to);
    }
  return false;
}
