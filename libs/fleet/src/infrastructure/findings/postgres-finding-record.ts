import type { DataSource } from 'typeorm';
import type {
  CountedClass,
  FindingRecord,
  FindingsStanding,
  FindingSubject,
  FleetPart,
  KeptQuery,
  Oddities,
  SubjectPage,
} from '../../application/findings/finding-record.port.js';
import {
  type Cni,
  type FleetClass,
  type FleetNode,
  type FoldPosition,
  type KeptFinding,
  type NodeKind,
  type NodeName,
  nodeOfKey,
  NODE_KINDS,
  NOWHERE,
  parentKey,
  SEVERITIES,
} from '../../domain/index.js';
import { type PackedState, unpackState } from '../node-state.js';
import { readReportedFindings } from './reported-finding-rows.js';
import { readSourceFaults } from './source-fault-rows.js';

/** Members of a state, read once. */
const spelled = `cross join lateral json_to_record(n.state) as s (registered boolean, decommissioned boolean, placement json, cni json,
  versions json, "lostSight" json, "observedAt" text)`;

interface Rows {
  readonly from: string;
  readonly live: string;
  readonly supervisor: string;
  readonly project: string;
}

/** The rows of nodes now, or at a position; `$1` is the position, `$2` the Supervisor, `$3` the Project of the part. */
const NOW: Rows = {
  from: `lockstep.fleet_node n ${spelled} where $1::bigint is null`,
  live: 'n.live',
  supervisor: 'n.supervisor',
  project: 'n.project',
};
const THEN: Rows = {
  from: `lockstep.fleet_node_at($1::bigint) n ${spelled} where true`,
  live: 's.registered and s.decommissioned is not true',
  supervisor: `s.placement ->> 'supervisor'`,
  project: `s.placement ->> 'project'`,
};
const rowsOf = ({ position }: FleetPart): Rows => (position === undefined ? NOW : THEN);
const clustersOfPart = ({ supervisor, project }: Rows) =>
  `n.kind = 'cluster' and ($2::text is null or ${supervisor} = $2) and ($3::text is null or ${project} = $3)`;
/** Of a part, its clusters, and the Supervisor where it is one. */
const isOfPart = (rows: Rows) => `case when n.kind = 'cluster' then ${clustersOfPart(rows)}
  else $3::text is null and ($2::text is null or (n.kind = 'supervisor' and n.id = $2)) end`;
/** Cheap to see in the text of a state; most nodes are nothing of the kind. */
const mayBeOdd = `(n.state::text not like '%"registered":true%' or n.state::text like '%"lostSight":%' or n.state::text like '%"mixed":%'
  or n.state::text like '%"state":"failed"%' or n.state::text like '%"verdict":"failing"%')`;
const parametersOf = ({ position, supervisor, project }: FleetPart) => [position ?? null, supervisor ?? null, project ?? null];

interface SubjectRow {
  readonly kind: NodeKind;
  readonly id: string;
  readonly placement: Partial<FleetNode['placement']> | null;
  readonly cni: Cni | null;
  readonly versions: Readonly<Record<string, string>> | null;
}

interface OddRow {
  readonly kind: NodeKind;
  readonly id: string;
  readonly state: PackedState;
}

const nodeOf = ({ kind, id, state }: OddRow): FleetNode => ({ ...unpackState(state), kind, id });

const subjectColumns = 'n.kind, n.id, s.placement, s.cni, s.versions';

/** Tables that the projection `fleet` keeps, and its history for what was. */
export class PostgresFindingRecord implements FindingRecord {
  constructor(private readonly source: DataSource) {}

  async findStanding(): Promise<FindingsStanding | undefined> {
    const rows = await this.source.query<{ event_id: string; position: FoldPosition }[]>(
      'select event_id, position from lockstep.finding_fold',
    );
    return rows.map(({ event_id, position: { high, day, matrix } }) => ({ eventId: event_id, position: high, day, matrix }))[0];
  }

  async findDay(position: number): Promise<string> {
    const rows = await this.source.query<{ day: string }[]>(
      `select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD') as day from event_store.event where position <= $1
       order by position desc limit 1`,
      [position],
    );
    return rows[0]?.day ?? '';
  }

