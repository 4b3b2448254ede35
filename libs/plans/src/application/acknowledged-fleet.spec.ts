import { type FleetRecord, ReadFleet } from '@lockstep/fleet';
import { describe, expect, it } from 'vitest';
import { AcknowledgedFleet, FleetBehind } from './acknowledged-fleet.js';

/** A record whose rows are behind: `applied` grows by a page with each look. */
class LaggingRecord {
  applied = 8;
  settled = 16;
  readonly newest = 16;
  /** Positions that stand amid a transaction. */
  parted: readonly number[] = [];
  readonly reads: (number | undefined)[] = [];
  waits = 0;

  constructor(readonly page: number) {}

  newestPosition = async () => this.newest;
  partsTransaction = async (position: number) => this.parted.includes(position);
  settledPosition = async () => this.settled++;
  catchUp = async (position = this.newest): Promise<'reached' | 'stalled'> => {
    while (this.applied < position && this.page > 0) {
      this.waits++;
      this.applied += this.page;
    }
    return this.applied >= position ? 'reached' : 'stalled';
  };
  read = async (_manager?: string, position?: number) => {
    this.reads.push(position);
    return { nodes: [], takenAt: null, position: this.applied };
  };
}

const fleetOf = (record: LaggingRecord, patience = 1_000) =>
  new AcknowledgedFleet(new ReadFleet(record as unknown as FleetRecord), patience);

describe('the fleet that is planned over', () => {
  it('is read at the head of the record, after the rows have reached it', async () => {
    const record = new LaggingRecord(4);
    await fleetOf(record).findCurrent();
    expect(record).toMatchObject({ reads: [16], applied: 16, waits: 2 });
  });

  it('waits for nothing where the rows are there', async () => {
    const record = new LaggingRecord(4);
    record.applied = 16;
    await fleetOf(record).findCurrent();
    expect(record).toMatchObject({ reads: [16], waits: 0 });
  });

  it('is not read before all is settled that was recorded when it was asked for', async () => {
    const record = new LaggingRecord(4);
    record.settled = 13;
    await fleetOf(record).findCurrent();
    expect(record.reads).toEqual([16]);
  });

  it('is never read amid a snapshot', async () => {
    const record = new LaggingRecord(4);
    record.parted = [16, 17];
    await fleetOf(record).findCurrent();
    expect(record.reads).toEqual([18]);
  });

  it('is told to be behind, and not read, when the rows do not come in time', async () => {
    const record = new LaggingRecord(0);
    await expect(fleetOf(record, 0).findCurrent()).rejects.toThrow(FleetBehind);
    expect(record.reads).toEqual([]);
  });
});
