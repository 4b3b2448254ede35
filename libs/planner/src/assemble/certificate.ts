import { EVIDENCE, type Evidence, type Exposure, type PlanStep, type Premise, UNKNOWN_VERSION } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import { judgePair } from '@lockstep/matrix/domain';
import { type FleetNode, lineage, subtree } from '../model/fleet-tree.js';
import type { Rank, VersionTable } from '../search/version-table.js';
import { State } from './state.js';
import type { Step } from './steps.js';

export interface Certified {
  readonly steps: readonly PlanStep[];
  readonly exposures: readonly Exposure[];
  readonly weakest: Evidence | null;
}

interface Pairing {
  readonly a: FleetNode;
  readonly b: FleetNode;
  readonly componentA: string;
  readonly componentB: string;
}

/**
 * Replays the steps and writes down, for each, why every pairing that can be observed around it is allowed.
 * `firstId` continues the numbering of earlier domains of the same plan.
 */
export function certify(table: VersionTable, root: FleetNode, steps: readonly Step[], firstId: number): Certified {
  const state = new State(table, root);
  const unsettled = unsettledPairings(table, root, state);
  const open = new Set(unsettled.filter((pairing) => !isInsideNow(table, state, pairing)));
  const found = unsettled.map((pairing) => ({ pairing, versions: ranksOf(state, pairing), exposure: describe(table, state, pairing) }));
  const endedBy = new Map<Pairing, string>();
  const written = steps.map((step, index): PlanStep => {
    const id = `s${firstId + index}`;
    const premises = premisesOf(table, state, step);
    const { from, to } = step.moves[0]!;
    for (const node of step.subjects) for (const move of step.moves) state.set(node, move.component, move.to);
    for (const pairing of open) if (!endedBy.has(pairing) && isInsideNow(table, state, pairing)) endedBy.set(pairing, id);
    const text = (component: string, rank: Rank) => table.version(component, rank)?.text ?? UNKNOWN_VERSION;
    return {
      id,
      component: step.component,
      subjects: step.subjects.flatMap((node) => node.members).sort(compareTexts),
      moves: step.moves.map((move) => ({
        component: move.component,
        from: text(move.component, move.from),
        to: text(move.component, move.to),
      })),
      after: step.after.map((earlier) => `s${firstId + earlier}`),
      premises,
      reversible: table.ruling(step.component, from, to)!.reversible,
    };
  });
  // A transitional pairing is an exposure only where it remains: neither side moved, so that it rests there to the end.
  const exposures = found
    .filter(({ pairing, versions }) => open.has(pairing) || ranksOf(state, pairing) === versions)
    .flatMap(({ pairing, exposure }) =>
      eachMember(pairing).map((nodes) => ({ ...exposure, nodes, endedBy: endedBy.get(pairing) ?? null })),
    );
  return { steps: written, exposures, weakest: weakestOf(table, written) };
}

/** A pairing of nodes that stand for several is one pairing of each of them. */
const eachMember = ({ a, b }: Pairing): [string, string][] =>
  a.members.flatMap((x) => (a === b ? [[x, x]] : b.members.map((y): [string, string] => [x, y])));

const ranksOf = (state: State, { a, b, componentA, componentB }: Pairing): string =>
  `${state.get(a, componentA)} ${state.get(b, componentB)}`;

/** Pairings outside their window in a state, in a fixed order. */
export const exposedPairings = (table: VersionTable, root: FleetNode, state: State): Pairing[] =>
  unsettledPairings(table, root, state).filter((pairing) => !isInsideNow(table, state, pairing));

/** Pairings outside their window or inside by a `transitional` statement, in a fixed order. Siblings with equal versions are looked at once. */
function unsettledPairings(table: VersionTable, root: FleetNode, state: State): Pairing[] {
  const found: Pairing[] = [];
  const settled = new Map<FleetNode | null, Set<string>>();
  for (const node of subtree(root)) {
    const key = node.instances.map(({ component }) => `${component.id} ${state.get(node, component.id)}`).join();
    const siblings = settled.get(node.parent) ?? new Set();
    settled.set(node.parent, siblings);
    if (siblings.has(key)) continue;
    const pairings = unsettledAt(table, node, state);
    if (pairings.length === 0) siblings.add(key);
    found.push(...pairings);
  }
  return found;
}

function unsettledAt(table: VersionTable, node: FleetNode, state: State): Pairing[] {
  const found: Pairing[] = [];
  for (const { component } of node.instances)
    for (let other: FleetNode | null = node; other; other = other.parent)
      for (const { component: partner } of other.instances) {
        if (!table.isEnforced(component.id, partner.id) || (other === node && partner.id <= component.id)) continue;
        const [a, b] = component.id < partner.id ? [node, other] : [other, node];
        const [componentA, componentB] = component.id < partner.id ? [component.id, partner.id] : [partner.id, component.id];
        const pairing = { a, b, componentA, componentB };
        if (!table.isSettled(componentA, state.get(a, componentA), componentB, state.get(b, componentB))) found.push(pairing);
      }
  return found;
}

