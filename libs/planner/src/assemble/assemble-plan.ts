import type { PlanSpec } from '@lockstep/documents';
import type { FleetNode } from '../model/fleet-tree.js';
import type { VersionTable } from '../search/version-table.js';
import type { Unit } from '../search/walk-back.js';
import { certify, stepId } from './certificate.js';
import { type FoundExposure, writeExposures } from './exposures.js';
import { nameSubjects } from './groups.js';
import { OpenExposures } from './open-exposures.js';
import { isInside, type Pairing, unsettledPairings } from './pairings.js';
import { State } from './state.js';
import { groupIntoSteps, type Step } from './steps.js';

/** One upgrade domain and what its nodes have to do. */
export interface SolvedDomain {
  readonly root: FleetNode;
  readonly units: readonly Unit[];
}

/** Writes the moves of all domains as one plan. What it costs grows with the classes of nodes, not with their members. */
export function assemblePlan(table: VersionTable, domains: readonly SolvedDomain[]): Pick<PlanSpec, 'groups' | 'steps' | 'exposures'> {
  const start = new State(table);
  const walks = domains.map((domain) => walkThrough(table, start, domain));
  const naming = nameSubjects(walks.flatMap(({ steps }) => steps));
  const steps: PlanSpec['steps'] = [];
  const exposures: FoundExposure[] = [];
  for (const walk of walks) {
    const firstId = steps.length + 1;
    exposures.push(...exposuresOf(walk, firstId));
    steps.push(...certify(table, walk.steps, naming, firstId));
  }
  return {
    ...(naming.groups.length > 0 ? { groups: [...naming.groups] } : {}),
    steps,
    exposures: writeExposures(table, start, exposures),
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
  const steps = groupIntoSteps(units, state, new OpenExposures(table, state, [...outside]));
  // A transitional pairing is an exposure only where it remains: neither side moved, so that it rests there to the end.
  const rests = ({ a, b, componentA, componentB }: Pairing) =>
    state.get(a, componentA) === start.get(a, componentA) && state.get(b, componentB) === start.get(b, componentB);
  return { steps, exposed: unsettled.filter((pairing) => outside.has(pairing) || rests(pairing)) };
}

function exposuresOf({ steps, exposed }: Walk, firstId: number): FoundExposure[] {
  const endedBy = new Map(steps.flatMap(({ ends }, index) => ends.map((pairing) => [pairing, stepId(firstId + index)] as const)));
  return exposed.map((pairing) => ({ pairing, endedBy: endedBy.get(pairing) ?? null }));
}
