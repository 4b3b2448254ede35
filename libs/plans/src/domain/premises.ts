import { type Policy, type Premise, UNKNOWN_VERSION, type UpgradePlan } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import { judgePair, type Judging, type Matrix, type ObservedVersion, pairKey, ruleHop, type Statement } from '@lockstep/matrix/domain';

/** A pairing that the certificate of a plan leans on, once for all steps that do. */
export interface PairingPremise {
  readonly between: readonly [string, string];
  readonly versions: readonly [string, string];
  readonly basis: Premise['basis'];
  readonly statement: string | null;
  readonly steps: readonly string[];
}

/** A hop that steps of a plan make. */
export interface HopPremise {
  readonly component: string;
  readonly from: string;
  readonly to: string;
  /** What rides along because the release bundles it. */
  readonly carries: readonly { readonly component: string; readonly to: string }[];
  readonly steps: readonly string[];
}

/** What a plan leans on in the matrix, and how it read it. */
export interface PlanPremises {
  readonly name: string;
  readonly domain: string | null;
  readonly policy: Policy;
  /** YYYY-MM-DD: on which statements that expire were judged. */
  readonly day: string | null;
  readonly pairings: readonly PairingPremise[];
  readonly hops: readonly HopPremise[];
}

/**
 * What becomes of a premise under another matrix.
 *
 * - `falls`: the pairing or the hop is no longer allowed
 * - `weaker`: it still is, but no longer as well: a pairing to pass through only, or a hop that a new rule blocks under a condition
 * - `restated`: it is allowed as before, and the certificate names other words than the matrix now has
 */
export type PremiseLoss = 'falls' | 'weaker' | 'restated';

export type LostPremise =
  | (PairingPremise & { readonly kind: 'pairing'; readonly loss: PremiseLoss; readonly before: string; readonly after: string })
  | (HopPremise & { readonly kind: 'hop'; readonly loss: PremiseLoss });

/** The premises of all steps of a plan, each once. */
export function premisesOf({ spec }: Pick<UpgradePlan, 'spec'>): Pick<PlanPremises, 'pairings' | 'hops'> {
  const pairings = new Map<string, PairingPremise & { readonly steps: string[] }>();
  const hops = new Map<string, HopPremise & { readonly steps: string[] }>();
  for (const { id, component, premises, moves } of spec.steps) {
    for (const { between, versions, basis, statement } of premises)
      lean(pairings, JSON.stringify([between, versions, basis, statement]), { between, versions, basis, statement, steps: [id] });
    const carries = moves.filter((move) => move.component !== component).map(({ component: rider, to }) => ({ component: rider, to }));
    for (const { from, to } of moves.filter((move) => move.component === component))
      lean(hops, JSON.stringify([component, from, to, carries]), { component, from, to, carries, steps: [id] });
  }
  return { pairings: [...pairings.values()], hops: [...hops.values()] };
}

function lean<Entry extends { readonly steps: readonly string[] }>(
  entries: Map<string, Entry & { readonly steps: string[] }>,
  key: string,
  entry: Entry & { readonly steps: string[] },
): void {
  const known = entries.get(key);
  if (!known) entries.set(key, entry);
  else if (known.steps.at(-1) !== entry.steps[0]) known.steps.push(...entry.steps);
}

/** What premises are about, as one looks for them: pairs of components, and components that hop. */
export const subjectsOf = ({ pairings, hops }: Pick<PlanPremises, 'pairings' | 'hops'>): string[] =>
  [...new Set([...pairings.map(({ between: [a, b] }) => pairKey(a, b)), ...hops.map(({ component }) => component)])].toSorted(compareTexts);

/** The same of everything that two editions of the matrix say differently. */
export function changedSubjects(before: Matrix, after: Matrix): string[] {
  const changed = new Set<string>();
  const compare = <Item>(list: (matrix: Matrix) => readonly Item[], subjects: (item: Item) => string[]) => {
    const [old, fresh] = [list(before), list(after)].map((items) => new Map(items.map((item) => [wordsOf(item), item])));
    for (const [words, item] of [...old!, ...fresh!])
      if (!old!.has(words) || !fresh!.has(words)) for (const one of subjects(item)) changed.add(one);
  };
  compare(
    ({ statements }) => statements,
    ({ ranges: [a, b] }) => [pairKey(a.component, b.component)],
  );
  compare(
    ({ relations }) => relations,
    ({ a, b }) => [pairKey(a, b)],
  );
  compare(
    ({ hops }) => hops,
    ({ component }) => [component],
  );
  compare(
    (matrix) => [...matrix.components.keys()].flatMap((component) => matrix.releases(component)),
    ({ component }) => [component, ...[...before.components.keys(), ...after.components.keys()].map((other) => pairKey(component, other))],
  );
  compare(
    ({ components }) => [...components.values()],
    ({ id }) => [id],
  );
  return [...changed].toSorted(compareTexts);
}

