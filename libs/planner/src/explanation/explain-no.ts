import type { Blocker, DeadEnd, Explanation, Exposure, Furthest, GoalSpec, Relaxation, UpgradeGoal } from '@lockstep/documents';
import { writeExposures } from '../assemble/exposures.js';
import { exposedPairings } from '../assemble/pairings.js';
import { State } from '../assemble/state.js';
import type { FleetNode } from '../model/fleet-tree.js';
import { SEARCH_DEFAULTS, type SearchLimits } from '../search/solve-domain.js';
import type { VersionTable } from '../search/version-table.js';
import { BlockedDomain, type Bounds } from './blocked-domain.js';
import { type Conflict, ConflictFinder } from './conflict-finder.js';
import { deadEndsOf } from './dead-ends.js';
import { describeBlocker, domainBlockers, onlyItems } from './domain-blockers.js';
import { describeChange, describeObstacle } from './describe-change.js';
import { FurthestPoint } from './furthest-point.js';
import { byPlausibility } from './plausibility.js';
import { refusedPairings } from './refused-pairings.js';
import { type Repair, SmallestRepairs } from './smallest-repairs.js';

export interface No {
  readonly outcome: 'infeasible' | 'invalid-start';
  readonly explanation: Explanation;
  readonly exposures: Exposure[];
}

/** What the planner already knows of a fleet for which it found no plan. */
export interface Refused {
  /** Of the versions of the whole fleet. */
  readonly table: VersionTable;
  /** All upgrade domains, equal clusters as one node or not. */
  readonly roots: readonly FleetNode[];
  /** Those without a plan. */
  readonly blocked: readonly FleetNode[];
  /** Of every question to the planner; left out: as for every plan. */
  readonly limits?: SearchLimits;
}

/** Hardly ever reached: what is explained within them takes seconds. */
const BOUNDS: Bounds = { solves: 40, expansions: 400_000 };
const MAX_OBSTACLES = 6;
const MAX_SUMMARY = 4000;

/**
 * Why there is no safe plan: for each domain without one, an irreducible set of targets, holds and clusters that exclude each other, the facts behind it,
 * the smallest changes that would help, how far one gets without them, and releases that lead nowhere. See docs/explanation/planner.md#why-not
 * The start is to blame when a plan exists as soon as the pairings that are outside at the start are taken as sound.
 */
export function explainNo(goal: UpgradeGoal, { table, roots, blocked, limits = SEARCH_DEFAULTS }: Refused, bounds = BOUNDS): No {
  const start = new State(table);
  const exposed = roots.flatMap((root) => exposedPairings(table, root, start));
  const exposures = writeExposures(
    table,
    start,
    exposed.map((pairing) => ({ pairing, endedBy: null })),
  );
  const failing = blocked.map((root) => {
    const domain = new BlockedDomain(table, goal.spec, root, { ...bounds, ...limits });
    const finder = new ConflictFinder(domain);
    const whole = domain.remainder([]);
    return { domain, finder, conflict: finder.findSmall(whole) ?? finder.findLarge(whole) };
  });
  const startIsToBlame = failing.every(({ domain }) => hasPlanFromSoundStart(domain));
  const parts = failing.map(({ domain, finder, conflict }) => explainDomain(domain, finder, conflict));
  const summary = summaryOf(parts, startIsToBlame);
  return {
    outcome: startIsToBlame ? 'invalid-start' : 'infeasible',
    explanation: {
      summary: summary.slice(0, MAX_SUMMARY),
      blockers: parts.flatMap(({ blockers }) => blockers),
      causes: parts.flatMap(({ causes }) => causes),
      relaxations: parts.flatMap(({ relaxations }) => relaxations),
      furthest: parts.flatMap(({ furthest }) => furthest ?? []),
      deadEnds: parts.flatMap(({ deadEnds }) => deadEnds),
      complete: parts.every(({ complete }) => complete),
    },
    exposures,
  };
}

