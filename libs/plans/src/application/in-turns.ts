import { setImmediate as nextTurn } from 'node:timers/promises';

/** Does a long piece of work without keeping others from the event loop: they have it after each turn. */
export async function inTurns<Result>(work: Generator<void, Result>): Promise<Result> {
  for (let turn = work.next(); ; turn = work.next()) {
    if (turn.done) return turn.value;
    await nextTurn();
  }
}
