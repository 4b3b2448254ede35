import { type FleetSnapshot, type PlanSpec, subjectsOf } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import { type ScheduledNode, scheduledNodes } from '../schedule-nodes.js';
import type { ChangeSummary, ProjectImpact } from './change-document.js';
import { gather, named } from './named.js';

/** Names of clusters and of namespaces in one Project. */
const MOST_NAMED = 25;
const MOST_PROJECTS = 100;
/** Rows of versions in the summary. */
const MOST_MOVES = 40;

/** Clusters that a plan touches. */
export interface Touched {
  readonly nodes: ReadonlyMap<string, ScheduledNode>;
  /** How often each cluster that rolls does so. */
  readonly rolls: ReadonlyMap<string, number>;
  /** Clusters that only hang on something that moves, or take a step that replaces no node. */
  readonly below: ReadonlySet<string>;
}

/** Nodes or moves that are gone through in one turn: some hundredths of a second. */
const TURN = 10_000;

/** A new VKr replaces the nodes of a cluster; a new Antrea or adapter alone does not. */
const ROLLS = 'vkr';

export function* touchedBy(spec: PlanSpec, fleet: FleetSnapshot): Generator<void, Touched> {
  const nodes = scheduledNodes(fleet);
  yield;
  const rolls = new Map<string, number>();
  const moved = new Set<string>();
  for (const step of spec.steps) {
    for (const id of subjectsOf(spec, step)) {
      moved.add(id);
      if (step.component === ROLLS) rolls.set(id, (rolls.get(id) ?? 0) + 1);
    }
    yield;
  }
  const below = new Set<string>();
  for (const { id } of fleet.spec.clusters) {
    const node = nodes.get(id)!;
    if (!rolls.has(id) && [id, ...node.above].some((place) => moved.has(place))) below.add(id);
  }
  return { nodes, rolls, below };
}

/** By Project in text order, clusters without one last. */
export function* impactOf({ nodes, rolls, below }: Touched): Generator<void, { impact: ProjectImpact[]; untoldProjects: number }> {
  const projects = new Map<string | null, string[]>();
  for (const id of [...rolls.keys(), ...below]) gather(projects, nodes.get(id)!.project, id);
  const ordered = [...projects].sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : compareTexts(a, b)));
  const impact: ProjectImpact[] = [];
  for (const [project, ids] of ordered.slice(0, MOST_PROJECTS)) {
    yield;
    impact.push({
      project,
      rolled: named(
        ids.filter((id) => rolls.has(id)),
        MOST_NAMED,
      ),
      below: named(
        ids.filter((id) => below.has(id)),
        MOST_NAMED,
      ),
      namespaces: named(
        ids.flatMap((id) => namespaceOf(id) ?? []),
        MOST_NAMED,
      ),
      nodesRolled: ids.reduce((sum, id) => sum + (rolls.get(id) ?? 0) * (nodes.get(id)!.size ?? 0), 0),
      unknownSizes: ids.filter((id) => rolls.has(id) && nodes.get(id)!.size === null).length,
    });
  }
  return { impact, untoldProjects: ordered.length - impact.length };
}

/** Clusters are called `namespace/name`; of another name nothing is known. */
const namespaceOf = (id: string): string | null => {
  const slash = id.indexOf('/');
  return slash > 0 ? id.slice(0, slash) : null;
};

type Moves = Pick<ChangeSummary, 'moves' | 'untoldMoves'>;

/** From where each component of each node begins to where it ends, alike ones counted; in the order in which they first move. */
export function* movesOf(spec: PlanSpec): Generator<void, Moves> {
  const paths = new Map<string, { component: string; from: string; to: string }>();
  let gone = 0;
  for (const step of spec.steps)
    for (const id of subjectsOf(spec, step)) {
      for (const { component, from, to } of step.moves) {
        const key = `${component} ${id}`;
        const known = paths.get(key);
        if (known) known.to = to;
        else paths.set(key, { component, from, to });
      }
      if (++gone % TURN === 0) yield;
    }
  const alike = new Map<string, { component: string; from: string; to: string; nodes: number }>();
  for (const { component, from, to } of paths.values()) {
    const key = `${component} ${from} ${to}`;
    const known = alike.get(key);
    if (known) known.nodes += 1;
    else alike.set(key, { component, from, to, nodes: 1 });
    if (++gone % TURN === 0) yield;
  }
  const first = new Map([...new Set([...alike.values()].map(({ component }) => component))].map((component, place) => [component, place]));
  const all = [...alike.values()].sort(
    (a, b) => first.get(a.component)! - first.get(b.component)! || compareTexts(a.from, b.from) || compareTexts(a.to, b.to),
  );
  return { moves: all.slice(0, MOST_MOVES), untoldMoves: Math.max(0, all.length - MOST_MOVES) };
}
