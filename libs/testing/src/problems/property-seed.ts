import { propertyRuns } from './property-runs.js';

/**
 * `PROPERTY_SEED`, a whole number of 32 bits: every property draws from this seed, so that equal code is judged equally. Absent: each run draws anew.
 * A failed property prints its own seed and path either way. `PROPERTY_RUNS`: properties that name no number of runs take part in that proportion, too.
 */
const { PROPERTY_SEED: asked, PROPERTY_RUNS: runs } = process.env;
/** What fast-check takes by itself. */
const OWN_RUNS = 100;

if (asked !== undefined || runs !== undefined) {
  const { default: fc } = await import('fast-check');
  const seed = asked === undefined ? {} : { seed: readSeed(asked) };
  fc.configureGlobal({ ...fc.readConfigureGlobal(), ...seed, ...(runs === undefined ? {} : { numRuns: propertyRuns(OWN_RUNS) }) });
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed !== (seed | 0)) throw new Error(`PROPERTY_SEED; must be a whole number of 32 bits; found ${text}`);
  return seed;
}