  async readClasses(part: FleetPart): Promise<CountedClass[]> {
    const { position, supervisor, project } = part;
    if (position === undefined && supervisor === undefined && project === undefined) return rootFirst(await this.readKeptClasses());
    const at = rowsOf(part);
    const rows = await this.source.query<(SubjectRow & { nodes: number })[]>(
      `select n.kind, n.id, s.placement, s.cni, s.versions, 1 as nodes from ${at.from} and n.kind <> 'cluster' and ${at.live}
       union all
       select 'cluster', '', json_build_object('supervisor', supervisor), cni::json, versions::json, nodes from (
         select ${at.supervisor} as supervisor, s.cni::text as cni, s.versions::text as versions, count(*)::integer as nodes
         from ${at.from} and ${clustersOfPart(at)} and ${at.live} group by 1, 2, 3) c`,
      parametersOf(part),
    );
    return rootFirst(rows.map((row) => ({ class: classOfRow(row), nodes: row.nodes })));
  }

  async readOddities(part: FleetPart): Promise<Oddities> {
    const rows = rowsOf(part);
    const sources = await readSourceFaults(this.source, part);
    const reported = await readReportedFindings(this.source, part);
    const nodes = await this.source.query<OddRow[]>(
      `select n.kind, n.id, n.state from ${rows.from} and ${mayBeOdd} and s.decommissioned is not true and ${isOfPart(rows)} order by n.kind, n.id`,
      parametersOf(part),
    );
    const ids = await this.source.query<{ id: string }[]>('select id from lockstep.fleet_node group by id having count(*) > 1');
    if (ids.length === 0) return { nodes: nodes.map(nodeOf), shared: [], sources, reported };
    const shared = await this.source.query<{ id: string; kinds: NodeKind[] }[]>(
      `select n.id, array_agg(n.kind order by n.kind) as kinds from ${rows.from} and n.id = any ($4::text[]) and ${rows.live}
       group by n.id having count(*) > 1 and bool_or(${isOfPart(rows)}) order by n.id`,
      [...parametersOf(part), ids.map(({ id }) => id)],
    );
    return { nodes: nodes.map(nodeOf), shared, sources, reported };
  }

  async countUnobserved(since: string, part: FleetPart) {
    // What was seen until a position in the past says nothing about now.
    if (part.position !== undefined) return [];
    const rows = await this.source.query<{ nsx_manager: string | null; kind: NodeKind; nodes: number }[]>(
      `select n.root as nsx_manager, n.kind, count(*)::integer as nodes ${unobserved} group by 1, 2 order by 1, 2`,
      [since, part.supervisor ?? null, part.project ?? null],
    );
    return rows.map(({ nsx_manager, ...row }) => ({ nsxManager: nsx_manager, ...row }));
  }

  async listUnobserved({
    since,
    kind,
    nsxManager,
    part,
    limit,
    after,
  }: { readonly since: string; readonly kind: NodeKind; readonly nsxManager: string | null } & SubjectPage) {
    const rows = await this.source.query<SubjectRow[]>(
      `select ${subjectColumns} ${unobserved} and n.kind = $4 and n.root is not distinct from $5 and ($6::text is null or n.id > $6)
       order by n.id limit $7`,
      [since, part.supervisor ?? null, part.project ?? null, kind, nsxManager, after?.id ?? null, limit],
    );
    return rows.map(subjectOf);
  }

  async findKept(ids: readonly string[]): Promise<ReadonlyMap<string, KeptFinding>> {
    if (ids.length === 0) return new Map();
    const rows = await this.source.query<{ id: string; kept: KeptFinding }[]>(
      'select id, kept from lockstep.finding where id = any ($1::text[])',
      [ids],
    );
    return new Map(rows.map(({ id, kept }) => [id, kept]));
  }

  async listKept({ limit, after, open, kinds, severities, nsxManager }: KeptQuery): Promise<readonly KeptFinding[]> {
    const rows = await this.source.query<{ kept: KeptFinding }[]>(
      `select kept from lockstep.finding where ($1::integer is null or (rank, id) > ($1, $2::text)) and ($3::boolean is null or open = $3)
         and ($4::text[] is null or kind = any ($4)) and ($5::integer[] is null or rank = any ($5))
         and ($6::text is null or nsx_manager = $6) order by rank, id limit $7`,
      [
        after?.rank ?? null,
        after?.id ?? '',
        open ?? null,
        kinds ?? null,
        severities?.map((severity) => SEVERITIES.indexOf(severity)) ?? null,
        nsxManager ?? null,
        limit,
      ],
    );
    return rows.map(({ kept }) => kept);
  }

