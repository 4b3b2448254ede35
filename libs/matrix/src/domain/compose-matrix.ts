import { type CompatibilityMatrix, type HopEntry, type Located, type MatrixSpec, type Path, type Problem } from '@lockstep/documents';
import {
  canonicalJson,
  compareTexts,
  type Digest,
  digestOf,
  isSameRelease,
  type Parsed,
  parseVersion,
  type Scheme,
  type Version,
} from '@lockstep/kernel';

/** An entry of some part, with the place to blame when a later rule refuses it. */
export interface Entry<T> {
  readonly value: T;
  readonly path: Path;
  problem(path: Path, message: string): Problem;
}

type Lists = { readonly [K in keyof MatrixSpec]: readonly Entry<MatrixSpec[K][number]>[] };

export interface Composition {
  readonly entries: Lists;
  readonly problems: readonly Problem[];
}

/** Names a part of a composed matrix, so that the revision remembers what it was made of. */
export interface MatrixPart {
  readonly name: string;
  readonly digest: Digest;
}

export const partsOf = (documents: readonly Located<CompatibilityMatrix>[]): MatrixPart[] =>
  documents.map(({ document }) => ({ name: document.metadata.name, digest: digestOf(document) }));

/** The id of a hop rule that was not given one: its content, which is what a person would call it by. */
export const hopId = (hop: HopEntry): string =>
  hop.id ?? `${hop.component} ${hop.from} → ${hop.to}${hop.status === 'blocked' ? ' blocked' : ''}`;

/**
 * Lays documents over each other in the order given: later ones add entries, extend a release of an earlier document, or remove a statement or hop
 * by a tombstone. Everything else that is said twice must be said alike.
 */
export function composeMatrix(documents: readonly Located<CompatibilityMatrix>[]): Composition {
  const problems: Problem[] = [];
  const all = <K extends keyof MatrixSpec>(list: K): Entry<MatrixSpec[K][number]>[] =>
    documents.flatMap(({ document, source }) =>
      (document.spec[list] as MatrixSpec[K][number][]).map((value, index) => {
        const path: Path = ['spec', list, index];
        return { value, path, problem: (inner: Path, message: string) => source.problem([...path, ...inner], message) };
      }),
    );
  const components = unique(all('components'), (value) => value.id, 'component', problems);
  const schemes = new Map(components.map(({ value }) => [value.id, value.versioning]));
  return {
    entries: {
      components,
      relations: unique(
        all('relations').map(inTextOrder),
        (value) => value.between.toSorted(compareTexts).join(' and '),
        'relation between',
        problems,
      ),
      releases: extendReleases(documents, all('releases'), schemes, problems),
      statements: withTombstones(all('statements'), (value) => value.id, 'statement', problems),
      hops: withTombstones(all('hops'), hopId, 'hop rule', problems),
      sources: unique(all('sources'), (value) => value.id, 'source', problems),
    },
    problems,
  };
}

function unique<T>(entries: readonly Entry<T>[], keyOf: (value: T) => string, what: string, problems: Problem[]): Entry<T>[] {
  const byKey = new Map<string, Entry<T>>();
  for (const entry of entries) {
    const key = keyOf(entry.value);
    const earlier = byKey.get(key);
    if (!earlier) byKey.set(key, entry);
    else if (canonicalJson(earlier.value) !== canonicalJson(entry.value))
      problems.push(entry.problem([], `duplicate ${what} ${key}; it is said differently before`));
  }
  return sorted(byKey);
}

function withTombstones<T extends { removed?: true | undefined }>(
  entries: readonly Entry<T>[],
  idOf: (value: T) => string,
  what: string,
  problems: Problem[],
): Entry<T>[] {
  const byId = new Map<string, Entry<T>>();
  for (const entry of entries) {
    const id = idOf(entry.value);
    if (entry.value.removed) {
      if (!byId.delete(id))
        problems.push(entry.problem(['id'], `a tombstone must name a ${what} of an earlier document; found ${JSON.stringify(id)}`));
    } else if (byId.has(id)) problems.push(entry.problem(['id'], `duplicate ${what} ${id}`));
    else byId.set(id, entry);
  }
  return sorted(byId);
}

