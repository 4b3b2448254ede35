import { jsonPointer, type Located, type Path, type Problem } from '@lockstep/documents';

/** What is wrong with a request that is well formed. `pointer` (RFC 6901) leads into its body; empty where the body is not to blame. */
export interface RequestProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** A document that arrived as one member of a body, so that rules which find a place in it name the place in the body. */
export const locateInBody = <T>(document: T, ...member: Path): Located<T> => ({
  document,
  source: {
    file: 'body',
    value: document,
    locate: () => ({ line: 1, column: 1 }),
    problem: (path: Path, message: string): Problem => ({
      file: 'body',
      line: 1,
      column: 1,
      path: jsonPointer([...member, ...path]),
      message,
    }),
  },
});

/** Of problems found in documents located by `locateInBody`. */
export const requestProblems = (problems: readonly Problem[]): RequestProblem[] =>
  problems.map(({ path, message }) => ({ pointer: path, detail: message }));
