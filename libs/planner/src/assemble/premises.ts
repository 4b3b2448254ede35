import { type Premise, UNKNOWN_VERSION } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import { judgePair } from '@lockstep/matrix/domain';
import { type FleetNode, lineage } from '../model/fleet-tree.js';
import type { Rank, VersionTable } from '../search/version-table.js';
import type { Change } from '../search/walk-back.js';
import type { State, Versions } from './state.js';

/** Versions that stand still around a step, by component. */
type Standing = ReadonlyMap<string, ReadonlySet<Rank>>;

/** Why every pairing that can be observed around a step is allowed. */
export function premisesOf(table: VersionTable, moves: readonly Change[], standing: Standing): Premise[] {
  const premises: Premise[] = [];
  const add = (phase: Premise['phase'], x: string, rankX: Rank, y: string, rankY: Rank) =>
    premises.push(x < y ? premise(table, phase, x, rankX, y, rankY) : premise(table, phase, y, rankY, x, rankX));
  moves.forEach((move, index) => {
    for (const [component, ranks] of standing) {
      if (!table.isEnforced(move.component, component)) continue;
      for (const rank of ranks) {
        add('before', move.component, move.from, component, rank);
        add('after', move.component, move.to, component, rank);
      }
    }
    for (const partner of moves.slice(index + 1)) {
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

/** What stands still at, above and below the subjects of a step, which ran the versions `before`. Many subjects meet few versions. */
export function standingBeside(
  state: State,
  subjects: readonly FleetNode[],
  moves: readonly Change[],
  before: Iterable<Versions>,
): Standing {
  const standing = new Map<string, Set<Rank>>();
  const note = (versions: Iterable<Versions>, isMoving: (component: string) => boolean) => {
    for (const running of versions)
      for (const [component, rank] of running) {
        if (isMoving(component)) continue;
        const ranks = standing.get(component);
        if (ranks) ranks.add(rank);
        else standing.set(component, new Set([rank]));
      }
  };
  const parents = new Set<FleetNode>();
  const others = new Set<Versions>();
  const noteBelow = ({ children }: FleetNode) => {
    for (const child of children) {
      others.add(state.at(child));
      if (child.children.length > 0) noteBelow(child);
    }
  };
  for (const subject of subjects) {
    if (subject.parent) parents.add(subject.parent);
    noteBelow(subject);
  }
  for (const parent of parents) for (const node of lineage(parent)) others.add(state.at(node));
  note(before, (component) => moves.some((move) => move.component === component));
  note(others, () => false);
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
