import type { PreparedEvent, PreparedRequest } from '../core/prepared-event.js';
import type { AppendedAt } from './appended-events.js';
import { binaryArray } from './binary-array.js';
import type { Statement } from './run-statement.js';

/** What `event_store.append_many` answers; arrays as `{1,2,3}`. */
export interface AppendManyRow {
  /** Of the streams, before the statement. */
  readonly versions: string;
  /** Order keys, and times of the first events in microseconds since 1970, of the streams. */
  readonly keys: string;
  readonly recorded: string;
  /** Of the events that were accepted; null: none was. */
  readonly positions: string | null;
  /** Hex digits of one event after the other. */
  readonly chain_hashes: string | null;
  readonly refused: readonly RefusedRequest[] | null;
}

export interface RefusedRequest {
  /** In the order of the statement, from 1. */
  readonly request: number;
  readonly outcome: 'duplicate' | 'id-reused' | 'archived' | 'conflict' | 'busy';
  /** Of the stream, when the request was judged. */
  readonly version: number;
  /** Those that stand in the record already. */
  readonly ids: readonly string[] | null;
}

export const appendMany: Statement = {
  name: 'lockstep-append-many',
  text: `select versions::text, keys::text, recorded::text, positions::text, chain_hashes, refused
    from event_store.append_many($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
};

/** Requests in the order of their streams' names, those of one stream in the order given. */
export interface StreamGroup {
  readonly stream: string;
  /** Numbers of its requests in the order given, from 0. */
  readonly requests: readonly number[];
}

export function groupByStream(requests: readonly PreparedRequest[]): readonly StreamGroup[] {
  const groups = new Map<string, { stream: string; requests: number[] }>();
  for (const [index, { stream }] of requests.entries()) {
    const group = groups.get(stream);
    if (group === undefined) groups.set(stream, { stream, requests: [index] });
    else group.requests.push(index);
  }
  // PostgreSQL sorts by bytes and judges one by one what it finds in another order; that is slower, and no more.
  return [...groups.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
}

/** `wait` for streams that others have locked; else their requests are answered `busy`. */
export function appendManyValues(requests: readonly PreparedRequest[], groups: readonly StreamGroup[], wait: boolean): unknown[] {
  return [wait, ...valuesOfStreams(requests, groups), ...valuesOfRequests(requests, groups), ...valuesOfEvents(requests, groups)];
}

function valuesOfStreams(requests: readonly PreparedRequest[], groups: readonly StreamGroup[]): unknown[] {
  const sizeOf = (group: StreamGroup) => group.requests.reduce((sum, number) => sum + requests[number]!.events.length, 0);
  const names = groups.map((group) => group.stream);
  const bases = groups.map((group) => baseVersionOf(group, requests));
  return [binaryArray('text', names), binaryArray('integer', bases), binaryArray('integer', groups.map(sizeOf))];
}

function valuesOfRequests(requests: readonly PreparedRequest[], groups: readonly StreamGroup[]): unknown[] {
  const of = groups.flatMap((group, index) => group.requests.map(() => index + 1));
  const sorted = groups.flatMap((group) => group.requests.map((number) => requests[number]!));
  const expected = sorted.map(({ expectedVersion }) => (expectedVersion === 'any' ? undefined : expectedVersion));
  const sizes = sorted.map((request) => request.events.length);
  return [binaryArray('integer', of), binaryArray('integer', expected), binaryArray('integer', sizes)];
}

function valuesOfEvents(requests: readonly PreparedRequest[], groups: readonly StreamGroup[]): unknown[] {
  const [of, nth, envelopeOf]: [number[], number[], number[]] = [[], [], []];
  const [ids, observed, data]: [string[], (string | undefined)[], string[]] = [[], [], []];
  const envelopes = new Envelopes();
  for (const [index, group] of groups.entries()) {
    let count = 0;
    for (const number of group.requests) {
      for (const event of requests[number]!.events) {
        of.push(index + 1);
        nth.push(++count);
        envelopeOf.push(envelopes.numberOf(event));
        ids.push(event.id);
        observed.push(event.observedAt);
        data.push(event.dataText);
      }
    }
  }
  return [
    ...envelopes.values(),
    binaryArray('integer', of),
    binaryArray('integer', nth),
    binaryArray('integer', envelopeOf),
    binaryArray('uuid', ids),
    binaryArray('timestamptz', observed),
    binaryArray('text', data),
  ];
}

/** Events that differ in id, time and content alone are told what they have in common once: the last of each type is enough to find most. */
class Envelopes {
  private readonly distinct: PreparedEvent[] = [];
  private readonly lastOf = new Map<string, number>();

  /** From 1. */
  numberOf(event: PreparedEvent): number {
    const last = this.lastOf.get(event.type);
    if (last !== undefined && isAlike(this.distinct[last - 1]!, event)) return last;
    const number = this.distinct.push(event);
    this.lastOf.set(event.type, number);
    return number;
  }

  values(): unknown[] {
    const text = (field: (event: PreparedEvent) => string | undefined) => binaryArray('text', this.distinct.map(field));
    const versions = this.distinct.map((event) => event.schemaVersion);
    return [
      text((event) => event.type),
      binaryArray('smallint', versions),
      text((event) => event.actor),
      text((event) => event.correlationId),
      text((event) => event.causationId),
      text((event) => event.idempotencyKey),
    ];
  }
}

const isAlike = (one: PreparedEvent, other: PreparedEvent): boolean =>
  one.schemaVersion === other.schemaVersion &&
  one.actor === other.actor &&
  one.correlationId === other.correlationId &&
  one.causationId === other.causationId &&
  one.idempotencyKey === other.idempotencyKey;

const judgedOneByOne = -1;

/** The version at which a stream takes all its requests; undefined: any. */
function baseVersionOf(group: StreamGroup, requests: readonly PreparedRequest[]): number | undefined {
  const first = requests[group.requests[0]!]!.expectedVersion;
  let expected = first;
  for (const number of group.requests) {
    const { expectedVersion, events } = requests[number]!;
    if (expectedVersion !== expected) return judgedOneByOne;
    if (expected !== 'any') expected += events.length;
  }
  return first === 'any' ? undefined : first;
}

/** What became of each request, in the order in which they were given. */
export function readAppendMany(
  requests: readonly PreparedRequest[],
  groups: readonly StreamGroup[],
  row: AppendManyRow,
): readonly (AppendedAt | RefusedRequest)[] {
  const answers: (AppendedAt | RefusedRequest)[] = [];
  const refused = new Map((row.refused ?? []).map((refusal) => [refusal.request, refusal]));
  const [versions, keys, recorded] = [elementsOf(row.versions), elementsOf(row.keys), elementsOf(row.recorded)];
  const positions = row.positions === null ? [] : elementsOf(row.positions);
  let [request, first] = [0, 0];
  for (const [index, group] of groups.entries()) {
    let before = 0;
    for (const number of group.requests) {
      const refusal = refused.get(++request);
      const size = requests[number]!.events.length;
      answers[number] = refusal ?? {
        version: Number(versions[index]) + before,
        key: keys[index]!,
        recorded: Number(recorded[index]) + before,
        positions,
        chainHashes: row.chain_hashes!,
        first,
      };
      if (refusal !== undefined) continue;
      before += size;
      first += size;
    }
  }
  return answers;
}

const elementsOf = (array: string): string[] => array.slice(1, -1).split(',');
