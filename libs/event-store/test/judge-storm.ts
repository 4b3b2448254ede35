import { expect } from 'vitest';
import type { Storm } from './writer-storm.js';

/** Nothing acknowledged is missing, nothing is there twice, nothing rolled back is there, and each stream is in order, for each reader. */
export function judgeStorm({ committed, unknown, rolledBack, seen }: Storm): void {
  for (const events of seen) {
    const ids = new Set(events.map(({ id }) => id));
    expect(ids.size).toBe(events.length);
    expect([...committed].filter((id) => !ids.has(id))).toEqual([]);
    expect([...rolledBack].filter((id) => ids.has(id))).toEqual([]);
    expect([...ids].filter((id) => !committed.has(id) && !unknown.has(id))).toEqual([]);
    expect(events.map(({ id }) => id)).toEqual(seen[0]!.map(({ id }) => id));
    const versions = new Map<string, number>();
    for (const { stream, version } of events) {
      expect(version, stream).toBe((versions.get(stream) ?? 0) + 1);
      versions.set(stream, version);
    }
  }
}
