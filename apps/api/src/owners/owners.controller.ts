import { type Owners, Register, type Registered } from '@lockstep/approvals';
import { actorOf, CurrentPrincipal, currentTrace, IdempotencyKey, type Principal, problem } from '@lockstep/platform';
import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readCursor, sendList } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { assertRemoved, contextOn, recordedOf, registerId, sendEntry } from '../registers/register-answer.js';
import { OWNERS } from '../registers/registers.js';
import * as dto from './owners.dto.js';

type Content = z.output<typeof dto.changedOwners>;

@Controller('v1/owners')
export class OwnersController {
  constructor(@Inject(OWNERS) private readonly owners: Register<Owners>) {}

  @Post()
  @Operation({
    summary: 'Name the owners of clusters',
    description:
      'Two different people for clusters whose CNI brings no adapter: one watches pod traffic, one NSX. A plan that touches such a cluster can not be signed off without them.',
    tag: 'plans',
    roles: ['approver'],
    status: 201,
    response: dto.owners,
    responseDescription: 'The owners are on record',
    problems: [409, 413, 415],
  })
  async nameOwners(
    @Body({ schema: dto.newOwners }) { id, ...content }: z.output<typeof dto.newOwners>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const context = { actor: actorOf(principal), correlationId: currentTrace()?.traceId, idempotencyKey };
    const entry = recordedOf(`owners ${id}`, await this.owners.create(id, content as Owners, context));
    reply.header('location', `/v1/owners/${id}`);
    return sendEntry(reply, entry, render);
  }

  @Get()
  @Operation({
    summary: 'List owners of clusters',
    description: 'In the order of ids.',
    tag: 'plans',
    roles: ['viewer'],
    response: dto.ownersPage,
    responseDescription: 'A page of owners',
  })
  async listOwners(
    @Query({ schema: dto.ownersQuery }) { limit, cursor }: z.output<typeof dto.ownersQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const after = readCursor(cursor, registerId);
    const found = await this.owners.list({ limit: limit + 1, ...(after === undefined ? {} : { after }) });
    return sendList(request, reply, limit, found, ({ id }) => id, render);
  }

  @Get(':id')
  @Operation({
    summary: 'Read the owners of clusters',
    tag: 'plans',
    roles: ['viewer'],
    response: dto.owners,
    responseDescription: 'The owners',
    problems: [404],
  })
  async getOwners(@Param('id', { schema: registerId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const entry = await this.owners.find(id);
    if (entry === undefined) throw problem('not-found', `owners ${id}; must exist; found none`);
    return sendEntry(reply, entry, render);
  }

  @Put(':id')
  @Operation({
    summary: 'Change the owners of clusters',
    description: 'The whole of it. `If-Match` names the state that was looked at.',
    tag: 'plans',
    roles: ['approver'],
    response: dto.owners,
    responseDescription: 'The owners are changed',
    problems: [404, 412, 413, 415, 428],
  })
  async changeOwners(
    @Param('id', { schema: registerId }) id: string,
    @Body({ schema: dto.changedOwners }) content: Content,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const context = contextOn(`owners ${id}`, await this.owners.find(id), request, principal);
    return sendEntry(reply, recordedOf(`owners ${id}`, await this.owners.change(id, content as Owners, context)), render);
  }

  @Delete(':id')
  @Operation({
    summary: 'Remove the owners of clusters',
    description:
      'With a reason, which the record keeps. What leaned on them is no longer approved. `If-Match` names the state that was looked at.',
    tag: 'plans',
    roles: ['approver'],
    status: 204,
    responseDescription: 'They are removed',
    problems: [404, 412, 428],
  })
  async removeOwners(
    @Param('id', { schema: registerId }) id: string,
    @Query({ schema: dto.removalQuery }) { reason }: z.output<typeof dto.removalQuery>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const context = contextOn(`owners ${id}`, await this.owners.find(id), request, principal);
    assertRemoved(`owners ${id}`, await this.owners.remove(id, reason, context));
  }
}

const render = ({ id, scope, podTraffic, nsx, changedAt }: Registered<Owners>): z.output<typeof dto.owners> => ({
  id,
  scope: scope as Content['scope'],
  podTraffic,
  nsx,
  changedAt,
});
