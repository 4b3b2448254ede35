import type { PreparedRequest } from '../core/prepared-event.js';

/** Numbers of the requests that may be one statement, statement by statement: no id twice in one, and each stream in the order given. */
export function splitById(requests: readonly PreparedRequest[]): readonly (readonly number[])[] {
  const ofId = new Map<string, number>();
  const ofStream = new Map<string, number>();
  const statements: number[][] = [];
  for (const [index, { stream, events }] of requests.entries()) {
    const statement = Math.max(ofStream.get(stream) ?? 0, ...events.map(({ id }) => (ofId.get(id) ?? -1) + 1));
    ofStream.set(stream, statement);
    for (const { id } of events) ofId.set(id, statement);
    (statements[statement] ??= []).push(index);
  }
  return statements;
}
