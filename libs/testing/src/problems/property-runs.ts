/** Runs of a property: its own number, or in that proportion to it what `npm run test:props -- --runs N` asks of the main one (2000). */
export function propertyRuns(own: number): number {
  const asked = Number(process.env['PROPERTY_RUNS'] ?? MAIN_RUNS);
  if (!Number.isInteger(asked) || asked < 1)
    throw new Error(`PROPERTY_RUNS; must be a whole number above 0; found ${process.env['PROPERTY_RUNS']}`);
  return Math.max(1, Math.ceil((own * asked) / MAIN_RUNS));
}

/** Problems on which planner and oracle are compared in continuous integration. */
const MAIN_RUNS = 2000;
