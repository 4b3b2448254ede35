import type { CompatibilityMatrix, HopEntry, Located, MatrixSpec, Path, Problem, ReleaseEntry, StatementEntry } from '@lockstep/documents';

/** One entry of one file, and how to point at it. */
export interface Placed<T> {
  readonly file: string;
  readonly value: T;
  problem(message: string, path?: Path): Problem;
}

/** The entries of several matrix files, still knowing their places; those that a later file takes back by a tombstone are left out. */
export interface MatrixEntries {
  readonly releases: readonly Placed<ReleaseEntry>[];
  readonly statements: readonly Placed<StatementEntry>[];
  readonly hops: readonly Placed<HopEntry>[];
  readonly relations: readonly Placed<MatrixSpec['relations'][number]>[];
  readonly sources: readonly Placed<MatrixSpec['sources'][number]>[];
  /** Tombstones, which need a source and a reason like every other fact. */
  readonly tombstones: readonly Placed<StatementEntry | HopEntry>[];
}

export function entriesOf(documents: readonly Located<CompatibilityMatrix>[]): MatrixEntries {
  const all = <K extends keyof MatrixSpec>(list: K): Placed<MatrixSpec[K][number]>[] =>
    documents.flatMap(({ document, source }) =>
      (document.spec[list] as MatrixSpec[K][number][]).map((value, index) => ({
        file: source.file,
        value,
        problem: (message: string, path: Path = []) => source.problem(['spec', list, index, ...path], message),
      })),
    );
  const [statements, hops] = [all('statements'), all('hops')];
  const tombstones = [...statements, ...hops].filter(({ value }) => value.removed);
  const gone = new Set(tombstones.map(({ value }) => value.id));
  return {
    releases: all('releases'),
    statements: statements.filter(({ value }) => !gone.has(value.id)),
    hops: hops.filter(({ value }) => value.id === undefined || !gone.has(value.id)),
    relations: all('relations'),
    sources: all('sources'),
    tombstones,
  };
}
