import type { RecordedEvent } from '@lockstep/event-store';
import type { ProjectionTarget } from '@lockstep/event-store/postgres';
import type { DataSource } from 'typeorm';
import type { FleetPart } from '../../application/findings/finding-record.port.js';
import {
  type Finding,
  type FindingsChange,
  type ReportedFinding,
  reportedFindingOfStream,
  type ReportedFindingEvent,
} from '../../domain/index.js';

/** Null: it is cleared. Undefined: the event is of something else. */
function reportOf({ stream, type, data }: RecordedEvent): { readonly id: string; readonly found: ReportedFinding | null } | undefined {
  const id = reportedFindingOfStream(stream);
  if (id === undefined) return undefined;
  const event = { type, data } as ReportedFindingEvent;
  return { id, found: event.type === 'FindingReported' ? { id, ...event.data, nodes: 1 } : null };
}

/** What an event says of a finding that others make; undefined: nothing. */
export function reportChangeOf(event: RecordedEvent): FindingsChange | undefined {
  const report = reportOf(event);
  return (
    report && { change: 'faults', found: report.found === null ? [] : [report.found], closed: report.found === null ? [report.id] : [] }
  );
}

/** In the order of the record; such events are few. */
export async function saveReportedFindings(events: readonly RecordedEvent[], { manager, table }: ProjectionTarget): Promise<void> {
  for (const event of events) {
    const report = reportOf(event);
    if (!report) continue;
    await manager.query(
      `update ${table('reported_finding')} set positions = int8range(position, $2) where id = $1 and upper_inf(positions)`,
      [report.id, event.position],
    );
    if (report.found)
      await manager.query(
        `insert into ${table('reported_finding')} (id, position, positions, content) values ($1, $2, int8range($2, null), $3)`,
        [report.id, event.position, JSON.stringify(report.found)],
      );
  }
}

/** Now, or at a position. They are about NSX managers, and so no part of a part. */
export async function readReportedFindings(
  source: Pick<DataSource, 'query'>,
  { position, supervisor, project }: FleetPart,
): Promise<Finding[]> {
  if (supervisor !== undefined || project !== undefined) return [];
  const rows = await source.query<{ content: ReportedFinding }[]>(
    `select content from lockstep.reported_finding where case when $1::bigint is null then upper_inf(positions) else positions @> $1::bigint end
     order by id`,
    [position ?? null],
  );
  return rows.map(({ content }) => content);
}