/** Premises of a plan that hold in one edition of the matrix and not, or not so, in another one. `today`: the day on which `after` is judged. */
export function lostPremises(
  { policy, day, pairings, hops }: PlanPremises,
  before: Matrix,
  after: Matrix,
  today: string | null = day,
): LostPremise[] {
  const judgings: [Judging, Judging] = [
    { policy, day },
    { policy, day: today },
  ];
  return [
    ...pairings.flatMap((premise) => losePairing(premise, judgings, before, after) ?? []),
    ...hops.flatMap((hop): LostPremise[] => {
      const loss = hopLoss(hop, before, after);
      return loss ? [{ ...hop, kind: 'hop', loss }] : [];
    }),
  ];
}

function losePairing(
  premise: PairingPremise,
  [then, today]: readonly [Judging, Judging],
  before: Matrix,
  after: Matrix,
): LostPremise | null {
  const [was, is] = [judge(before, then, premise), judge(after, today, premise)];
  const holds = ({ inside, verdict }: Judged): boolean => (premise.basis === 'not-rejected' ? verdict !== 'rejected' : inside);
  if (premise.basis === 'start-exposure' || !holds(was)) return null;
  const loss = !holds(is)
    ? 'falls'
    : is.verdict === was.verdict && wordsOf(is.statement) === wordsOf(was.statement)
      ? null
      : is.verdict === 'transitional' && was.verdict !== 'transitional'
        ? 'weaker'
        : 'restated';
  return loss && { ...premise, kind: 'pairing', loss, before: was.verdict, after: is.verdict };
}

interface Judged {
  readonly inside: boolean;
  readonly verdict: string;
  readonly statement: Statement | null;
}

/** A component or version that the matrix can not read is inside nothing. */
function judge(matrix: Matrix, judging: Judging, { between: [a, b], versions }: PairingPremise): Judged {
  const [x, y] = [readVersion(matrix, a, versions[0]), readVersion(matrix, b, versions[1])];
  if (x === undefined || y === undefined) return { inside: false, verdict: 'unknown', statement: null };
  return judgePair(matrix, judging, a, x, b, y);
}

function readVersion(matrix: Matrix, component: string, text: string): ObservedVersion | undefined {
  if (!matrix.components.has(component)) return undefined;
  if (text === UNKNOWN_VERSION) return null;
  const read = matrix.readVersion(component, text);
  return read.ok ? read.value : undefined;
}

function hopLoss(hop: HopPremise, before: Matrix, after: Matrix): PremiseLoss | null {
  const [was, is] = [ruling(before, hop), ruling(after, hop)];
  if (!was?.isPossible) return null;
  if (!is?.isPossible || is.carried !== was.carried) return 'falls';
  if (is.blocked.some((rule) => !was.blocked.includes(rule))) return 'weaker';
  return wordsOf(was.supported) === wordsOf(is.supported) ? null : 'restated';
}

function ruling(matrix: Matrix, { component, from, to, carries }: HopPremise) {
  const [source, target] = [readVersion(matrix, component, from), readVersion(matrix, component, to)];
  const found = source && target && ruleHop(matrix, component, source, target);
  if (!found) return null;
  const bundle = matrix.findRelease(component, target)?.bundle;
  return {
    isPossible: found.backInTime === null && found.supported.length > 0 && found.blocked.every((rule) => rule.when.length > 0),
    supported: found.supported,
    blocked: found.blocked.map(wordsOf),
    carried: wordsOf(carries.map((rider) => bundle?.get(rider.component)?.text)),
  };
}

/** Equal words: nothing is said differently. */
const wordsOf = (item: unknown): string => JSON.stringify(item, (_, value: unknown) => (value instanceof Map ? [...value] : value));
