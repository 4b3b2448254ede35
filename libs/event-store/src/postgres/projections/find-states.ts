import type { DataSource } from 'typeorm';
import { renderCursor } from '../recorded-event-row.js';
import type { Slot } from './checkpoint.js';
import type { CheckpointState, Projection, ProjectionFailure, ProjectionState } from './projection.js';

interface Row {
  readonly name: string;
  readonly slot: Slot;
  readonly version: number;
  readonly tx: string;
  readonly position: string;
  readonly failure: ProjectionFailure | null;
  readonly events: number;
  readonly seconds: number;
}

/** Further than this nobody counts: it is read with every look at the states. */
const countedLag = 10_000;

/** As the tables tell, whoever moves them. A projection that was never run stands at the beginning. */
export async function findStates(source: DataSource, projections: readonly Projection[]): Promise<readonly ProjectionState[]> {
  const rows = await source.query<Row[]>(
    `select c.*, lag.*
     from (
       select p.name, coalesce(c.slot, 'live') as slot, coalesce(c.version, p.version) as version, coalesce(c.tx, 0)::text as tx,
         coalesce(c.position, 0)::text as position, c.failure
       from unnest($1::text[], $2::integer[]) as p (name, version) left join event_store.projection c on c.name = p.name) c
     cross join lateral (
       select count(*)::integer as events, coalesce(extract(epoch from clock_timestamp() - min(e.recorded_at)), 0)::float8 as seconds
       from (select e.recorded_at from event_store.event e
             where (e.tx, e.position) > (c.tx::bigint, c.position::bigint) and e.tx >= c.tx::bigint
             order by e.tx, e.position limit ${countedLag}) e) lag`,
    [projections.map(({ name }) => name), projections.map(({ version }) => version)],
  );
  return projections.map(({ name, version }) => {
    const find = (slot: Slot) => rows.find((row) => row.name === name && row.slot === slot);
    const [live, rebuild] = [stateOf(find('live')!), find('rebuild')];
    return { name, ...live, status: statusOf(live, version), rebuild: rebuild ? stateOf(rebuild) : null };
  });
}

const stateOf = ({ version, tx, position, failure, events, seconds }: Row): CheckpointState => ({
  version,
  cursor: renderCursor(tx, position),
  position: Number(position),
  lag: { events, seconds: Math.max(seconds, 0) },
  failure,
});

function statusOf(state: CheckpointState, version: number): ProjectionState['status'] {
  if (state.version !== version) return state.version < version ? 'outdated' : 'ahead';
  return state.failure === null ? 'running' : 'stopped';
}
