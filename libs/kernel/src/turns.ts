/** Does a piece of work that pauses now and then, for whoever has others to serve meanwhile, without a pause. */
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (let turn = work.next(); ; turn = work.next()) if (turn.done) return turn.value;
}
