import { type Freeze, Register, type Registered } from '@lockstep/approvals';
import { ReadFleet } from '@lockstep/fleet';
import { actorOf, CurrentPrincipal, currentTrace, IdempotencyKey, type Principal, problem, type ProblemPlace } from '@lockstep/platform';
import { RRULE_TIMES } from '@lockstep/plans';
import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readCursor, sendList } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { assertRemoved, contextOn, recordedOf, registerId, sendEntry } from '../registers/register-answer.js';
import { FREEZES } from '../registers/registers.js';
import * as dto from './freezes.dto.js';

type Content = z.output<typeof dto.changedFreeze>;

@Controller('v1/freezes')
export class FreezesController {
  constructor(
    @Inject(FREEZES) private readonly freezes: Register<Freeze>,
    @Inject(ReadFleet) private readonly fleet: ReadFleet,
  ) {}

  @Post()
  @Operation({
    summary: 'Declare a freeze',
    description: 'A time in which nothing of its scope may start. Gates hold, and schedules keep clear of it.',
    tag: 'plans',
    roles: ['approver'],
    status: 201,
    response: dto.freeze,
    responseDescription: 'The freeze is declared',
    problems: [409, 413, 415, 422],
  })
  async declareFreeze(
    @Body({ schema: dto.newFreeze }) { id, ...content }: z.output<typeof dto.newFreeze>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.assertSensible(content);
    const context = { actor: actorOf(principal), correlationId: currentTrace()?.traceId, idempotencyKey };
    const entry = recordedOf(`freeze ${id}`, await this.freezes.create(id, content as Freeze, context));
    reply.header('location', `/v1/freezes/${id}`);
    return sendEntry(reply, entry, render);
  }

  @Get()
  @Operation({
    summary: 'List freezes',
    description: 'In the order of ids, those that are over too.',
    tag: 'plans',
    roles: ['viewer'],
    response: dto.freezePage,
    responseDescription: 'A page of freezes',
  })
  async listFreezes(
    @Query({ schema: dto.freezesQuery }) { limit, cursor }: z.output<typeof dto.freezesQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const after = readCursor(cursor, registerId);
    const found = await this.freezes.list({ limit: limit + 1, ...(after === undefined ? {} : { after }) });
    return sendList(request, reply, limit, found, ({ id }) => id, render);
  }

  @Get(':id')
  @Operation({
    summary: 'Read a freeze',
    tag: 'plans',
    roles: ['viewer'],
    response: dto.freeze,
    responseDescription: 'The freeze',
    problems: [404],
  })
  async getFreeze(@Param('id', { schema: registerId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const entry = await this.freezes.find(id);
    if (entry === undefined) throw problem('not-found', `freeze ${id}; must exist; found none`);
    return sendEntry(reply, entry, render);
  }

  @Put(':id')
  @Operation({
    summary: 'Change a freeze',
    description: 'The whole of it. `If-Match` names the state that was looked at.',
    tag: 'plans',
    roles: ['approver'],
    response: dto.freeze,
    responseDescription: 'The freeze is changed',
    problems: [404, 412, 413, 415, 422, 428],
  })
  async changeFreeze(
    @Param('id', { schema: registerId }) id: string,
    @Body({ schema: dto.changedFreeze }) content: Content,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const known = await this.freezes.find(id);
    const context = contextOn(`freeze ${id}`, known, request, principal);
    await this.assertSensible(content, known?.scope);
    return sendEntry(reply, recordedOf(`freeze ${id}`, await this.freezes.change(id, content as Freeze, context)), render);
  }

  @Delete(':id')
  @Operation({
    summary: 'Lift a freeze',
    description: 'With a reason, which the record keeps. `If-Match` names the state that was looked at.',
    tag: 'plans',
    roles: ['approver'],
    status: 204,
    responseDescription: 'The freeze is lifted',
    problems: [404, 412, 428],
  })
  async liftFreeze(
    @Param('id', { schema: registerId }) id: string,
    @Query({ schema: dto.liftQuery }) { reason }: z.output<typeof dto.liftQuery>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const context = contextOn(`freeze ${id}`, await this.freezes.find(id), request, principal);
    assertRemoved(`freeze ${id}`, await this.freezes.remove(id, reason, context));
  }

  /**
   * A freeze of what is not there would hold nothing, and nobody would notice. Labels may be of nodes that are still to come; what it has named `before`
   * may have gone since.
   */
  private async assertSensible({ scope, times }: Content, before: Freeze['scope'] = {}): Promise<void> {
    const errors = [...problemsOfTimes(times), ...(await this.findStrangers(scope, before))];
    if (errors.length === 0) return;
    throw problem('unprocessable', `freeze; ${errors.length} rule${errors.length === 1 ? '' : 's'} broken`, {
      errors: errors.slice(0, MOST_TOLD),
    });
  }

  private async findStrangers(scope: Content['scope'], before: Freeze['scope']): Promise<ProblemPlace[]> {
    const strangers: ProblemPlace[] = [];
    for (const list of ['nsxManagers', 'supervisors', 'projects'] as const) {
      const added = scope[list]?.filter((id) => !before[list]?.includes(id)) ?? [];
      if (added.length === 0) continue;
      const known = new Set([...(await this.fleet.findNamed(NAMED[list], added)), ...(before[list] ?? [])]);
      for (const [index, id] of scope[list]!.entries())
        if (!known.has(id))
          strangers.push({ pointer: `/scope/${list}/${index}`, detail: `must be one that the fleet has; found ${JSON.stringify(id)}` });
    }
    return strangers;
  }
}

const NAMED = { nsxManagers: 'nsx-manager', supervisors: 'supervisor', projects: 'project' } as const;
const MOST_TOLD = 50;

function problemsOfTimes(times: Content['times']): ProblemPlace[] {
  const errors: ProblemPlace[] = [];
  if ('from' in times) {
    if (Date.parse(times.from) >= Date.parse(times.to))
      errors.push({ pointer: '/times/to', detail: `must be after \`from\`; found ${times.to}` });
  } else {
    const found = RRULE_TIMES.findProblem(times);
    if (found !== null) errors.push({ pointer: `/times/${found.field}`, detail: found.rule });
  }
  return errors;
}

const render = ({ id, name, reason, scope, times, changedAt }: Registered<Freeze>): z.output<typeof dto.freeze> => ({
  id,
  name,
  reason,
  scope: scope as Content['scope'],
  times,
  changedAt,
});
