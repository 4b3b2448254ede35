import diagnostics from 'node:diagnostics_channel';
import type { RecordedEvent } from '../core/event.js';
import type { AppendOutcome } from '../core/event-store.port.js';
import type { PreparedRequest } from '../core/prepared-event.js';
import {
  appendMany,
  appendManyValues,
  appendOne,
  appendOneValues,
  type AppendRow,
  parseAppendOne,
  recordedEventsOf,
} from './append-statements.js';
import { appendedChannel } from './appended-channel.js';
import { readRecordedEvent, recordedEventColumns, type RecordedEventRow } from './recorded-event-row.js';
import { isInTransaction, runStatement, type Statement, type StatementSource } from './run-statement.js';

const appended = diagnostics.channel(appendedChannel);

/** unique_violation: another connection recorded the same id in another stream at the same moment, and is found when asked again. */
const passingStates = new Set(['23505', '40001', '40P01']);
const noPartition = '23514';
const attempts = 3;

/** One statement, sent again where that helps. Inside a caller's transaction the failed statement has ended the transaction, and sending it
 *  again would only hide the cause. The ids of the requests differ. */
export async function sendAppends(
  source: StatementSource,
  requests: readonly PreparedRequest[],
  wait: boolean,
): Promise<readonly (AppendOutcome | 'busy')[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendOnce(source, requests, wait);
    } catch (error) {
      const code = String((error as { code?: unknown }).code);
      if (isInTransaction(source) || attempt === attempts || !(passingStates.has(code) || code === noPartition)) throw error;
      if (code === noPartition) await source.query('select event_store.ensure_partitions()');
    }
  }
}

async function sendOnce(
  source: StatementSource,
  requests: readonly PreparedRequest[],
  wait: boolean,
): Promise<readonly (AppendOutcome | 'busy')[]> {
  const rows =
    (await findAppendedAlone(source, requests)) ?? (await runStatement<AppendRow>(source, appendMany, appendManyValues(requests, wait)));
  if (appended.hasSubscribers && rows.some((row) => row.outcome === 'appended')) appended.publish({});
  const duplicates = rows.flatMap((row) => (row.outcome === 'duplicate' ? (row.ids ?? []) : []));
  const recorded = duplicates.length === 0 ? [] : await runStatement<RecordedEventRow>(source, readIds, [duplicates]);
  const byId = new Map(recorded.map((row) => [row.id, readRecordedEvent(row)]));
  const byRequest = new Map(rows.map((row) => [row.request, row]));
  return requests.map((request, index) => outcomeOf(request, byRequest.get(index + 1)!, byId));
}

/** Undefined: not alone, or not as simple as it looked. */
async function findAppendedAlone(source: StatementSource, requests: readonly PreparedRequest[]): Promise<readonly AppendRow[] | undefined> {
  if (requests.length > 1 || requests[0]!.events.length > 1) return undefined;
  const [row] = await runStatement<{ recorded: string | null }>(source, appendOne, appendOneValues(requests[0]!));
  return row!.recorded === null ? undefined : [parseAppendOne(row!.recorded)];
}

const readIds: Statement = {
  name: 'lockstep-read-ids',
  text: `select ${recordedEventColumns} from event_store.event_id k join event_store.event e on e.tx = k.tx and e.position = k.position
    where k.id = any ($1::uuid[])`,
};

function outcomeOf(request: PreparedRequest, row: AppendRow, byId: ReadonlyMap<string, RecordedEvent>): AppendOutcome | 'busy' {
  const { stream, expectedVersion, events } = request;
  const { outcome, version } = row;
  switch (outcome) {
    case 'busy':
      return 'busy';
    case 'appended':
      return { outcome, stream, version, events: recordedEventsOf(request, row) };
    case 'duplicate':
      return { outcome, stream, version, events: events.map((event) => byId.get(event.id)!) };
    case 'id-reused':
    case 'archived':
      return { outcome, stream, eventIds: row.ids! };
    case 'conflict':
      return { outcome, stream, expectedVersion: expectedVersion as number, actualVersion: version };
  }
}