/** A relation has no direction, so it is kept, compared and digested in one order of its two components. */
const inTextOrder = (entry: Entry<MatrixSpec['relations'][number]>): Entry<MatrixSpec['relations'][number]> => {
  const [a, b] = entry.value.between;
  if (compareTexts(a, b) <= 0) return entry;
  const problem = (path: Path, message: string) =>
    entry.problem(path[0] === 'between' && path.length > 1 ? ['between', 1 - Number(path[1])] : path, message);
  return { ...entry, value: { ...entry.value, between: [b, a] }, problem };
};

type ReleaseEntryOf = Entry<MatrixSpec['releases'][number]>;

/** A release under composition: what is known of it so far, and the document that said something last. */
interface Extended {
  entry: ReleaseEntryOf;
  readonly version: Parsed<Version> | null;
  lastDocument: number;
}

function extendReleases(
  documents: readonly Located<CompatibilityMatrix>[],
  entries: readonly ReleaseEntryOf[],
  schemes: ReadonlyMap<string, Scheme>,
  problems: Problem[],
): ReleaseEntryOf[] {
  const documentOf = documents.flatMap(({ document }, index) => document.spec.releases.map(() => index));
  const byComponent = new Map<string, Extended[]>();
  entries.forEach((entry, index) => {
    const { component, version: text } = entry.value;
    const list = byComponent.get(component) ?? [];
    byComponent.set(component, list);
    const scheme = schemes.get(component);
    const version = scheme === undefined ? null : parseVersion(scheme, text);
    const same = list.filter((candidate) => candidate.entry.value.version === text || namesSameRelease(candidate.version, version));
    const known = same.find((candidate) => candidate.entry.value.version === text) ?? same[0];
    if (!known) list.push({ entry, version, lastDocument: documentOf[index]! });
    else if (same.length > 1 && known.entry.value.version !== text)
      problems.push(
        entry.problem(
          ['version'],
          `names more than one release: ${same.map((candidate) => candidate.entry.value.version).join(', ')}; found ${text}`,
        ),
      );
    else if (known.lastDocument === documentOf[index]) problems.push(entry.problem(['version'], `duplicate release ${component} ${text}`));
    else {
      known.entry = mergeRelease(known.entry, entry);
      known.lastDocument = documentOf[index]!;
    }
  });
  return [...byComponent.entries()]
    .toSorted(([a], [b]) => compareTexts(a, b))
    .flatMap(([, list]) => list.map(({ entry }) => entry).toSorted((a, b) => compareTexts(a.value.version, b.value.version)));
}

/** The later entry wins field by field; notes and sources add up. A problem is told at the entry that said what it is about. */
function mergeRelease(earlier: ReleaseEntryOf, later: ReleaseEntryOf): ReleaseEntryOf {
  const [before, after] = [earlier.value, later.value];
  const sources = [...new Set([...before.sources, ...after.sources])].toSorted(compareTexts);
  const value = { ...before, ...after, version: before.version, sources };
  if (before.bundle || after.bundle) value.bundle = { ...before.bundle, ...after.bundle };
  if (before.note && after.note && before.note !== after.note) value.note = `${before.note}; ${after.note}`;
  const problem = (path: Path, message: string): Problem => {
    const [field, key] = path;
    if (field === 'sources' && typeof key === 'number') {
      const ownIndex = after.sources.indexOf(sources[key]!);
      return ownIndex >= 0
        ? later.problem(['sources', ownIndex], message)
        : earlier.problem(['sources', before.sources.indexOf(sources[key]!)], message);
    }
    const saidLater =
      field === 'bundle'
        ? after.bundle?.[String(key)] !== undefined
        : field !== 'version' && after[field as keyof typeof after] !== undefined;
    return (saidLater ? later : earlier).problem(path, message);
  };
  return { value, path: later.path, problem };
}

const namesSameRelease = (a: Parsed<Version> | null, b: Parsed<Version> | null): boolean =>
  a?.ok === true && b?.ok === true && isSameRelease(a.value, b.value);

const sorted = <T>(byKey: ReadonlyMap<string, Entry<T>>): Entry<T>[] =>
  [...byKey.entries()].toSorted(([a], [b]) => compareTexts(a, b)).map(([, entry]) => entry);
