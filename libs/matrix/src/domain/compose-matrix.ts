import { type CompatibilityMatrix, type HopEntry, type Located, type MatrixSpec, type Path, type Problem } from '@lockstep/documents';
import { canonicalJson, compareTexts, type Digest, digestOf, isSameRelease, parseVersion, type Scheme } from '@lockstep/kernel';

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
export const hopId = (hop: HopEntry): string => hop.id ?? `${hop.component} ${hop.from} → ${hop.to}${hop.status === 'blocked' ? ' blocked' : ''}`;

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
      relations: unique(all('relations'), (value) => value.between.toSorted(compareTexts).join(' and '), 'relation between', problems),
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
    else if (canonicalJson(earlier.value) !== canonicalJson(entry.value)) problems.push(entry.problem([], `duplicate ${what} ${key}; it is said differently before`));
  }
  return sorted(byKey);
}

function withTombstones<T extends { removed?: true | undefined }>(entries: readonly Entry<T>[], idOf: (value: T) => string, what: string, problems: Problem[]): Entry<T>[] {
  const byId = new Map<string, Entry<T>>();
  for (const entry of entries) {
    const id = idOf(entry.value);
    if (entry.value.removed) {
      if (!byId.delete(id)) problems.push(entry.problem(['id'], `a tombstone must name a ${what} of an earlier document; found ${JSON.stringify(id)}`));
    } else if (byId.has(id)) problems.push(entry.problem(['id'], `duplicate ${what} ${id}`));
    else byId.set(id, entry);
  }
  return sorted(byId);
}

type ReleaseEntryOf = Entry<MatrixSpec['releases'][number]>;

function extendReleases(documents: readonly Located<CompatibilityMatrix>[], entries: readonly ReleaseEntryOf[], schemes: ReadonlyMap<string, Scheme>, problems: Problem[]): ReleaseEntryOf[] {
  const documentOf = documents.flatMap(({ document }, index) => document.spec.releases.map(() => index));
  const byComponent = new Map<string, { entry: ReleaseEntryOf; lastDocument: number }[]>();
  entries.forEach((entry, index) => {
    const list = byComponent.get(entry.value.component) ?? [];
    byComponent.set(entry.value.component, list);
    const known = list.find((candidate) => namesSameRelease(schemes.get(entry.value.component), candidate.entry.value.version, entry.value.version));
    if (!known) list.push({ entry, lastDocument: documentOf[index]! });
    else if (known.lastDocument === documentOf[index]) problems.push(entry.problem(['version'], `duplicate release ${entry.value.component} ${entry.value.version}`));
    else {
      known.entry = { ...entry, value: mergeRelease(known.entry.value, entry.value) };
      known.lastDocument = documentOf[index]!;
    }
  });
  return [...byComponent.entries()]
    .toSorted(([a], [b]) => compareTexts(a, b))
    .flatMap(([, list]) => list.map(({ entry }) => entry).toSorted((a, b) => compareTexts(a.value.version, b.value.version)));
}

function mergeRelease(earlier: MatrixSpec['releases'][number], later: MatrixSpec['releases'][number]): MatrixSpec['releases'][number] {
  const merged = { ...earlier, ...later, version: earlier.version, sources: [...new Set([...earlier.sources, ...later.sources])] };
  if (earlier.bundle || later.bundle) merged.bundle = { ...earlier.bundle, ...later.bundle };
  if (earlier.note && later.note && earlier.note !== later.note) merged.note = `${earlier.note}; ${later.note}`;
  return merged;
}

function namesSameRelease(scheme: Scheme | undefined, a: string, b: string): boolean {
  if (a === b || scheme === undefined) return a === b;
  const [first, second] = [parseVersion(scheme, a), parseVersion(scheme, b)];
  return first.ok && second.ok && isSameRelease(first.value, second.value);
}

const sorted = <T>(byKey: ReadonlyMap<string, Entry<T>>): Entry<T>[] => [...byKey.entries()].toSorted(([a], [b]) => compareTexts(a, b)).map(([, entry]) => entry);
