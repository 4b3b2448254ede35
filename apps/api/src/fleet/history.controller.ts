import { describeChange, type HistoryEntry, type NodeKind, nodeStream, publicTypeOf } from '@lockstep/fleet';
import { problem } from '@lockstep/platform';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readCursor, renderCursor, sendPage } from '../http/page.js';
import { RecordMoments } from '../http/record-moment.js';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './fleet.dto.js';

type HistoryQuery = z.output<typeof dto.historyQuery>;

const telling = (what: string) =>
  Operation({
    summary: `Read the history of ${what}`,
    description:
      'Every event about it, the newest first: who reported what, when it was true and when it was recorded, and what it changed. Also of nodes that are gone, or that were reported and never registered. An id with a slash is percent-encoded.',
    tag: 'inventory',
    roles: ['viewer'],
    response: dto.historyPage,
    responseDescription: 'A page of events',
    problems: [404, 409],
  });

@Controller('v1')
export class HistoryController {
  constructor(@Inject(RecordMoments) private readonly moments: RecordMoments) {}

  @Get('nsx-managers/:id/history')
  @telling('an NSX manager')
  getNsxManagerHistory(
    @Param('id', { schema: dto.nodeId }) id: string,
    @Query({ schema: dto.historyQuery }) query: HistoryQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.list('nsx-manager', id, query, request, reply);
  }

  @Get('vcenters/:id/history')
  @telling('a vCenter')
  getVcenterHistory(
    @Param('id', { schema: dto.nodeId }) id: string,
    @Query({ schema: dto.historyQuery }) query: HistoryQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.list('vcenter', id, query, request, reply);
  }

  @Get('supervisors/:id/history')
  @telling('a Supervisor')
  getSupervisorHistory(
    @Param('id', { schema: dto.nodeId }) id: string,
    @Query({ schema: dto.historyQuery }) query: HistoryQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.list('supervisor', id, query, request, reply);
  }

  @Get('clusters/:id/history')
  @telling('a cluster')
  getClusterHistory(
    @Param('id', { schema: dto.nodeId }) id: string,
    @Query({ schema: dto.historyQuery }) query: HistoryQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.list('cluster', id, query, request, reply);
  }

  private async list(kind: NodeKind, id: string, query: HistoryQuery, request: FastifyRequest, reply: FastifyReply) {
    const { limit, cursor, ...at } = query;
    const moment = await this.moments.openFleet(at, reply);
    const before = readCursor(cursor, z.int().min(1));
    const { entries, next } = await moment.fleet.history(kind, id, { limit, before });
    if (entries.length === 0 && before === undefined)
      throw problem('not-found', `${nodeStream(kind, id)}; something must have been recorded of it; found nothing`);
    if (moment.position === null && entries[0]) reply.header('lockstep-position', String(entries[0].position));
    const items = entries.map((entry) => renderEntry(nodeStream(kind, id), entry));
    return sendPage(request, reply, items, limit, next === null ? null : renderCursor(next));
  }
}

function renderEntry(stream: string, { change: _, type, schemaVersion, before, after, ...entry }: HistoryEntry) {
  return { ...entry, type: publicTypeOf(stream, type, schemaVersion) ?? type, changes: describeChange(before, after) };
}
