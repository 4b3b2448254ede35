import { PostgresEventStore } from '@lockstep/event-store/postgres';
import type { DataSource } from 'typeorm';
import type { HistoryEntry } from '../application/fleet-record.port.js';
import { changeOf, type FleetNode, type NodeKind, nodeStream } from '../domain/index.js';
import { type PackedState, unpackState } from './node-state.js';

interface StateRow {
  readonly stream_version: number;
  readonly late: boolean;
  readonly state: PackedState;
}

/** Events of one node's stream, each with what it did. The rows tell that; they may be a moment behind the stream. */
export async function readHistory(
  source: DataSource,
  kind: NodeKind,
  id: string,
  { limit, before, position }: { readonly limit: number; readonly before?: number; readonly position?: number },
): Promise<readonly HistoryEntry[]> {
  const states = await source.query<StateRow[]>(
    `select stream_version, late, state from lockstep.fleet_node_history
     where kind = $1 and id = $2 and ($3::bigint is null or position <= $3) and ($4::integer is null or stream_version < $4)
     order by position desc limit $5`,
    [kind, id, position ?? null, before ?? null, limit + 1],
  );
  const shown = states.slice(0, limit);
  if (shown.length === 0) return [];
  const nodes = new Map(
    states.map(({ stream_version, state }): [number, FleetNode] => [stream_version, { ...unpackState(state), kind, id }]),
  );
  const late = new Set(shown.filter((row) => row.late).map(({ stream_version }) => stream_version));
  const events = await new PostgresEventStore(source).readStream(nodeStream(kind, id), {
    fromVersion: shown.at(-1)!.stream_version,
    limit: shown.length,
  });
  return events.toReversed().map((event) => ({
    position: event.position,
    version: event.version,
    eventId: event.id,
    change: changeOf(kind, event.type)!,
    type: event.type,
    schemaVersion: event.schemaVersion,
    data: event.data,
    observedAt: event.observedAt,
    recordedAt: event.recordedAt,
    actor: event.actor,
    correlationId: event.correlationId ?? null,
    causationId: event.causationId ?? null,
    effect: late.has(event.version) ? 'late' : 'applied',
    before: nodes.get(event.version - 1) ?? null,
    after: nodes.get(event.version)!,
  }));
}
