import { type HealthAnswer, type NodeKind, ReadHealth, secondsBetween } from '@lockstep/fleet';
import { problem } from '@lockstep/platform';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { type MomentQuery, RecordMoments } from '../http/record-moment.js';
import { Operation } from '../openapi/operation.decorator.js';
import { nodeId, oneQuery } from './fleet.dto.js';
import { nodeHealth } from './health.dto.js';

const explaining = (what: string) =>
  Operation({
    summary: `Explain the health of ${what}`,
    description:
      'Three layers, top down: Antrea and its adapter, what NSX has realized, addresses. The first that fails names the problem. A signal that is missing or that no look has confirmed for long is unknown, not healthy. Ages count up to now, to `asOf`, or to when the newest event up to `position` was recorded. An id with a slash is percent-encoded.',
    tag: 'inventory',
    roles: ['viewer'],
    response: nodeHealth,
    responseDescription: 'Verdict, problem and layers with their signals',
    problems: [404, 409],
  });

@Controller('v1')
export class HealthController {
  constructor(
    @Inject(ReadHealth) private readonly health: ReadHealth,
    @Inject(RecordMoments) private readonly moments: RecordMoments,
  ) {}

  @Get('nsx-managers/:id/health')
  @explaining('an NSX manager')
  getNsxManagerHealth(
    @Param('id', { schema: nodeId }) id: string,
    @Query({ schema: oneQuery }) query: MomentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.get('nsx-manager', id, query, reply);
  }

  @Get('vcenters/:id/health')
  @explaining('a vCenter')
  getVcenterHealth(
    @Param('id', { schema: nodeId }) id: string,
    @Query({ schema: oneQuery }) query: MomentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.get('vcenter', id, query, reply);
  }

  @Get('supervisors/:id/health')
  @explaining('a Supervisor')
  getSupervisorHealth(
    @Param('id', { schema: nodeId }) id: string,
    @Query({ schema: oneQuery }) query: MomentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.get('supervisor', id, query, reply);
  }

  @Get('clusters/:id/health')
  @explaining('a cluster')
  getClusterHealth(
    @Param('id', { schema: nodeId }) id: string,
    @Query({ schema: oneQuery }) query: MomentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.get('cluster', id, query, reply);
  }

  private async get(kind: NodeKind, id: string, query: MomentQuery, reply: FastifyReply): Promise<z.output<typeof nodeHealth>> {
    const { position } = await this.moments.openFleet(query, reply);
    const answer = await this.health.find({ kind, id, position: position ?? undefined, asOf: query.asOf });
    if (!answer) throw problem('not-found', `${kind} ${id}; must have been observed and not decommissioned; found none`);
    if (position === null) reply.header('lockstep-position', String(answer.node.position));
    return renderHealth(answer);
  }
}

function renderHealth({ node, health, freshness }: HealthAnswer): z.output<typeof nodeHealth> {
  const { at, maxAge } = freshness;
  const ageOf = (seenAt: string) => secondsBetween(seenAt, at);
  const layers = health.layers.map(({ signals, missing, report, ...layer }) => ({
    ...layer,
    signals: signals.map(({ name, state, detail, source, observedAt, seenAt, standing }) => {
      return { name, state, detail, source, observedAt, seenAt, age: ageOf(seenAt), standing };
    }),
    missing: [...missing],
    report: report && { ...report, evidence: [...report.evidence], age: ageOf(report.observedAt) },
  }));
  return { id: node.id, at, maxAge, verdict: health.verdict, problem: health.problem, layers, position: node.position };
}
