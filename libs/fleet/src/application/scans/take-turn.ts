import { ConcurrentChange, type FleetRecord, type FleetTransaction } from '../fleet-record.port.js';
import type { ScanRecord } from './scan-record.port.js';

/** Nothing was written, and it may be tried again. */
export interface NotRecorded {
  readonly outcome: 'not-recorded';
  readonly reason: string;
}

/** Decisions on what others changed meanwhile, before one gives up. */
const ATTEMPTS = 8;
/** Milliseconds to wait for the rows before the turn: a large import may have gone before. */
const PATIENCE = 30_000;

/**
 * Decides on rows that say all that is recorded, one at a time over all processes, and again when somebody else wrote to the same streams meanwhile.
 * @param scans absent: the rows of sources and scans are not asked
 */
export async function takeTurn<Result>(
  fleet: FleetRecord,
  scans: ScanRecord | undefined,
  work: (transaction: FleetTransaction) => Promise<Result>,
): Promise<Result | NotRecorded> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Before the lock, because a transaction that waits long is ended.
    await fleet.catchUp(undefined, PATIENCE);
    await scans?.catchUp(undefined, PATIENCE);
    try {
      return await fleet.transact(async (transaction) => {
        for (const record of scans ? [fleet, scans] : [fleet]) {
          const caught = await record.catchUp();
          if (caught !== 'reached')
            return { outcome: 'not-recorded', reason: `the rows must follow the record to be compared; found them ${caught}` };
        }
        return work(transaction);
      });
    } catch (error) {
      if (!(error instanceof ConcurrentChange)) throw error;
    }
  }
  return { outcome: 'not-recorded', reason: `nodes of it changed under each of ${ATTEMPTS} attempts` };
}
