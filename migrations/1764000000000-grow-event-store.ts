import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appending } from './grow-event-store/appending.js';
import { archiving } from './grow-event-store/archiving.js';
import { partitioning } from './grow-event-store/partitioning.js';
import { reading } from './grow-event-store/reading.js';
import { settling } from './grow-event-store/settling.js';

/** Partitions, appends as sets, settled positions and the archive, for a record of 10^9 events. Why it is built so is told in
 *  libs/event-store/README.md; each choice has a test beside the event store that fails without it. */
export class GrowEventStore1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [settling, partitioning, reading, appending, archiving]) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('migration; grow-event-store; the record is never taken apart; found a request to revert');
  }
}
