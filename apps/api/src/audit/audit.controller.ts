import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { keyNamedBy, renderEvent, renderNoteKey, renderSeal } from '@lockstep/event-store/audit';
import {
  findNewestSeal,
  listCheckpoints,
  listSeals,
  proveConsistency,
  proveEvent,
  readRawEvents,
  type SealSummary,
} from '@lockstep/event-store/postgres/audit';
import { DataSource, Problem, problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readCursor, sendList } from '../http/page.js';
import { wantedFormOf } from '../http/wanted-form.js';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './audit.dto.js';

const CHECKPOINT_FORMS = { 'application/json': 'json', 'text/plain': 'note', 'text/*': 'note', '*/*': 'json' } as const;

@Controller('v1/audit')
export class AuditController {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  @Get('checkpoint')
  @ApiProduces('application/json', 'text/plain')
  @Operation({
    summary: 'Read the newest checkpoint',
    description: 'To be kept elsewhere: what it covers can not be changed unseen any more. As `text/plain` it is the signed note alone.',
    tag: 'audit',
    roles: ['viewer'],
    response: dto.checkpoint,
    responseDescription: 'The newest signed checkpoint',
    problems: [404, 406],
  })
  async getCheckpoint(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const form = wantedFormOf(request, CHECKPOINT_FORMS);
    const newest = await findNewestSeal(this.source);
    if (newest === undefined) throw problem('not-found', 'record; must have been sealed once; found no seal');
    if (form === 'json') return checkpointOf(newest);
    reply.type('text/plain; charset=utf-8');
    return newest.note;
  }

  @Get('checkpoints')
  @Operation({
    summary: 'List checkpoints',
    description: 'Newest first.',
    tag: 'audit',
    roles: ['viewer'],
    response: dto.checkpointPage,
    responseDescription: 'A page of checkpoints',
  })
  async listCheckpoints(
    @Query({ schema: dto.listQuery }) { limit, cursor }: z.output<typeof dto.listQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const before = readCursor(cursor, z.int().min(1));
    const seals = await listCheckpoints(this.source, before, limit + 1);
    return sendList(request, reply, limit, seals, ({ treeSize }) => treeSize, checkpointOf);
  }

  @Get('seals')
  @Operation({
    summary: 'Read seals',
    description: 'Oldest first, with what the tree grew by, for who verifies the record. They hold hashes and positions only.',
    tag: 'audit',
    roles: ['viewer'],
    response: dto.sealList,
    responseDescription: 'The next seals; none at the end',
  })
  async listSeals(@Query({ schema: dto.sealsQuery }) { after, limit }: z.output<typeof dto.sealsQuery>) {
    return { items: (await listSeals(this.source, after, limit)).map(renderSeal) };
  }

  @Get('events')
  @Operation({
    summary: 'Read the record',
    description: 'Every event with its stored bytes and hashes, in the order of the record, for who verifies it.',
    tag: 'audit',
    roles: ['admin'],
    response: dto.eventList,
    responseDescription: 'The next events; none at the end',
  })
  async listRawEvents(@Query({ schema: dto.eventsQuery }) { after, limit, linked }: z.output<typeof dto.eventsQuery>) {
    const [tx, position] = after.split('.') as [string, string];
    return { items: (await readRawEvents(this.source, { tx, position }, limit, { linked: linked === 'true' })).map(renderEvent) };
  }

  @Get('consistency')
  @Operation({
    summary: 'Prove that the record only grew',
    description: 'Between two tree sizes; a monitor that keeps checkpoints needs no events.',
    tag: 'audit',
    roles: ['viewer'],
    response: dto.consistency,
    responseDescription: 'The proof',
    problems: [404, 422],
  })
  async getConsistencyProof(@Query({ schema: dto.consistencyQuery }) { first, second }: z.output<typeof dto.consistencyQuery>) {
    if (first > second) throw problem('unprocessable', `query; first must be at most second, ${second}; found ${first}`);
    const newest = await findNewestSeal(this.source);
    if (newest === undefined || newest.treeSize < second)
      throw problem('not-found', `tree of ${second} events; must have been sealed; found ${newest?.treeSize ?? 0} sealed events`);
    return { first, second, path: (await proveConsistency(this.source, first, second)).map(renderHash) };
  }

  @Get('events/:id/proof')
  @Operation({
    summary: 'Prove that an event stands in the record',
    description: 'With its stored bytes. Who keeps the answer can show later, without the record, that the event stood in it.',
    tag: 'audit',
    roles: ['admin'],
    response: dto.eventProof,
    responseDescription: 'The event and its proof',
    problems: [404, 409],
  })
  async getEventProof(@Param('id', { schema: dto.eventId }) id: string) {
    const proof = await proveEvent(this.source, id);
    switch (proof.outcome) {
      case 'unknown-event':
        throw problem('not-found', `event ${id}; must stand in the record; found none`);
      case 'not-sealed':
        throw new Problem({
          code: 'not-sealed',
          status: 409,
          title: 'The event is not sealed yet',
          detail: `event ${id}; must be sealed; found it after the last seal`,
          headers: { 'retry-after': '1' },
        });
      case 'broken':
        throw problem('conflict', `event ${id}; must be as it was sealed; found it changed: verify the record`);
      case 'proven':
        return {
          event: renderEvent(proof.event),
          index: proof.index,
          path: proof.path.map(renderHash),
          checkpoint: proof.seal.note,
          key: renderNoteKey(keyNamedBy(proof.seal)),
        };
    }
  }
}

const renderHash = (hash: Buffer): string => hash.toString('base64');

const checkpointOf = (seal: SealSummary): z.output<typeof dto.checkpoint> => ({
  treeSize: seal.treeSize,
  sealedAt: seal.sealedAt,
  note: seal.note,
  key: renderNoteKey(keyNamedBy(seal)),
});
