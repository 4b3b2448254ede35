import { type FleetSnapshot, type Policy, valueSource } from '@lockstep/documents';
import { type NodeKind, ReadFleet, type RecordedNode, renderSnapshot } from '@lockstep/fleet';
import { MatrixRevisions } from '@lockstep/matrix';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { dayOf, fleetProblems } from '@lockstep/planner';
import { problem } from '@lockstep/platform';
import type { FastifyReply } from 'fastify';
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
  constructor(
    private readonly fleet: ReadFleet,
    private readonly revisions: MatrixRevisions,
  ) {}

  /** A cluster meets only what is above it, so the rest of its upgrade domain is not read. */
  async ofCluster(id: string, query: JudgingQuery, reply: FastifyReply): Promise<JudgedFleet> {
    const cluster = await this.get('cluster', id);
    const nodes = [cluster];
    const supervisor = cluster.placement.supervisor && (await this.fleet.find('supervisor', cluster.placement.supervisor));
    const vcenter = supervisor && supervisor.placement.vcenter && (await this.fleet.find('vcenter', supervisor.placement.vcenter));
    const manager = await this.fleet.find('nsx-manager', cluster.root);
    for (const above of [supervisor, vcenter, manager]) if (above) nodes.push(above);
    const takenAt = new Date(Math.max(...nodes.map(({ observedAt }) => Date.parse(observedAt)))).toISOString();
    const position = Math.max(...nodes.map((node) => node.position));
    return this.judge(renderSnapshot(cluster.root, takenAt, nodes), position, query, reply);
  }

  /** The whole upgrade domain of a node. */
  async ofDomain(kind: NodeKind, id: string, query: JudgingQuery, reply: FastifyReply): Promise<JudgedFleet> {
    const { root } = await this.get(kind, id);
    const current = await this.fleet.findCurrent(root);
    if (!current) throw absent(kind, id);
    return this.judge(current.snapshot, current.position, query, reply);
  }

  private async judge(fleet: FleetSnapshot, position: number, query: JudgingQuery, reply: FastifyReply): Promise<JudgedFleet> {
    const { matrix: digest, evidence } = query;
    const revision = await (digest === undefined ? this.revisions.findCurrent() : this.revisions.find(digest));
    if (!revision)
      throw problem('not-found', `matrix${digest === undefined ? '' : ` revision ${digest}`}; must have been published; found none`);
    const [misfit, ...more] = fleetProblems(revision.matrix, { document: fleet, source: valueSource(fleet, 'fleet') });
    if (misfit)
      throw problem(
        'conflict',
        `fleet; the recorded fleet must fit the matrix; ${misfit.path}: ${misfit.message}${more.length > 0 ? `, and ${more.length} more` : ''}`,
      );
    reply.header('lockstep-matrix', revision.digest);
    reply.header('lockstep-position', String(position));
    const acceptUntested = query.acceptUntested === 'true';
    const policy: Policy = { evidence, acceptUntested, mixedWindow: 'comoved', waivers: [] };
    return { revision, fleet, policy, judged: { matrix: revision.digest, day: dayOf(fleet), evidence, acceptUntested } };
  }

  private async get(kind: NodeKind, id: string): Promise<RecordedNode> {
    const node = await this.fleet.find(kind, id);
    if (!node) throw absent(kind, id);
    return node;
  }
}

const absent = (kind: NodeKind, id: string) =>
  problem('not-found', `${TITLES[kind]} ${id}; must have been observed and not decommissioned; found none`);
