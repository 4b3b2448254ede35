import { isSameRelease, parseRange, satisfies } from '@lockstep/kernel';
import type { Matrix, Release } from '../matrix.js';
import { type Judging, judgePair } from '../verdict.js';
import type { ProposedAddition } from './proposed-addition.js';

/**
 * How an addition stands to a matrix. `new`: the matrix is silent. `said`: it says so already, or nothing it could say would matter.
 * `conflict`: it says otherwise. `unreadable`: it has no words for it.
 */
export type AdditionStanding =
  | { readonly standing: 'new' }
  | { readonly standing: 'said' }
  | { readonly standing: 'conflict'; readonly detail: string }
  | { readonly standing: 'unreadable'; readonly detail: string };

const NEW: AdditionStanding = { standing: 'new' };
const SAID: AdditionStanding = { standing: 'said' };
const conflict = (detail: string): AdditionStanding => ({ standing: 'conflict', detail });
const unreadable = (detail: string): AdditionStanding => ({ standing: 'unreadable', detail });

/** @param day YYYY-MM-DD, on which statements that expire are judged */
export function judgeAddition(matrix: Matrix, addition: ProposedAddition, day: string): AdditionStanding {
  switch (addition.addition) {
    case 'release':
      return judgeRelease(matrix, addition);
    case 'constraint':
      return judgeConstraint(matrix, addition, day);
    case 'running-pair':
      return judgeRunningPair(matrix, addition, day);
  }
}

function judgeRelease(
  matrix: Matrix,
  { component, version, bundle }: Extract<ProposedAddition, { addition: 'release' }>,
): AdditionStanding {
  const read = readVersion(matrix, component, version);
  if (!read.ok) return unreadable(read.detail);
  const release = matrix.findRelease(component, read.version);
  const riders = Object.entries(bundle).map(([rider, text]) => judgeRider(matrix, release, rider, text));
  const worst = (standing: AdditionStanding['standing']) => riders.find((one) => one.standing === standing);
  return worst('unreadable') ?? worst('conflict') ?? (release === undefined ? NEW : (worst('new') ?? SAID));
}

function judgeRider(matrix: Matrix, release: Release | undefined, rider: string, text: string): AdditionStanding {
  const read = readVersion(matrix, rider, text);
  if (!read.ok) return unreadable(read.detail);
  const known = release?.bundle.get(rider);
  if (!release || !known) return NEW;
  if (isSameRelease(known, read.version)) return SAID;
  return conflict(`the matrix says that ${release.component} ${release.version.text} bundles ${rider} ${known.text}`);
}

/** All that anybody has said counts: what is proposed is weaker than any of it. */
const anything = (day: string): Judging => ({
  day,
  policy: { evidence: 'assumed', acceptUntested: true, mixedWindow: 'comoved', waivers: [] },
});

function judgeRunningPair(
  matrix: Matrix,
  { versions }: Extract<ProposedAddition, { addition: 'running-pair' }>,
  day: string,
): AdditionStanding {
  const [first, second, ...more] = Object.entries(versions);
  if (!first || !second || more.length > 0) return unreadable(`a pair is of two components; found ${Object.keys(versions).length}`);
  const [a, b] = [readVersion(matrix, ...first), readVersion(matrix, ...second)];
  if (!a.ok) return unreadable(a.detail);
  if (!b.ok) return unreadable(b.detail);
  const { verdict, statement, relation } = judgePair(matrix, anything(day), first[0], a.version, second[0], b.version);
  if (relation === null) return SAID;
  if (verdict === 'rejected') return conflict(`statement ${statement?.id} rejects the pair`);
  return verdict === 'unknown' ? NEW : SAID;
}

/** What the matrix says of every release that it lists inside the range; a range without a listed release is new. */
function judgeConstraint(
  matrix: Matrix,
  { of, needs }: Extract<ProposedAddition, { addition: 'constraint' }>,
  day: string,
): AdditionStanding {
  const version = readVersion(matrix, of.component, of.version);
  if (!version.ok) return unreadable(version.detail);
  const other = matrix.components.get(needs.component);
  if (!other) return unreadable(noComponent(needs.component));
  const range = parseRange(other.scheme, needs.range);
  if (!range.ok) return unreadable(`${needs.component}; ${range.problem}`);
  if (!matrix.relation(of.component, needs.component)) return SAID;
  const verdicts = matrix
    .releases(needs.component)
    .filter((release) => satisfies(release.version, range.value))
    .map((release) => judgePair(matrix, anything(day), of.component, version.version, needs.component, release.version));
  const rejected = verdicts.find(({ verdict }) => verdict === 'rejected');
  if (rejected) return conflict(`statement ${rejected.statement?.id} rejects a pair inside of it`);
  return verdicts.length > 0 && verdicts.every(({ verdict }) => verdict !== 'unknown') ? SAID : NEW;
}

const noComponent = (component: string): string => `no component of the matrix has the id ${JSON.stringify(component.slice(0, 100))}`;

function readVersion(matrix: Matrix, component: string, text: string) {
  if (!matrix.components.has(component)) return { ok: false as const, detail: noComponent(component) };
  const read = matrix.readVersion(component, text);
  return read.ok ? { ok: true as const, version: read.value } : { ok: false as const, detail: `${component}; ${read.problem}` };
}
