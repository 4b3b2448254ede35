import { Body, Controller, Get, Inject, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import { fleetSnapshot } from '@lockstep/documents';
import { RecordSnapshot } from '@lockstep/fleet';
import { actorOf, CurrentPrincipal, currentTrace, type Principal, problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { readDocumentBody, unprocessableDocument } from '../http/document-body.js';
import { RecordMoments } from '../http/record-moment.js';
import { wantedForm } from '../http/wanted-form.js';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './fleet.dto.js';

@Controller('v1/inventory')
export class InventoryController {
  constructor(
    @Inject(RecordSnapshot) private readonly snapshots: RecordSnapshot,
    @Inject(RecordMoments) private readonly moments: RecordMoments,
  ) {}

  @Put('snapshots')
  @ApiConsumes('application/json', 'application/yaml')
  @ApiBody({ standardSchema: fleetSnapshot } as never)
  @Operation({
    summary: 'Record a fleet snapshot',
    description:
      'The snapshot is the whole of the NSX managers it names: what hung on them and is not in it is decommissioned. Others stay as they are. Differences from what is known become events; the same snapshot again adds nothing. A published matrix must be able to read it.',
    tag: 'inventory',
    roles: ['inventory-writer'],
    response: dto.snapshotReceipt,
    responseDescription: 'What was recorded',
    problems: [409, 413, 415, 422, 503],
  })
  async putSnapshot(
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof dto.snapshotReceipt>> {
    const snapshot = readDocumentBody('FleetSnapshot', body);
    const outcome = await this.snapshots.execute({ snapshot, actor: actorOf(principal), correlationId: currentTrace()?.traceId });
    if (outcome.outcome === 'invalid') throw unprocessableDocument('FleetSnapshot', outcome.problems);
    if (outcome.outcome === 'not-recorded')
      throw problem('unavailable', `inventory; the snapshot could not be recorded; ${outcome.reason}`, { headers: { 'retry-after': '1' } });
    const { id, digest, takenAt, position, nsxManagers, late, counts } = outcome.scan;
    reply.header('lockstep-position', String(position));
    return { outcome: outcome.outcome, scan: id, digest, takenAt, position, nsxManagers: [...nsxManagers], late: [...late], counts };
  }

  @Get('snapshots/current')
  @ApiProduces('application/json', 'application/yaml')
  @Operation({
    summary: 'Read the fleet as one snapshot',
    description:
      'As last observed, or as the record had it at a position or time, over all snapshots and events; as JSON or YAML. Whole: what was acknowledged is in it, and a snapshot that is just being recorded is not in it by halves.',
    tag: 'inventory',
    roles: ['viewer'],
    response: fleetSnapshot,
    responseDescription: 'The fleet',
    problems: [404, 406, 409, 503],
  })
  async getCurrentSnapshot(
    @Query({ schema: dto.currentQuery }) { nsxManager, ...query }: z.output<typeof dto.currentQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const form = wantedForm(request);
    const moment = await this.moments.openWhole(query, reply);
    const current = await moment.fleet.findCurrent(nsxManager);
    if (!current)
      throw problem(
        'not-found',
        nsxManager === undefined
          ? 'fleet; must have been observed; found nothing'
          : `NSX manager ${nsxManager}; must have been observed; found nothing`,
      );
    reply.header('vary', 'accept');
    if (form === 'json') return current.snapshot;
    reply.type('application/yaml; charset=utf-8');
    return stringify(current.snapshot, { aliasDuplicateObjects: false, lineWidth: 0 });
  }
}
