/** Draws that depend on the seed alone (mulberry32): equal seeds give equal draws on every machine. */
export interface SeededRandom {
  /** From 0 up to and without `bound`. */
  int(bound: number): number;
  pick<T>(options: readonly T[]): T;
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (bound: number) => Math.floor(next() * bound);
  return { int, pick: (options) => options[int(options.length)]! };
}
