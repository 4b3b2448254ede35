import type { MigratedDatabase } from '@lockstep/testing';
import { expect } from 'vitest';
import { type IngestStorm, raiseIngestStorm } from './ingest-storm.js';

interface Recorded {
  readonly key: string;
  readonly stream: string;
  readonly position: number;
}

/** Raises a storm and compares what clients were told with what is on record. The same seed kills at the same moments, as far as machines repeat them. */
export async function expectExactlyOnce({ url, source }: MigratedDatabase, storm: Omit<IngestStorm, 'databaseUrl'>): Promise<void> {
  const told = await raiseIngestStorm({ ...storm, databaseUrl: url });
  const rows = await source.query<Recorded[]>(
    `select idempotency_key as key, stream, position::float8 as position from event_store.event where stream like 'cluster-%' order by position`,
  );
  const recorded = new Map(rows.map((row) => [row.key, row]));
  // Once.
  expect(recorded.size).toBe(rows.length);
  const sent = new Set(told.flat().map(({ key }) => key));
  // All that was acknowledged, where it was said to be, and nothing else.
  expect(recorded.size).toBe(sent.size);
  expect(told.every((acknowledged) => acknowledged.length >= storm.events)).toBe(true);
  for (const { key, position } of told.flat()) expect({ key, position: recorded.get(key)?.position }).toEqual({ key, position });
  // What one client alone sends to a stream stands there in its order.
  for (const acknowledged of told) {
    const last = new Map<string, number>();
    for (const { key, position } of acknowledged.filter((one) => !one.key.includes(' all '))) {
      const { stream } = recorded.get(key)!;
      expect(position).toBeGreaterThan(last.get(stream) ?? 0);
      last.set(stream, position);
    }
  }
}
