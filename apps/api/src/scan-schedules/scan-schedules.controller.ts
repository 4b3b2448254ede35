import { type RecordedSchedule, ScanSchedules, ScanTimetable, type ScheduleOutcome, SourceRegistry } from '@lockstep/fleet';
import {
  actorOf,
  computeNextRuns,
  CurrentPrincipal,
  currentTrace,
  findCronProblem,
  IdempotencyKey,
  LOGGER,
  type Logger,
  type Principal,
  problem,
  type ProblemPlace,
} from '@lockstep/platform';
import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { assertEdition, etagOfEdition } from '../http/edition.js';
import { readCursor, sendList } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './scan-schedules.dto.js';

const shownRuns = 5;
type Content = z.output<typeof dto.changedSchedule>;

@Controller('v1/scan-schedules')
export class ScanSchedulesController {
  constructor(
    @Inject(ScanSchedules) private readonly schedules: ScanSchedules,
    @Inject(ScanTimetable) private readonly timetable: ScanTimetable,
    @Inject(SourceRegistry) private readonly registry: SourceRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post()
  @Operation({
    summary: 'Create a scan schedule',
    description: 'Starts a scan at times of day. While a source is still being looked at, a scan leaves it out.',
    tag: 'scans',
    roles: ['admin'],
    status: 201,
    response: dto.schedule,
    responseDescription: 'The schedule is created',
    problems: [409, 413, 415, 422, 503],
  })
  async createSchedule(
    @Body({ schema: dto.newSchedule }) { id, ...content }: z.output<typeof dto.newSchedule>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.assertSensible(content);
    const context = { actor: actorOf(principal), correlationId: currentTrace()?.traceId, idempotencyKey };
    const schedule = recordedOf(id, await this.schedules.create(id, content, context));
    await this.keepTimetable();
    reply.header('location', `/v1/scan-schedules/${id}`);
    return this.send(reply, schedule);
  }

  @Get()
  @Operation({
    summary: 'List scan schedules',
    description: 'In the order of ids.',
    tag: 'scans',
    roles: ['viewer'],
    response: dto.schedulePage,
    responseDescription: 'A page of schedules',
  })
  async listSchedules(
    @Query({ schema: dto.schedulesQuery }) { limit, cursor }: z.output<typeof dto.schedulesQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const after = readCursor(cursor, dto.scheduleId);
    const found = await this.schedules.list({ limit: limit + 1, ...(after === undefined ? {} : { after }) });
    return sendList(request, reply, limit, found, ({ id }) => id, render);
  }

  @Get(':id')
  @Operation({
    summary: 'Read a scan schedule',
    tag: 'scans',
    roles: ['viewer'],
    response: dto.schedule,
    responseDescription: 'The schedule, with its next runs',
    problems: [404],
  })
  async getSchedule(@Param('id', { schema: dto.scheduleId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.send(reply, await this.get(id));
  }

  @Put(':id')
  @Operation({
    summary: 'Change a scan schedule',
    description: 'The whole of it; `enabled: false` pauses it. `If-Match` names the state that was looked at.',
    tag: 'scans',
    roles: ['admin'],
    response: dto.schedule,
    responseDescription: 'The schedule is changed',
    problems: [404, 412, 413, 415, 422, 428, 503],
  })
  async changeSchedule(
    @Param('id', { schema: dto.scheduleId }) id: string,
    @Body({ schema: dto.changedSchedule }) content: Content,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const context = await this.decideOn(id, request, principal);
    await this.assertSensible(content);
    const schedule = recordedOf(id, await this.schedules.change(id, content, context));
    await this.keepTimetable();
    return this.send(reply, schedule);
  }

  @Delete(':id')
  @Operation({
    summary: 'Remove a scan schedule',
    description: 'A scan that it has started goes on.',
    tag: 'scans',
    roles: ['admin'],
    status: 204,
    responseDescription: 'The schedule is removed',
    problems: [404, 412, 428],
  })
  async removeSchedule(
    @Param('id', { schema: dto.scheduleId }) id: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const outcome = await this.schedules.remove(id, await this.decideOn(id, request, principal));
    if (outcome !== 'removed') recordedOf(id, { outcome });
    await this.keepTimetable();
  }

  private async decideOn(id: string, request: FastifyRequest, principal: Principal) {
    const seen = await this.get(id);
    assertEdition(request, String(seen.version), etagOf(seen));
    return { actor: actorOf(principal), correlationId: currentTrace()?.traceId, expectedVersion: seen.version };
  }

  private async assertSensible({ cron, timeZone, sources }: Content): Promise<void> {
    const found = findCronProblem(cron, timeZone);
    const errors: ProblemPlace[] = found === undefined ? [] : [{ pointer: `/${found.field}`, detail: found.rule }];
    for (const [index, source] of (sources ?? []).entries())
      if ((await this.registry.find(source)) === undefined)
        errors.push({ pointer: `/sources/${index}`, detail: 'must be a registered source' });
    if (errors.length > 0)
      throw problem('unprocessable', `schedule; ${errors.length} ${errors.length === 1 ? 'rule' : 'rules'} broken`, { errors });
  }

  /** What the queue does not take now it takes at the next sweep of a worker. */
  private async keepTimetable(): Promise<void> {
    await this.timetable
      .keep()
      .catch((error: unknown) => this.logger.error({ err: error }, 'schedule is recorded, and waits for the next sweep of a worker'));
  }

  private async get(id: string): Promise<RecordedSchedule> {
    const found = await this.schedules.find(id);
    if (found === undefined) throw problem('not-found', `schedule ${id}; must exist; found none`);
    return found;
  }

  private send(reply: FastifyReply, schedule: RecordedSchedule) {
    reply.header('etag', etagOf(schedule));
    return render(schedule);
  }
}

function recordedOf(id: string, outcome: ScheduleOutcome): RecordedSchedule {
  if (outcome.outcome === 'recorded') return outcome.schedule;
  if (outcome.outcome === 'exists') throw problem('conflict', `schedule ${id}; its id must be new; found a schedule of this id`);
  if (outcome.outcome === 'absent') throw problem('not-found', `schedule ${id}; must exist; found none`);
  throw problem('precondition-failed', `schedule ${id}; it changed meanwhile`);
}

const etagOf = (schedule: RecordedSchedule): string => etagOfEdition(String(schedule.version), render(schedule));

const render = ({ id, name, cron, timeZone, jitter, sources, enabled, changedAt }: RecordedSchedule): z.output<typeof dto.schedule> => ({
  id,
  name,
  cron,
  timeZone,
  jitter,
  sources: sources === null ? null : [...sources],
  enabled,
  nextRuns: enabled ? computeNextRuns(cron, timeZone, new Date().toISOString(), shownRuns) : [],
  changedAt,
});
