import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { NodeKind, NodeQuery, RecordedNode } from '@lockstep/fleet';
import { problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { pageOf, readCursor, renderCursor, sendPage } from '../http/page.js';
import { type MomentQuery, type RecordMoment, RecordMoments } from '../http/record-moment.js';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './fleet.dto.js';
import { renderBundled } from './render-bundled.js';
import { renderNode } from './render-node.js';

const TITLES: Readonly<Record<NodeKind, string>> = {
  'nsx-manager': 'NSX manager',
  vcenter: 'vCenter',
  supervisor: 'Supervisor',
  cluster: 'cluster',
};

const listing = (what: string, response: z.ZodType) =>
  Operation({
    summary: `List ${what}`,
    description:
      'As last observed, or as the record had them at a position or time, in the order of ids. `Lockstep-Position` says up to where the record was read. An answer for a `position` or a time never changes.',
    tag: 'inventory',
    roles: ['viewer'],
    response,
    responseDescription: `A page of ${what}`,
    problems: [404, 409],
  });

const reading = (what: string, response: z.ZodType) =>
  Operation({
    summary: `Read ${what}`,
    description: 'An id with a slash is percent-encoded.',
    tag: 'inventory',
    roles: ['viewer'],
    response,
    responseDescription: 'As last observed, or as the record had it',
    problems: [404, 409],
  });

type ListQuery = z.output<typeof dto.clusterQuery>;

@Controller('v1')
export class FleetController {
  constructor(@Inject(RecordMoments) private readonly moments: RecordMoments) {}

  @Get('nsx-managers')
  @listing('NSX managers', pageOf(dto.nsxManager, 'NsxManagerPage'))
  listNsxManagers(
    @Query({ schema: dto.managerQuery }) query: z.output<typeof dto.managerQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.list('nsx-manager', query, request, reply);
  }

  @Get('nsx-managers/:id')
  @reading('an NSX manager', dto.nsxManager)
  getNsxManager(
    @Param('id', { schema: dto.nodeId }) id: string,
    @Query({ schema: dto.oneQuery }) query: MomentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.get('nsx-manager', id, query, reply);
  }

  @Get('vcenters')
  @listing('vCenters', pageOf(dto.vcenter, 'VcenterPage'))
  listVcenters(
    @Query({ schema: dto.vcenterQuery }) query: z.output<typeof dto.vcenterQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.list('vcenter', query, request, reply);
  }

  @Get('vcenters/:id')
  @reading('a vCenter', dto.vcenter)
  getVcenter(
    @Param('id', { schema: dto.nodeId }) id: string,
    @Query({ schema: dto.oneQuery }) query: MomentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.get('vcenter', id, query, reply);
  }

  @Get('supervisors')
  @listing('Supervisors', pageOf(dto.supervisor, 'SupervisorPage'))
  listSupervisors(
    @Query({ schema: dto.supervisorQuery }) query: z.output<typeof dto.supervisorQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.list('supervisor', query, request, reply);
  }

  @Get('supervisors/:id')
  @reading('a Supervisor', dto.supervisor)
  getSupervisor(
    @Param('id', { schema: dto.nodeId }) id: string,
    @Query({ schema: dto.oneQuery }) query: MomentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.get('supervisor', id, query, reply);
  }

  @Get('clusters')
  @listing('clusters', pageOf(dto.cluster, 'ClusterPage'))
  listClusters(
    @Query({ schema: dto.clusterQuery }) query: z.output<typeof dto.clusterQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.list('cluster', query, request, reply);
  }

  @Get('clusters/:id')
  @reading('a cluster', dto.cluster)
  getCluster(
    @Param('id', { schema: dto.nodeId }) id: string,
    @Query({ schema: dto.oneQuery }) query: MomentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.get('cluster', id, query, reply);
  }

  private async list(
    kind: NodeKind,
    { limit, cursor, label = [], asOf, position: at, matrix, ...filters }: Partial<ListQuery> & Pick<ListQuery, 'limit'>,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const after = readCursor(cursor, dto.nodeId);
    const labels = label.map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1) }));
    const query: NodeQuery = { ...filters, kind, limit, labels, ...(after === undefined ? {} : { after }) };
    const moment = await this.moments.openFleet({ asOf, position: at, matrix }, reply);
    const { fleet } = moment;
    const { nodes, next, position } = await fleet.list(query);
    reply.header('lockstep-position', String(position));
    const render = await this.rendererOf(kind, moment);
    const items = nodes.map(render);
    return sendPage(request, reply, items, limit, next === null ? null : renderCursor(next));
  }

  private async get(kind: NodeKind, id: string, query: MomentQuery, reply: FastifyReply) {
    const moment = await this.moments.openFleet(query, reply);
    const { fleet } = moment;
    const position = await fleet.readTo();
    const node = await fleet.find(kind, id);
    if (!node) throw problem('not-found', `${TITLES[kind]} ${id}; must have been observed and not decommissioned; found none`);
    reply.header('lockstep-position', String(position));
    return (await this.rendererOf(kind, moment))(node);
  }

  /** Only of clusters is there anything that the matrix tells. */
  private async rendererOf(kind: NodeKind, moment: RecordMoment): Promise<(node: RecordedNode) => Record<string, unknown>> {
    if (kind !== 'cluster') return (node) => renderNode(kind, node);
    const revision = await moment.findRevision();
    return (node) => ({ ...renderNode(kind, node), ...renderBundled(node, revision) });
  }
}
