/** How long, and from where chance starts: `npm run test:chaos -- --minutes 10 --seed 7`. */
export const chaosMinutes = Number(process.env['LOCKSTEP_CHAOS_MINUTES'] ?? 1);
export const chaosSeed = Number(process.env['LOCKSTEP_CHAOS_SEED'] ?? Date.now() % 1_000_000);
