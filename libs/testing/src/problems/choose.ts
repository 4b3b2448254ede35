import fc from 'fast-check';

/** Draws from fast-check one value at a time, so that a problem is built step by step and still shrinks. Every drawn value shrinks towards the first of its options. */
export interface Choose {
  /** Between both bounds, inclusive. */
  int(min: number, max: number): number;
  /** True in `percent` of a hundred draws. */
  chance(percent: number): boolean;
  /** As {@link chance} in a wild problem; a calm one has an eighth of it. For what makes problems infeasible: without calm ones few long plans would be seen. */
  rarely(percent: number): boolean;
  pick<T>(options: readonly T[]): T;
  /** Each option as often as its weight says. */
  weighted<T>(options: readonly (readonly [weight: number, option: T])[]): T;
}

const WILD_FROM = 85;

export function chooseWith(draw: fc.GeneratorValue): Choose {
  const wild = draw(fc.integer, { min: 0, max: 99 }) >= WILD_FROM;
  const int = (min: number, max: number) => (min === max ? min : draw(fc.integer, { min, max }));
  const chance = (percent: number) => int(0, 99) >= 100 - percent;
  return {
    int,
    chance,
    rarely: (percent) => chance(wild ? percent : percent / 8),
    pick: (options) => options[int(0, options.length - 1)]!,
    weighted: (options) => {
      const total = options.reduce((sum, [weight]) => sum + weight, 0);
      let left = int(0, total - 1);
      for (const [weight, option] of options) if ((left -= weight) < 0) return option;
      throw new Error('choose; weights; must add up; found a remainder');
    },
  };
}
