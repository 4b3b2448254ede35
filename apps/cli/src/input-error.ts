/** Input that makes no sense: the lines go to standard error, and the exit code is 1. */
export class InputError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines[0]);
  }
}
