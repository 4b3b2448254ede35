import { PostgresEventStore } from '@lockstep/event-store/postgres';
import type { DataSource } from 'typeorm';
import { expect } from 'vitest';

/** Position of the newest event, once readers may see it: any transaction on the server, of whatever database, holds them back. */
export async function settledHead(source: DataSource): Promise<number> {
  const [{ head }] = await source.query<[{ head: number }]>('select coalesce(max(position), 0)::float8 as head from event_store.event');
  const store = new PostgresEventStore(source);
  await expect.poll(() => store.settledPosition(), { timeout: 10_000, interval: 5 }).toBeGreaterThanOrEqual(head);
  return head;
}
