import { type FleetSnapshot, type Policy, valueSource } from '@lockstep/documents';
import { type NodeKind, type ReadFleet, type RecordedNode, renderSnapshot } from '@lockstep/fleet';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { dayOf, fleetProblems } from '@lockstep/planner';
import { problem } from '@lockstep/platform';
import type { FastifyReply } from 'fastify';
import type { RecordMoment, RecordMoments } from '../http/record-moment.js';
import type { JudgingQuery } from './compatibility.dto.js';

/** A part of the recorded fleet, and the matrix and policy it is judged by. */
export interface JudgedFleet {
  readonly revision: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly policy: Policy;
  /** What an answer says of how it was judged. */
  readonly judged: {
    readonly matrix: string;
    readonly day: string | null;
    readonly evidence: Policy['evidence'];
    readonly acceptUntested: boolean;
  };
}

const TITLES: Readonly<Record<NodeKind, string>> = {
  'nsx-manager': 'NSX manager',
  vcenter: 'vCenter',
  supervisor: 'Supervisor',
  cluster: 'cluster',
};

/** Reads what has to be known to judge one node, and says in the headers what was read. */
export class FleetReader {
  constructor(private readonly moments: RecordMoments) {}

  /** A cluster meets only what is above it, so the rest of its upgrade domain is not read. */
  async ofCluster(id: string, query: JudgingQuery, reply: FastifyReply): Promise<JudgedFleet> {
    const moment = await this.moments.openWhole(query, reply);
    const cluster = await get(moment.fleet, 'cluster', id);
    const above = await nodesAbove(moment.fleet, cluster);
    if (above === null) throw unplaced('cluster', id);
    const nodes = [cluster, ...above];
    const takenAt = new Date(Math.max(...nodes.map(({ observedAt }) => Date.parse(observedAt)))).toISOString();
    return judge(moment, renderSnapshot(cluster.root!, takenAt, nodes), query);
  }

  /** The whole upgrade domain of a node. */
  async ofDomain(kind: NodeKind, id: string, query: JudgingQuery, reply: FastifyReply): Promise<JudgedFleet> {
    const moment = await this.moments.openWhole(query, reply);
    const { root } = await get(moment.fleet, kind, id);
    const current = root === null ? undefined : await moment.fleet.findCurrent(root);
    if (!current || !isPartOf(current.snapshot, kind, id)) throw unplaced(kind, id);
    return judge(moment, current.snapshot, query);
  }
}

async function judge(
  moment: RecordMoment,
  fleet: FleetSnapshot,
  { evidence, acceptUntested: untested }: JudgingQuery,
): Promise<JudgedFleet> {
  const revision = await moment.getRevision();
  const [misfit, ...more] = fleetProblems(revision.matrix, { document: fleet, source: valueSource(fleet, 'fleet') });
  if (misfit)
    throw problem(
      'conflict',
      `fleet; the recorded fleet must fit the matrix; ${misfit.path}: ${misfit.message}${more.length > 0 ? `, and ${more.length} more` : ''}`,
    );
  const acceptUntested = untested === 'true';
  const policy: Policy = { evidence, acceptUntested, mixedWindow: 'comoved', waivers: [] };
  return { revision, fleet, policy, judged: { matrix: revision.digest, day: dayOf(fleet), evidence, acceptUntested } };
}

/** Null: something on the way up to NSX is unknown or gone. */
async function nodesAbove(fleet: ReadFleet, { placement, root }: RecordedNode): Promise<RecordedNode[] | null> {
  const supervisor = await fleet.find('supervisor', placement.supervisor ?? '');
  const vcenterId = supervisor?.placement.vcenter ?? null;
  const vcenter = vcenterId === null ? undefined : await fleet.find('vcenter', vcenterId);
  const manager = root === null ? undefined : await fleet.find('nsx-manager', root);
  if (!supervisor || !manager || (vcenterId !== null && !vcenter)) return null;
  return vcenter ? [supervisor, vcenter, manager] : [supervisor, manager];
}

const LISTS = { 'nsx-manager': 'nsxManagers', vcenter: 'vcenters', supervisor: 'supervisors', cluster: 'clusters' } as const;
const isPartOf = ({ spec }: FleetSnapshot, kind: NodeKind, id: string): boolean => spec[LISTS[kind]].some((node) => node.id === id);

async function get(fleet: ReadFleet, kind: NodeKind, id: string): Promise<RecordedNode> {
  const node = await fleet.find(kind, id);
  if (!node) throw problem('not-found', `${TITLES[kind]} ${id}; must have been observed and not decommissioned; found none`);
  return node;
}

const unplaced = (kind: NodeKind, id: string) =>
  problem('conflict', `${TITLES[kind]} ${id}; all that is above it up to NSX must be known; found a node that is not, or is gone`);
