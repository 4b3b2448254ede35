import { type PlanSpec, type PlanStep, UNKNOWN_VERSION } from '@lockstep/documents';
import type { FleetNode } from '../model/fleet-tree.js';
import type { Rank, VersionTable } from '../search/version-table.js';
import type { Unit } from '../search/walk-back.js';
import { type FoundExposure, writeExposures } from './exposures.js';
import { type Naming, nameSubjects } from './groups.js';
import { OpenExposures } from './open-exposures.js';
import { isInside, type Pairing, unsettledPairings } from './pairings.js';
import { State } from './state.js';
import { groupIntoSteps, type Step } from './steps.js';
import type { MemberLists } from './member-lists.js';

/** One upgrade domain and what its nodes have to do. */
export interface SolvedDomain {
  readonly root: FleetNode;
  readonly units: readonly Unit[];
}

/** Writes the moves of all domains of a fleet as one plan. What it costs grows with the classes of nodes; their members are only listed. */
export function assemblePlan(
  table: VersionTable,
  lists: MemberLists,
  domains: readonly SolvedDomain[],
): Pick<PlanSpec, 'groups' | 'steps' | 'exposures'> {
  const start = new State(table);
  const walks = domains.map((domain) => walkThrough(table, start, domain));
  const naming = nameSubjects(
    lists,
    walks.flatMap(({ steps }) => steps),
  );
  const steps: PlanStep[] = [];
  const found: FoundExposure[] = [];
  for (const walk of walks) {
    const first = steps.length + 1;
    const idOf = (index: number) => `s${first + index}`;
    const endedBy = new Map(walk.steps.flatMap(({ ends }, index) => ends.map((pairing) => [pairing, idOf(index)] as const)));
    for (const pairing of walk.exposed) found.push({ pairing, endedBy: endedBy.get(pairing) ?? null });
    for (const [index, step] of walk.steps.entries()) steps.push(writeStep(table, naming, step, idOf(index), idOf));
  }
  return {
    ...(naming.groups.length > 0 ? { groups: [...naming.groups] } : {}),
    steps,
    exposures: writeExposures(table, start, found),
  };
}

interface Walk {
  readonly steps: readonly Step[];
  /** Pairings outside their window from the start on, and pairings that are `transitional` from start to end. */
  readonly exposed: readonly Pairing[];
}

function walkThrough(table: VersionTable, start: State, { root, units }: SolvedDomain): Walk {
  const unsettled = unsettledPairings(table, root, start);
  const outside = new Set(unsettled.filter((pairing) => !isInside(table, start, pairing)));
  const state = new State(table);
  const steps = groupIntoSteps(table, units, state, new OpenExposures(table, state, [...outside]));
  // A transitional pairing is an exposure only where it remains: neither side moved, so that it rests there to the end.
  const rests = ({ a, b, componentA, componentB }: Pairing) =>
    state.get(a, componentA) === start.get(a, componentA) && state.get(b, componentB) === start.get(b, componentB);
  return { steps, exposed: unsettled.filter((pairing) => outside.has(pairing) || rests(pairing)) };
}

function writeStep(table: VersionTable, naming: Naming, step: Step, id: string, idOf: (index: number) => string): PlanStep {
  const { component, moves, after, premises } = step;
  const text = (component: string, rank: Rank) => table.version(component, rank)?.text ?? UNKNOWN_VERSION;
  return {
    id,
    component,
    ...naming.subjectsOf(step),
    moves: moves.map(({ component, from, to }) => ({ component, from: text(component, from), to: text(component, to) })),
    after: after.map(idOf),
    premises: [...premises],
    reversible: table.ruling(component, moves[0]!.from, moves[0]!.to)!.reversible,
  };
}
