import type { DataSource } from 'typeorm';
import type { NodeQuery, ReadDomain, RecordedNode } from '../application/fleet-record.port.js';
import { type DomainScan, type PlacedNode, placeOf } from '../application/fold-events.js';
import { nodeKey, type NodeKind, placedNodes, rootOf } from '../domain/index.js';
import { type DomainRow, domainColumns, type NodeRow, readDomains, readPlaced, readPlacement } from './fleet-rows.js';
import { newestOf } from './newest-of.js';

/** Where nodes hang at a position is not stored: it follows from the shared nodes at that position, of which there are few. */
const columns = 'h.kind, h.id, null as root, 0 as rooted_position, h.state, h.position::text, h.stream_version';

interface Moment {
  /** NSX managers, vCenters and Supervisors. */
  readonly shared: readonly NodeRow[];
  readonly above: ReadonlyMap<string, PlacedNode>;
  readonly domains: ReadonlyMap<string, DomainScan>;
}

/** The fleet at a position of the record. Its rows never change once the position is settled. */
export class PastFleet {
  constructor(private readonly source: DataSource) {}

  async find(kind: NodeKind, id: string, position: number): Promise<RecordedNode | undefined> {
    const rows = await this.source.query<NodeRow[]>(
      `select ${columns} from lockstep.fleet_node_history h where kind = $1 and id = $2 and position <= $3 order by h.position desc limit 1`,
      [kind, id, position],
    );
    if (rows.length === 0 || !isLiveState(rows[0]!.state)) return undefined;
    return place(rows, await this.moment(position))[0];
  }

  async list({ kind, limit, after, nsxManager, supervisor, project, labels = [] }: NodeQuery, position: number): Promise<RecordedNode[]> {
    const moment = await this.moment(position);
    const supervisors = kind === 'cluster' && nsxManager !== undefined ? supervisorsBelow(nsxManager, moment) : null;
    const rows = await this.source.query<NodeRow[]>(
      // Ids in order first, whatever the planner knows of the tables: it then stops where the page is full.
      `select ${columns} from (
         select kind, id from lockstep.fleet_node where kind = $2 and ($3::text is null or id > $3) order by id offset 0
       ) n cross join lateral (
         select * from lockstep.fleet_node_history p where p.kind = n.kind and p.id = n.id and p.position <= $1 order by p.position desc limit 1
       ) h
       where ${live} and ($4::text[] is null or ${supervisorOf} = any ($4))
         and ($5::text is null or ${supervisorOf} = $5) and ($6::text is null or h.state -> 'placement' ->> 'project' = $6)
         and not exists (select from unnest($7::text[], $8::text[]) as l (name, value)
           where h.state -> 'labels' -> l.name is null or h.state -> 'labels' ->> l.name <> l.value)
       order by n.id limit $9`,
      [
        position,
        kind,
        after ?? null,
        supervisors,
        supervisor ?? null,
        project ?? null,
        labels.map(({ name }) => name),
        labels.map(({ value }) => value),
        kind === 'cluster' || nsxManager === undefined ? limit : null,
      ],
    );
    const nodes = place(rows, moment);
    return nodes.filter(({ root }) => nsxManager === undefined || root === nsxManager).slice(0, limit);
  }

  async read(nsxManager: string | undefined, position: number): Promise<ReadDomain> {
    const moment = await this.moment(position);
    const rows = await this.source.query<NodeRow[]>(
      `select ${columns} from lockstep.fleet_node_at($1) h where kind = 'cluster' and ${live}
         and ($2::text[] is null or ${supervisorOf} = any ($2)) order by id`,
      [position, nsxManager === undefined ? null : supervisorsBelow(nsxManager, moment)],
    );
    const all = place([...moment.shared, ...rows], moment);
    const below = all.filter(({ root }) => root !== null && (nsxManager === undefined || root === nsxManager));
    const nodes = placedNodes(below);
    return { nodes, ...newestOf(nodes, moment.domains) };
  }

  private async moment(position: number): Promise<Moment> {
    const shared = await this.source.query<NodeRow[]>(
      `select ${columns} from lockstep.fleet_node_history h where kind <> 'cluster' and positions @> $1::bigint order by kind, id`,
      [position],
    );
    const domains = await this.source.query<DomainRow[]>(
      `select ${domainColumns} from lockstep.fleet_domain where positions @> $1::bigint`,
      [position],
    );
    const above = new Map(shared.map(readPlacement).map((node) => [nodeKey(node.kind, node.id), node]));
    return { shared, above, domains: readDomains(domains) };
  }
}

function place(rows: readonly NodeRow[], { above, domains }: Moment): RecordedNode[] {
  return rows.map((row) => {
    const found = placeOf(readPlacement(row), above);
    return readPlaced(row, found, domains.get(found.root ?? ''));
  });
}

const live = `h.state ->> 'registered' = 'true' and h.state ->> 'decommissioned' is null`;
const supervisorOf = `h.state -> 'placement' ->> 'supervisor'`;

const isLiveState = ({ registered, decommissioned }: NodeRow['state']): boolean => registered === true && decommissioned !== true;

const supervisorsBelow = (nsxManager: string, { above }: Moment): string[] =>
  [...above.values()].filter((node) => node.kind === 'supervisor' && rootOf(node, above) === nsxManager).map(({ id }) => id);
