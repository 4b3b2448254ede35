import type { FleetSource, ObservedFleet } from './planning-sources.port.js';

/** The rows of the fleet do not hold yet what is on record: whoever would plan now would plan over a fleet that never was. */
export class FleetBehind extends Error {
  override readonly name = 'FleetBehind';
}

/** Milliseconds that whoever decides over the present fleet waits for its rows. */
const PATIENCE = 10_000;

/** The fleet as rows that follow the record tell it. */
interface FollowingFleet {
  findWhole(patience: number): Promise<{ outcome: 'found'; position: number } | { outcome: 'not-settled'; reason: string }>;
  at(position: number): FleetSource;
}

/** The present fleet with all that had been acknowledged when it was asked for, and with nothing by halves. Throws `FleetBehind`. */
export class AcknowledgedFleet implements FleetSource {
  constructor(
    private readonly fleet: FollowingFleet,
    private readonly patience = PATIENCE,
  ) {}

  async findCurrent(nsxManager?: string): Promise<ObservedFleet | undefined> {
    const moment = await this.fleet.findWhole(this.patience);
    if (moment.outcome === 'found') return this.fleet.at(moment.position).findCurrent(nsxManager);
    throw new FleetBehind(`fleet; all that is on record must be in it before it is planned over; ${moment.reason}`);
  }
}

/** What `work` gives, or that the fleet is behind. */
export async function unlessBehind<Result>(
  work: () => Promise<Result>,
): Promise<Result | { readonly outcome: 'behind'; readonly reason: string }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FleetBehind) return { outcome: 'behind', reason: error.message };
    throw error;
  }
}
