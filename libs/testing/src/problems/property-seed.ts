/**
 * `LOCKSTEP_SEED`, a whole number of 32 bits: every property draws from this seed, so that equal code is judged equally. Absent: each run draws anew.
 * A failed property prints its own seed and path either way.
 */
const asked = process.env['LOCKSTEP_SEED'];
if (asked !== undefined) {
  const seed = Number(asked);
  if (!Number.isInteger(seed) || seed !== (seed | 0)) throw new Error(`LOCKSTEP_SEED; must be a whole number of 32 bits; found ${asked}`);
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