/** Several things of one domain exclude each other; one alone has nothing that it could exclude. */
function summaryOf(parts: readonly DomainExplanation[], startIsToBlame: boolean): string {
  const several = parts.filter(({ blockers }) => blockers.length > 1);
  const single = parts.filter(({ blockers }) => blockers.length <= 1);
  const named = several.map(({ nsxManager, blockers }) => `under ${nsxManager}: ${blockers.map(({ message }) => message).join('; ')}`);
  const excluding = startIsToBlame ? 'these exclude each other' : 'these exclude each other, and without any one of them there is one';
  return [
    startIsToBlame ? 'no safe sequence leads out of the start, which has pairings outside their window' : 'no safe sequence exists',
    ...(several.length > 0 ? [`${excluding}, ${named.join(' | ')}`] : []),
    ...single.map(({ nsxManager, blockers: [blocker] }) => `under ${nsxManager}: ${wordSingle(blocker)}`),
  ].join('; ');
}

function wordSingle(blocker: Blocker | undefined): string {
  if (!blocker) return 'nothing that the goal names is to blame';
  const { kind, message } = blocker;
  return kind === 'target' || kind === 'supported-until'
    ? `${message} is out of reach by itself, with no other target, hold or cluster in its way`
    : `${message} rules it out by itself`;
}

function hasPlanFromSoundStart(domain: BlockedDomain): boolean {
  const { table, root } = domain;
  const state = new State(table);
  const exposed = exposedPairings(table, root, state);
  if (exposed.length === 0) return false;
  return domain.planner.supposing(
    () => {
      for (const { a, b, componentA, componentB } of exposed)
        table.assumeInside(componentA, state.get(a, componentA), componentB, state.get(b, componentB));
    },
    () => domain.ask(domain.remainder([])) === 'plan',
  );
}

interface DomainExplanation {
  readonly nsxManager: string;
  readonly blockers: Blocker[];
  readonly causes: NonNullable<Explanation['causes']>;
  readonly relaxations: Relaxation[];
  readonly furthest: Furthest | null;
  readonly deadEnds: DeadEnd[];
  readonly complete: boolean;
}

function explainDomain(domain: BlockedDomain, finder: ConflictFinder, conflict: Conflict | null): DomainExplanation {
  const { goal, facts } = domain;
  const nsxManager = domain.root.id;
  const items = domainBlockers(domain, finder, conflict);
  const kept = onlyItems(domain, items);
  const likeItem = (node: FleetNode) => (conflict ? finder.alike(conflict, node, kept) : node.members.slice(1));
  const blockers = items.map((item) => describeBlocker(goal, nsxManager, item, item.kind === 'cluster' ? likeItem(item.node) : []));
  const search = new SmallestRepairs(domain, finder);
  if (conflict) search.learn(conflict);
  else
    search.guess(
      items.flatMap((item) => (item.kind === 'target' ? [item.index] : [])),
      items.flatMap((item) => (item.kind === 'cluster' ? [item.node] : [])),
    );
  domain.renewQuestions();
  const { repairs, complete } = search.find();
  domain.renewQuestions();
  const furthest = new FurthestPoint(domain, finder);
  const missing = (conflict?.obstacles() ?? []).toSorted(byPlausibility(facts)).flatMap((change) => describeObstacle(facts, change));
  const obstacles = missing.length > 0 || !conflict ? missing : refusedPairings(facts, conflict.seats);
  const relaxations = repairs.map((repair) => ({
    nsxManager,
    changes: changesOf(domain, furthest, goal, repair),
    minimal: repair.minimal,
  }));
  const point = furthest.find(repairs);
  return {
    nsxManager,
    blockers,
    causes: [{ nsxManager, obstacles: obstacles.slice(0, MAX_OBSTACLES), more: Math.max(0, obstacles.length - MAX_OBSTACLES) }],
    relaxations,
    furthest: point,
    deadEnds: deadEndsOf(domain),
    complete: complete && !furthest.wasCut && !domain.reachedLimit,
  };
}

/** A repair in the words of the plan document; a loosened target is told with the most it can still ask beside the other changes. */
function changesOf(domain: BlockedDomain, furthest: FurthestPoint, goal: GoalSpec, { changes }: Repair): Relaxation['changes'] {
  const loosened = changes.filter(({ kind }) => kind === 'loosen-target');
  return changes.flatMap((change) => {
    // With several targets to loosen, the most of one would depend on the others: they are dropped.
    const most =
      change.kind === 'loosen-target' && loosened.length === 1
        ? furthest.mostOf(
            change.target,
            changes.filter((other) => other !== change),
          )
        : null;
    return describeChange(domain.facts, goal, change, most);
  });
}
