import { randomUUID } from 'node:crypto';
import { type BeginOutcome, CancelScan, type KnownScan, ReadScans, SourceRegistry, StartScan } from '@lockstep/fleet';
import { actorOf, CurrentPrincipal, currentTrace, IdempotencyKey, type Principal, problem, Readiness } from '@lockstep/platform';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { v5 as nameBasedUuid } from 'uuid';
import { z } from 'zod';
import { readCursor, renderCursor, sendPage } from '../http/page.js';
import { Sse } from '../http/sse.js';
import { Operation } from '../openapi/operation.decorator.js';
import { waitAsPreferred } from '../http/prefer.js';
import { FollowScan } from './follow-scan.js';
import { etagOfScan, renderScan, renderSummary } from './render-scan.js';
import * as dto from './scans.dto.js';

/** Of ids made of a caller and the key of a request. */
const namespace = '3f0a7d0e-52c5-4c51-8a8e-4a3f0d6c9b1d';
const sourcesPerPage = 500;

@Controller('v1/scans')
export class ScansController {
  constructor(
    @Inject(StartScan) private readonly startScan: StartScan,
    @Inject(CancelScan) private readonly cancelScan: CancelScan,
    @Inject(ReadScans) private readonly scans: ReadScans,
    @Inject(SourceRegistry) private readonly registry: SourceRegistry,
    @Inject(FollowScan) private readonly following: FollowScan,
    @Inject(Sse) private readonly sse: Sse,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  @Post()
  @Operation({
    summary: 'Start a scan',
    description:
      'The worker looks at the sources, into their clusters, and records what differs from what is known. Poll `Location`, follow `/events`, or send `Prefer: wait=10`. A source that another scan is looking at is left out.',
    tag: 'scans',
    roles: ['operator'],
    status: 202,
    response: dto.scan,
    responseDescription: 'The scan has begun',
    alternatives: { 200: 'The scan has ended: it did so within the time of `Prefer: wait`' },
    problems: [409, 413, 415, 422, 503],
  })
  async startNewScan(
    @Body({ schema: dto.newScan }) { sources }: z.output<typeof dto.newScan>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const asked = sources ?? (await this.listAllSources());
    if (asked.length === 0) throw problem('conflict', 'scan; there must be a source to look at; found none registered');
    const id = idempotencyKey === undefined ? randomUUID() : nameBasedUuid(`${principal.id}/${idempotencyKey}`, namespace);
    const outcome = await this.startScan.execute({
      scan: id,
      sources: asked,
      trigger: { kind: 'person' },
      actor: actorOf(principal),
      correlationId: currentTrace()?.traceId,
      idempotencyKey,
    });
    assertStarted(outcome, asked);
    reply.header('location', `/v1/scans/${id}`);
    const known = await waitAsPreferred(
      request,
      reply,
      () => this.get(id),
      ({ endedAt }) => endedAt !== null || this.readiness.draining,
    );
    if (known.endedAt === null) reply.header('retry-after', '1');
    else reply.status(200);
    return this.send(reply, known);
  }

  @Get()
  @Operation({
    summary: 'List scans',
    description: 'The newest first.',
    tag: 'scans',
    roles: ['viewer'],
    response: dto.scanPage,
    responseDescription: 'A page of scans',
  })
  async listScans(
    @Query({ schema: dto.scansQuery }) { limit, cursor, source }: z.output<typeof dto.scansQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const before = readCursor(cursor, z.int().min(0));
    const filter = { ...(before === undefined ? {} : { before }), ...(source === undefined ? {} : { source }) };
    const { scans, next } = await this.scans.list({ limit, ...filter });
    return sendPage(request, reply, scans.map(renderSummary), limit, next === null ? null : renderCursor(next));
  }

  @Get(':id')
  @Operation({
    summary: 'Read a scan',
    tag: 'scans',
    roles: ['viewer'],
    response: dto.scan,
    responseDescription: 'The scan, with its progress while it runs',
    problems: [404],
  })
  async getScan(@Param('id', { schema: dto.scanId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const known = await this.get(id);
    if (known.endedAt === null) reply.header('retry-after', '1');
    return this.send(reply, known);
  }

  @Post(':id/cancel')
  @Operation({
    summary: 'Cancel a scan',
    description: 'It ends within seconds. What it has recorded stays; what it did not look at is neither missed nor confirmed.',
    tag: 'scans',
    roles: ['operator'],
    status: 202,
    response: dto.scan,
    responseDescription: 'The scan is about to end',
    problems: [404, 409, 503],
  })
  async cancelOneScan(
    @Param('id', { schema: dto.scanId }) id: string,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const outcome = await this.cancelScan.execute({ scan: id, actor: actorOf(principal), correlationId: currentTrace()?.traceId });
    if (outcome.outcome === 'unknown') throw problem('not-found', `scan ${id}; must have begun; found none`);
    if (outcome.outcome === 'ended') throw problem('conflict', `scan ${id}; it must be running to be cancelled; found it ended`);
    if (outcome.outcome === 'not-recorded')
      throw problem('unavailable', `scan ${id}; ${outcome.reason}`, { headers: { 'retry-after': '1' } });
    reply.header('location', `/v1/scans/${id}`);
    return this.send(reply, await this.get(id));
  }

  @Get(':id/events')
  @ApiProduces('text/event-stream')
  @Operation({
    summary: 'Follow a scan',
    description:
      'Server-sent events: `progress` whenever the scan looks otherwise, and `ended` at last, after which the stream ends. Each holds the scan as it is now, so that whoever connects again misses nothing.',
    tag: 'scans',
    roles: ['viewer'],
    response: z.string(),
    responseDescription: 'The stream',
    problems: [404, 503],
  })
  async followScan(
    @Param('id', { schema: dto.scanId }) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.get(id);
    await this.sse.answer(request, reply, (signal) => this.following.follow(id, signal));
  }

  private async get(id: string): Promise<KnownScan> {
    const known = await this.scans.find(id);
    if (known === undefined) throw problem('not-found', `scan ${id}; must have begun; found none`);
    return known;
  }

  private async send(reply: FastifyReply, known: KnownScan) {
    const scan = renderScan(known, await this.following.readProgress(known));
    reply.header('etag', etagOfScan(scan));
    return scan;
  }

  private async listAllSources(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const { sources, next } = await this.registry.list({ limit: sourcesPerPage, ...(after === undefined ? {} : { after }) });
      ids.push(...sources.map(({ id }) => id));
      if (next === null) return ids;
      after = next;
    }
  }
}

function assertStarted(outcome: BeginOutcome, asked: readonly string[]): void {
  if (outcome.outcome === 'not-recorded') throw problem('unavailable', `scan; ${outcome.reason}`, { headers: { 'retry-after': '1' } });
  if (outcome.outcome === 'started') return;
  const unknown = outcome.skipped.filter(({ reason }) => reason === 'unknown').map(({ source }) => source);
  if (unknown.length > 0)
    throw problem('unprocessable', 'scan; sources must be registered', {
      errors: unknown.map((source) => ({ pointer: `/sources/${asked.indexOf(source)}`, detail: 'must be a registered source' })),
    });
  const busy = outcome.skipped.map(({ source, scan }) => `${source} (scan ${scan})`).join(', ');
  throw problem('conflict', `scan; a source is looked at by one scan at a time; found ${busy}`, { headers: { 'retry-after': '5' } });
}
