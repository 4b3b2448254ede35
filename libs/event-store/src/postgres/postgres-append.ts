import diagnostics from 'node:diagnostics_channel';
import type { RecordedEvent } from '../core/event.js';
import type { AppendOutcome } from '../core/event-store.port.js';
import type { PreparedRequest } from '../core/prepared-event.js';
import { appendMany, type AppendManyRow, appendManyValues, groupByStream, readAppendMany, type RefusedRequest } from './append-many.js';
import { appendOne, appendOneValues, parseAppendOne } from './append-one.js';
import { type AppendedAt, appendedOutcome } from './appended-events.js';
import { appendedChannel } from './appended-channel.js';
import { eventColumns, type EventRow } from './event-columns.js';
import { readRecordedEvent } from './recorded-event-row.js';
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
  const answers = (await findAppendedAlone(source, requests)) ?? (await appendTogether(source, requests, wait));
  if (appended.hasSubscribers && answers.some((answer) => !isRefused(answer))) appended.publish({});
  const duplicates = answers.flatMap((answer) => (isRefused(answer) && answer.outcome === 'duplicate' ? (answer.ids ?? []) : []));
  const recorded = duplicates.length === 0 ? [] : await runStatement<EventRow & Record<string, unknown>>(source, readIds, [duplicates]);
  const byId = new Map(recorded.map((row) => [row.id, readRecordedEvent(row)]));
  return requests.map((request, index) => {
    const answer = answers[index]!;
    return isRefused(answer) ? outcomeOf(request, answer, byId) : appendedOutcome(request, answer);
  });
}

type Answer = AppendedAt | RefusedRequest;
const isRefused = (answer: Answer): answer is RefusedRequest => 'outcome' in answer;

async function appendTogether(source: StatementSource, requests: readonly PreparedRequest[], wait: boolean): Promise<readonly Answer[]> {
  const groups = groupByStream(requests);
  const [row] = await runStatement<AppendManyRow & Record<string, unknown>>(source, appendMany, appendManyValues(requests, groups, wait));
  return readAppendMany(requests, groups, row!);
}

/** Undefined: not alone, or not as simple as it looked. */
async function findAppendedAlone(
  source: StatementSource,
  requests: readonly PreparedRequest[],
): Promise<readonly AppendedAt[] | undefined> {
  if (requests.length > 1 || requests[0]!.events.length > 1) return undefined;
  const [row] = await runStatement<{ recorded: string | null }>(source, appendOne, appendOneValues(requests[0]!));
  return row!.recorded === null ? undefined : [parseAppendOne(row!.recorded)];
}

const readIds: Statement = {
  name: 'lockstep-read-ids',
  text: `select ${eventColumns} from event_store.event_id k join event_store.event e on e.tx = k.tx and e.position = k.position
    where k.id = any ($1::uuid[])`,
};

function outcomeOf(request: PreparedRequest, refusal: RefusedRequest, byId: ReadonlyMap<string, RecordedEvent>): AppendOutcome | 'busy' {
  const { stream, expectedVersion, events } = request;
  const { outcome, version } = refusal;
  switch (outcome) {
    case 'busy':
      return 'busy';
    case 'duplicate':
      return { outcome, stream, version, events: events.map((event) => byId.get(event.id)!) };
    case 'id-reused':
    case 'archived':
      return { outcome, stream, eventIds: refusal.ids! };
    case 'conflict':
      return { outcome, stream, expectedVersion: expectedVersion as number, actualVersion: version };
  }
}
