import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChangeRequestOutcome, type FollowedChange, followChangeRecordJob, WithdrawChangeRecord } from '@lockstep/approvals';
import {
  actorOf,
  CurrentPrincipal,
  currentTrace,
  IdempotencyKey,
  JOB_QUEUES,
  type JobQueues,
  type Principal,
  problem,
} from '@lockstep/platform';
import type { ChangeRecordKeeping } from '@lockstep/plans';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { assertEdition, etagOfEdition } from '../http/edition.js';
import { readCursor, sendList } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './change-records.dto.js';
import { renderChangeRecord, renderSummary } from './render-change-record.js';
import { CHANGE_RECORDS } from './tokens.js';

/** Milliseconds that a refresh waits for a worker. */
const PATIENCE = 15_000;

@Controller('v1/change-records')
export class ChangeRecordsController {
  constructor(
    @Inject(CHANGE_RECORDS) private readonly keeping: ChangeRecordKeeping,
    @Inject(JOB_QUEUES) private readonly queues: JobQueues,
  ) {}

  @Post()
  @Operation({
    summary: 'Open a change record',
    description:
      'In the system that serves the domain of the plan. It is recorded that it is asked for, and a worker opens it, as long as it takes; `status` tells. Asking again while there is one is a conflict; while there is none yet it has one made that was not made again because the first had lost fields.',
    tag: 'changes',
    roles: ['planner', 'operator'],
    status: 202,
    response: dto.changeRecord,
    responseDescription: 'The record is asked for',
    problems: [409, 413, 415, 422, 503],
  })
  async openChangeRecord(
    @Body({ schema: dto.newChangeRecord }) { plan, digest }: z.output<typeof dto.newChangeRecord>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const context = { actor: actorOf(principal), correlationId: currentTrace()?.traceId, idempotencyKey };
    assertRequested(plan, await this.keeping.request.execute(plan, context, digest));
    await this.keeping.records.unbarMaking(plan);
    await this.hurry(plan);
    reply.header('location', `/v1/change-records/${plan}`);
    reply.header('retry-after', '2');
    return this.send(reply, plan);
  }

  @Get()
  @Operation({
    summary: 'List change records',
    description: 'In the order of the ids of their plans, those that are over too.',
    tag: 'changes',
    roles: ['viewer'],
    response: dto.changeRecordPage,
    responseDescription: 'A page of change records',
  })
  async listChangeRecords(
    @Query({ schema: dto.changeRecordsQuery }) { limit, cursor, system, status }: z.output<typeof dto.changeRecordsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const after = readCursor(cursor, dto.planId);
    const found = await this.keeping.reading.list({
      limit: limit + 1,
      ...(after === undefined ? {} : { after }),
      ...(system === undefined ? {} : { system }),
      ...(status === undefined ? {} : { status }),
    });
    return sendList(request, reply, limit, found, ({ plan }) => plan, renderSummary);
  }

  @Get(':plan')
  @Operation({
    summary: 'Read the change record of a plan',
    description: 'As its system last told of it. Asks no system; `refresh` does.',
    tag: 'changes',
    roles: ['viewer'],
    response: dto.changeRecord,
    responseDescription: 'The change record',
    problems: [404],
  })
  async getChangeRecord(@Param('plan', { schema: dto.planId }) plan: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.send(reply, plan);
  }

  @Post(':plan/refresh')
  @Operation({
    summary: 'Look at a change record now',
    description: `Waits up to ${PATIENCE / 1_000} s for a worker to have asked the system. 202: none has yet, and one will. A system that has refused the login is not asked before \`nextLookAt\`: give it another secret.`,
    tag: 'changes',
    roles: ['planner', 'approver', 'operator'],
    response: dto.changeRecord,
    responseDescription: 'The change record as it was told just now, or why it was not',
    alternatives: { 202: 'The look is asked for' },
    problems: [404],
  })
  async refreshChangeRecord(
    @Param('plan', { schema: dto.planId }) plan: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const asked = Date.now();
    await this.get(plan);
    await this.hurry(plan);
    for (const deadline = performance.now() + PATIENCE; performance.now() < deadline && !request.socket.destroyed; await sleep(100))
      if (isLooked(await this.get(plan), asked)) return this.send(reply, plan);
    reply.status(202);
    reply.header('retry-after', '5');
    return this.send(reply, plan);
  }

