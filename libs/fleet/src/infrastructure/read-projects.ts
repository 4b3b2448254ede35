import type { RecordedEvent } from '@lockstep/event-store';
import type { DataSource } from 'typeorm';
import { nodeOfStream } from '../domain/index.js';

/** The NSX Project that the node of each event belonged to after it, or to the last while it was there; null: to none, or the rows do not follow
 *  the record so far. */
export async function readProjects(
  source: Pick<DataSource, 'query'>,
  events: readonly Pick<RecordedEvent, 'stream' | 'position'>[],
): Promise<(string | null)[]> {
  const nodes = events.map(({ stream }) => nodeOfStream(stream));
  const rows = await source.query<{ project: string | null }[]>(
    `select coalesce(h.state -> 'placement' ->> 'project', case when h.state ->> 'decommissioned' is not null then (
       select p.state -> 'placement' ->> 'project' from lockstep.fleet_node_history p
       where p.kind = h.kind and p.id = h.id and p.position < h.position and p.state ->> 'decommissioned' is null
       order by p.position desc limit 1) end) as project
     from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality e (kind, id, position, n)
     left join lockstep.fleet_node_history h using (kind, id, position) order by e.n`,
    [nodes.map((node) => node?.kind), nodes.map((node) => node?.id), events.map(({ position }) => position)],
  );
  return rows.map(({ project }) => project);
}
