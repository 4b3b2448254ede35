import type { ProjectionRunner } from '@lockstep/event-store/postgres';
import type { DataSource } from 'typeorm';
import type { Confirmation, ScanQuery, ScanRecord } from '../../application/scans/scan-record.port.js';
import { instantOf, type KnownScan, type KnownSource, nodeKey, type NodeKind, type NodeName, type SourceNode } from '../../domain/index.js';
import { keyArrays } from '../fleet-rows.js';
import { readSourceNode, type ScanRow, type SourceNodeRow, type SourceRow } from './scan-rows.js';
import { SCANS_PROJECTION } from './scans-projection.js';

interface NamedRow {
  readonly kind: NodeKind;
  readonly id: string;
}

/** Tables of the projection `scans`. */
export class PostgresScanRecord implements ScanRecord {
  constructor(
    private readonly source: DataSource,
    private readonly projections: Pick<ProjectionRunner, 'catchUp'>,
  ) {}

  catchUp(position?: number, timeout?: number) {
    return this.projections.catchUp(SCANS_PROJECTION, { position, timeout });
  }

  async findSource(id: string): Promise<KnownSource | undefined> {
    return (await this.sources('id = $1', [id]))[0];
  }

  listSources({ limit, after }: { readonly limit: number; readonly after?: string }): Promise<KnownSource[]> {
    return this.sources('($1::text is null or id > $1) order by id limit $2', [after ?? null, limit]);
  }

  listSourcesOf({ kind, id }: NodeName): Promise<KnownSource[]> {
    return this.sources('speaks_kind = $1 and speaks_id = $2 order by id', [kind, id]);
  }

  async findScan(id: string): Promise<KnownScan | undefined> {
    return (await this.scans('id = $1', [id]))[0];
  }

  listScans({ limit, before, source }: ScanQuery): Promise<KnownScan[]> {
    return this.scans('($1::bigint is null or started < $1) and ($2::text is null or $2 = any (sources)) order by started desc limit $3', [
      before ?? null,
      source ?? null,
      limit,
    ]);
  }

  listRunningScans(): Promise<KnownScan[]> {
    return this.scans('not ended order by started', []);
  }

  async readSourceNodes(source: string): Promise<ReadonlyMap<string, SourceNode>> {
    const rows = await this.source.query<SourceNodeRow[]>('select * from lockstep.source_node where source = $1', [source]);
    return new Map(rows.map((row) => [nodeKey(row.kind as NodeKind, row.id), readSourceNode(row)]));
  }

  async findSeenByOthers(source: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
    if (keys.length === 0) return new Set();
    const rows = await this.source.query<NamedRow[]>(
      `select distinct n.kind, n.id from lockstep.source_node n join lockstep.source s on s.id = n.source
         join lockstep.source_node own on own.source = $1 and own.kind = n.kind and own.id = n.id join lockstep.source o on o.id = $1
       where n.source <> $1 and s.speaks_kind = o.speaks_kind and s.speaks_id = o.speaks_id and (n.kind, n.id) in (select * from unnest($2::text[], $3::text[])) and n.confirmed_at is null
         and s.content -> 'lastLook' ->> 'outcome' = 'completed' and s.confirmed_at > coalesce(own.confirmed_at, o.confirmed_at)`,
      [source, ...keyArrays(keys)],
    );
    return new Set(rows.map(({ kind, id }) => nodeKey(kind, id)));
  }

  async readConfirmations(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Confirmation[]>> {
    const rows = await this.source.query<
      (NamedRow & {
        readonly source: string;
        readonly speaks_kind: NodeKind;
        readonly speaks_id: string;
        readonly confirmed_at: string;
      })[]
    >(
      `select * from (
         select n.kind, n.id, n.source, s.speaks_kind, s.speaks_id, coalesce(n.confirmed_at, s.confirmed_at) as confirmed_at
         from lockstep.source_node n join lockstep.source s on s.id = n.source
         where (n.kind, n.id) in (select * from unnest($1::text[], $2::text[]))
       ) c where confirmed_at <> '' order by kind, id, source`,
      keyArrays(keys),
    );
    const found = new Map<string, Confirmation[]>();
    for (const { kind, id, source, speaks_kind, speaks_id, confirmed_at } of rows) {
      const key = nodeKey(kind, id);
      found.set(key, [
        ...(found.get(key) ?? []),
        { source, speaksFor: { kind: speaks_kind, id: speaks_id }, confirmedAt: instantOf(confirmed_at) },
      ]);
    }
    return found;
  }

  private async sources(condition: string, parameters: readonly unknown[]): Promise<KnownSource[]> {
    const rows = await this.source.query<SourceRow[]>(`select content from lockstep.source where not removed and ${condition}`, [
      ...parameters,
    ]);
    return rows.map(({ content }) => content);
  }

  private async scans(condition: string, parameters: readonly unknown[]): Promise<KnownScan[]> {
    const rows = await this.source.query<ScanRow[]>(`select content from lockstep.scan where ${condition}`, [...parameters]);
    return rows.map(({ content }) => content);
  }
}