  @Post(':plan/withdraw')
  @Operation({
    summary: 'Take a change record back',
    description:
      'It counts no more from now on, and a worker cancels it in its system. Another one can be opened after that. `If-Match` names the state that was looked at.',
    tag: 'changes',
    roles: ['planner', 'approver', 'operator'],
    response: dto.changeRecord,
    responseDescription: 'The change record is withdrawn',
    problems: [404, 409, 412, 413, 415, 428],
  })
  async withdrawChangeRecord(
    @Param('plan', { schema: dto.planId }) plan: string,
    @Body({ schema: dto.withdrawal }) { reason }: z.output<typeof dto.withdrawal>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { followed, etag } = await this.view(plan);
    assertEdition(request, String(followed.version), etag);
    const context = {
      actor: actorOf(principal),
      correlationId: currentTrace()?.traceId,
      idempotencyKey,
      expectedVersion: followed.version,
    };
    const outcome = await new WithdrawChangeRecord(this.keeping.records).execute(plan, reason, context);
    if (outcome === 'not-open') throw problem('conflict', `change record of plan ${plan}; it must be open; found it ${followed.status}`);
    if (outcome === 'stale') throw problem('precondition-failed', `change record of plan ${plan}; it changed meanwhile`);
    await this.hurry(plan);
    return this.send(reply, plan);
  }

  /** The queue is no part of the record: what it does not take now is taken by the next sweep. */
  private async hurry(plan: string): Promise<void> {
    await this.keeping.records.makeDue(plan, new Date().toISOString());
    await this.queues.enqueue(followChangeRecordJob, randomUUID(), { plan }).catch(() => {});
  }

  private async get(plan: string): Promise<FollowedChange> {
    const followed = await this.keeping.records.find(plan);
    if (followed === undefined) throw problem('not-found', `plan ${plan}; change record; must have been asked for; found none`);
    return followed;
  }

  private async view(plan: string) {
    const followed = await this.get(plan);
    const { reading, underChange } = this.keeping;
    const [found, history, known] = await Promise.all([reading.find(plan), reading.history(plan), underChange.find(plan)]);
    const standing =
      known?.digest == null || known.course.is === 'over' ? 'over' : (await reading.judge({ ...known, digest: known.digest })).standing;
    const resource = renderChangeRecord(followed, found?.state ?? { status: 'absent' }, standing, history);
    return { followed, resource, etag: etagOfEdition(String(followed.version), resource) };
  }

  private async send(reply: FastifyReply, plan: string) {
    const { resource, etag } = await this.view(plan);
    reply.header('etag', etag);
    return resource;
  }
}

const isLooked = ({ status, readAt, failing }: FollowedChange, asked: number): boolean =>
  (status !== 'requested' && status !== 'open') || Date.parse(readAt ?? '') >= asked || Date.parse(failing?.at ?? '') >= asked;

function assertRequested(plan: string, outcome: ChangeRequestOutcome): void {
  switch (outcome.outcome) {
    case 'requested':
      return;
    case 'no-plan':
      throw problem('unprocessable', `plan ${plan}; must exist; found none`, { errors: [{ pointer: '/plan', detail: 'must be a plan' }] });
    case 'other-digest':
      throw problem('conflict', `plan ${plan}; its digest must be the one that was looked at; found ${outcome.digest ?? 'none'}`);
    case 'not-followable':
      throw problem('conflict', `plan ${plan}; it must be one that can be carried out; ${outcome.why}`);
    case 'not-served':
      throw problem('conflict', `plan ${plan}; a change system must serve its domain; found none`);
    case 'open':
      throw problem('conflict', `plan ${plan}; it must have no open change record; found ${outcome.number}`);
    case 'conflict':
      throw problem('conflict', `plan ${plan}; its change record changes without a pause; try again`, { headers: { 'retry-after': '1' } });
  }
}
