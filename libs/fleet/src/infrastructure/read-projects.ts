import type { RecordedEvent } from '@lockstep/event-store';
import type { DataSource } from 'typeorm';
import { nodeOfStream } from '../domain/index.js';

/** The NSX Project that the node of each event belonged to after it; null: to none, or the rows do not follow the record so far. */
export async function readProjects(
  source: Pick<DataSource, 'query'>,
  events: readonly Pick<RecordedEvent, 'stream' | 'position'>[],
): Promise<(string | null)[]> {
  const nodes = events.map(({ stream }) => nodeOfStream(stream));
  const rows = await source.query<{ project: string | null }[]>(
    `select h.state -> 'placement' ->> 'project' as project
     from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality e (kind, id, position, n)
     left join lockstep.fleet_node_history h using (kind, id, position) order by e.n`,
    [nodes.map((node) => node?.kind), nodes.map((node) => node?.id), events.map(({ position }) => position)],
  );
  return rows.map(({ project }) => project);
}