const isInsideNow = (table: VersionTable, state: State, { a, b, componentA, componentB }: Pairing): boolean =>
  table.isInside(componentA, state.get(a, componentA), componentB, state.get(b, componentB));

export function describe(table: VersionTable, state: State, { a, b, componentA, componentB }: Pairing): Exposure {
  const [versionA, versionB] = [table.version(componentA, state.get(a, componentA)), table.version(componentB, state.get(b, componentB))];
  return {
    between: [componentA, componentB],
    nodes: [a.id, b.id],
    versions: [versionA?.text ?? UNKNOWN_VERSION, versionB?.text ?? UNKNOWN_VERSION],
    verdict: judgePair(table.matrix, table.judging, componentA, versionA, componentB, versionB).verdict,
    endedBy: null,
  };
}

function premisesOf(table: VersionTable, state: State, step: Step): Premise[] {
  const premises: Premise[] = [];
  const add = (phase: Premise['phase'], x: string, rankX: Rank, y: string, rankY: Rank) =>
    premises.push(x < y ? premise(table, phase, x, rankX, y, rankY) : premise(table, phase, y, rankY, x, rankX));
  const standing = standingBeside(state, step);
  step.moves.forEach((move, index) => {
    for (const [component, ranks] of standing) {
      if (!table.isEnforced(move.component, component)) continue;
      for (const rank of ranks) {
        add('before', move.component, move.from, component, rank);
        add('after', move.component, move.to, component, rank);
      }
    }
    for (const partner of step.moves.slice(index + 1)) {
      if (!table.isEnforced(move.component, partner.component)) continue;
      add('before', move.component, move.from, partner.component, partner.from);
      add('during', move.component, move.from, partner.component, partner.to);
      add('during', move.component, move.to, partner.component, partner.from);
      add('after', move.component, move.to, partner.component, partner.to);
    }
  });
  return premises.sort(
    (a, b) =>
      compareTexts(a.between.join(' '), b.between.join(' ')) ||
      PHASE_ORDER.indexOf(a.phase) - PHASE_ORDER.indexOf(b.phase) ||
      compareTexts(a.versions.join(' '), b.versions.join(' ')),
  );
}

/** Versions that stand still beside some subject while the step rolls, by component. A class of subjects meets few of them, however many it has. */
function standingBeside(state: State, step: Step): ReadonlyMap<string, ReadonlySet<Rank>> {
  const standing = new Map<string, Set<Rank>>();
  const moving = new Set(step.moves.map(({ component }) => component));
  const parents = new Set(step.subjects.map((node) => node.parent));
  const note = (node: FleetNode, isSubject: boolean) => {
    for (const { component } of node.instances) {
      if (isSubject && moving.has(component.id)) continue;
      let ranks = standing.get(component.id);
      if (!ranks) standing.set(component.id, (ranks = new Set()));
      ranks.add(state.get(node, component.id));
    }
  };
  for (const parent of parents) if (parent) for (const node of lineage(parent)) note(node, false);
  for (const subject of step.subjects) for (const node of subtree(subject)) note(node, node === subject);
  return standing;
}

const PHASE_ORDER: readonly Premise['phase'][] = ['before', 'during', 'after'];

function premise(table: VersionTable, phase: Premise['phase'], a: string, rankA: Rank, b: string, rankB: Rank): Premise {
  const [versionA, versionB] = [table.version(a, rankA), table.version(b, rankB)];
  const { inside, statement } = judgePair(table.matrix, table.judging, a, versionA, b, versionB);
  const basis = inside ? (statement ? 'statement' : 'unknown-allowed') : phase === 'during' ? 'not-rejected' : 'start-exposure';
  return {
    between: [a, b],
    versions: [versionA?.text ?? UNKNOWN_VERSION, versionB?.text ?? UNKNOWN_VERSION],
    phase,
    basis,
    statement: basis === 'start-exposure' ? null : (statement?.id ?? null),
  };
}

function weakestOf(table: VersionTable, steps: readonly PlanStep[]): Evidence | null {
  let weakest = -1;
  for (const step of steps)
    for (const { basis, statement } of step.premises)
      if (basis === 'statement' && statement !== null)
        weakest = Math.max(weakest, EVIDENCE.indexOf(table.matrix.findStatement(statement)!.evidence));
  return weakest < 0 ? null : EVIDENCE[weakest]!;
}