  async listChanged(after: { readonly position: number; readonly id: string }, limit: number): Promise<readonly KeptFinding[]> {
    const rows = await this.source.query<{ kept: KeptFinding }[]>(
      'select kept from lockstep.finding where (changed, id) > ($1, $2::text) order by changed, id limit $3',
      [after.position, after.id, limit],
    );
    return rows.map(({ kept }) => kept);
  }

  async listSubjects({
    classes,
    names,
    part,
    limit,
    after,
  }: { readonly classes: readonly FleetClass[]; readonly names: readonly NodeName[] } & SubjectPage): Promise<readonly FindingSubject[]> {
    const at = rowsOf(part);
    const clusters = classes.filter(({ kind }) => kind === 'cluster');
    const named = [...names, ...classes.flatMap(({ kind, id }) => (id === null ? [] : [{ kind, id }]))];
    const rows = await this.source.query<SubjectRow[]>(
      `select ${subjectColumns} from ${at.from} and s.decommissioned is not true and ${isOfPart(at)} and ($4::text is null or (n.id, n.kind) > ($4, $5::text))
         and ((n.kind, n.id) in (select * from unnest($6::text[], $7::text[])) or (n.kind = 'cluster' and ${at.live}
           and (coalesce(${at.supervisor}, ''), coalesce(s.cni::jsonb, 'null'), coalesce(s.versions::jsonb, '{}'))
             in (select * from unnest($8::text[], $9::jsonb[], $10::jsonb[]))))
       order by n.id, n.kind limit $11`,
      [
        ...parametersOf(part),
        after?.id ?? null,
        after?.kind ?? '',
        named.map(({ kind }) => kind),
        named.map(({ id }) => id),
        clusters.map(({ parent }) => nodeOfKey(parent!).id),
        clusters.map(({ cni }) => JSON.stringify(cni)),
        clusters.map(({ versions }) => JSON.stringify(versions)),
        limit,
      ],
    );
    return rows.map(subjectOf);
  }

  private async readKeptClasses(): Promise<CountedClass[]> {
    const rows = await this.source.query<{ content: FleetClass; nodes: number }[]>('select content, nodes from lockstep.fleet_class');
    return rows.map(({ content, nodes }) => ({ class: content, nodes }));
  }
}

/** `$1` is the time. A scan that was compared with a node as it is has observed it, too, and so has a look that found it so. */
const unobserved = `from lockstep.fleet_node n ${spelled}
  left join lockstep.fleet_domain d on d.nsx_manager = n.root and upper_inf(d.positions)
    and d.compared_to >= greatest(n.rooted_position, coalesce((n.state ->> 'heardPosition')::bigint, 0))
  where n.live and greatest((s."observedAt")::timestamptz, d.taken_at) < $1::timestamptz and ${isOfPart(NOW)}
    and not exists (select from lockstep.source_node sn join lockstep.source sr on sr.id = sn.source where sn.kind = n.kind and sn.id = n.id
      and nullif(coalesce(sn.confirmed_at, sr.confirmed_at), '')::timestamptz >= $1::timestamptz)`;

const rootFirst = (classes: CountedClass[]): CountedClass[] =>
  classes.sort((a, b) => NODE_KINDS.indexOf(a.class.kind) - NODE_KINDS.indexOf(b.class.kind));

const classOfRow = ({ kind, id, placement, cni, versions }: SubjectRow): FleetClass => ({
  kind,
  id: kind === 'cluster' ? null : id,
  parent: parentKey({ kind, placement: { ...NOWHERE, ...placement } }),
  versions: versions ?? {},
  cni,
});

const subjectOf = ({ kind, id, placement, versions }: SubjectRow): FindingSubject => ({
  kind,
  id,
  supervisor: placement?.supervisor ?? null,
  project: placement?.project ?? null,
  versions: versions ?? {},
});
