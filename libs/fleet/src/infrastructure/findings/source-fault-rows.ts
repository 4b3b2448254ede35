import type { RecordedEvent } from '@lockstep/event-store';
import type { ProjectionTarget } from '@lockstep/event-store/postgres';
import type { DataSource } from 'typeorm';
import type { FleetPart } from '../../application/findings/finding-record.port.js';
import {
  type FindingsChange,
  SOURCE_FAULTS_OBSERVED,
  SOURCE_REMOVED,
  type SourceEvent,
  type SourceFaults,
  sourceFindingIds,
  sourceFindings,
  sourceOfStream,
} from '../../domain/index.js';

interface FaultsEvent {
  readonly source: string;
  readonly position: number;
  /** Null: the source is gone, and its faults with it. */
  readonly now: SourceFaults | null;
  readonly cleared: SourceFaults['faults'];
}

function faultsEventOf({ stream, type, data, position }: RecordedEvent): FaultsEvent | undefined {
  const source = sourceOfStream(stream);
  if (source === undefined) return undefined;
  const event = { type, data } as SourceEvent;
  if (event.type === SOURCE_REMOVED) return { source, position, now: null, cleared: event.data.cleared };
  if (event.type !== SOURCE_FAULTS_OBSERVED) return undefined;
  const { speaksFor, faults, cleared } = event.data;
  return { source, position, now: { source, speaksFor, faults }, cleared };
}

/** What an event says of the findings about its source; undefined: nothing. */
export function faultsChangeOf(event: RecordedEvent): FindingsChange | undefined {
  const faults = faultsEventOf(event);
  if (!faults) return undefined;
  const { source, now, cleared } = faults;
  return { change: 'faults', found: now ? sourceFindings(now) : [], closed: sourceFindingIds(source, cleared) };
}

/** In the order of the record; such events are few. */
export async function saveSourceFaults(events: readonly RecordedEvent[], { manager, table }: ProjectionTarget): Promise<void> {
  for (const event of events) {
    const faults = faultsEventOf(event);
    if (!faults) continue;
    const { source, position, now } = faults;
    await manager.query(
      `update ${table('source_fault')} set positions = int8range(position, $2) where source = $1 and upper_inf(positions)`,
      [source, position],
    );
    if (now && now.faults.length > 0)
      await manager.query(
        `insert into ${table('source_fault')} (source, position, positions, content) values ($1, $2, int8range($2, null), $3)`,
        [source, position, JSON.stringify(now)],
      );
  }
}

/** Now, or at a position. A part has those of sources that speak for its Supervisor. */
export async function readSourceFaults(
  dataSource: Pick<DataSource, 'query'>,
  { position, supervisor, project }: FleetPart,
): Promise<SourceFaults[]> {
  const rows = await dataSource.query<{ content: SourceFaults }[]>(
    `select content from lockstep.source_fault where case when $1::bigint is null then upper_inf(positions) else positions @> $1::bigint end
     order by source`,
    [position ?? null],
  );
  const isOfPart = ({ speaksFor }: SourceFaults) =>
    project === undefined && (supervisor === undefined || (speaksFor.kind === 'supervisor' && speaksFor.id === supervisor));
  return rows.map(({ content }) => content).filter(isOfPart);
}
