import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkSourceJob, type RegistryOutcome, secretPlaceOf, SourceRegistry } from '@lockstep/fleet';
import {
  actorOf,
  ConnectorSecrets,
  CurrentPrincipal,
  currentTrace,
  IdempotencyKey,
  JOB_QUEUES,
  type JobQueues,
  type Principal,
  problem,
} from '@lockstep/platform';
import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { assertEdition } from '../http/edition.js';
import { readCursor, renderCursor, sendPage } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { checkSourceBody, connectorOf, refuse } from './check-source-body.js';
import { CONNECTORS, type Connectors } from './connectors.js';
import { editionOf, etagOf, renderFault, renderSource } from './render-source.js';
import * as dto from './sources.dto.js';

/** Milliseconds: the worker gives the source 25 s. */
const checkPatience = 30_000;

@Controller('v1/sources')
export class SourcesController {
  constructor(
    @Inject(SourceRegistry) private readonly registry: SourceRegistry,
    @Inject(ConnectorSecrets) private readonly secrets: ConnectorSecrets,
    @Inject(CONNECTORS) private readonly connectors: Connectors,
    @Inject(JOB_QUEUES) private readonly queues: JobQueues,
  ) {}

  @Post()
  @Operation({
    summary: 'Register a source',
    description:
      'A system that scans look at: a Supervisor (`kubernetes`) or an NSX manager (`nsx`). Settings are shown to every reader; the secret is kept encrypted, needs LOCKSTEP_SECRET_KEY, and is never shown again.',
    tag: 'scans',
    roles: ['admin'],
    status: 201,
    response: dto.source,
    responseDescription: 'The source is registered',
    problems: [409, 413, 415, 422],
  })
  async registerSource(
    @Body({ schema: dto.newSource }) { id, secret, ...body }: z.output<typeof dto.newSource>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const speaksFor = checkSourceBody(connectorOf(this.connectors, body.system), { settings: body.settings, secret }, false);
    this.assertCanKeep(secret);
    const actor = actorOf(principal);
    const outcome = await this.registry.register({ id, ...body, speaksFor, actor, correlationId: currentTrace()?.traceId, idempotencyKey });
    assertRecorded(id, outcome);
    // What a source of this id had before it was removed is not for this one.
    if (secret === undefined || secret === null) await this.secrets.remove(id);
    else await this.secrets.keep({ owner: id, place: secretPlaceOf(body) }, secret, actor);
    reply.header('location', `/v1/sources/${id}`);
    return this.send(reply, await this.get(id));
  }

  @Get()
  @Operation({
    summary: 'List sources',
    description: 'In the order of ids.',
    tag: 'scans',
    roles: ['viewer'],
    response: dto.sourcePage,
    responseDescription: 'A page of sources',
  })
  async listSources(
    @Query({ schema: dto.sourcesQuery }) { limit, cursor }: z.output<typeof dto.sourcesQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const after = readCursor(cursor, dto.sourceId);
    const { sources, next } = await this.registry.list({ limit, ...(after === undefined ? {} : { after }) });
    const marks = await this.secrets.mark(sources.map(({ id }) => id));
    const items = sources.map((known) => renderSource(known, marks.get(known.id)));
    return sendPage(request, reply, items, limit, next === null ? null : renderCursor(next));
  }

  @Get(':id')
  @Operation({
    summary: 'Read a source',
    tag: 'scans',
    roles: ['viewer'],
    response: dto.source,
    responseDescription: 'The source',
    problems: [404],
  })
  async getSource(@Param('id', { schema: dto.sourceId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.send(reply, await this.get(id));
  }

  @Put(':id')
  @Operation({
    summary: 'Change a source',
    description:
      'Its system stays, and so does the node that it speaks for. Without `secret` the one that is set stays, unless `settings.url` changes: a secret is never sent to another place than it was given for. `If-Match` names the state that was looked at; looks since then do not count.',
    tag: 'scans',
    roles: ['admin'],
    response: dto.source,
    responseDescription: 'The source is changed',
    problems: [404, 409, 412, 413, 415, 422, 428],
  })
  async changeSource(
    @Param('id', { schema: dto.sourceId }) id: string,
    @Body({ schema: dto.changedSource }) { secret, ...body }: z.output<typeof dto.changedSource>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { known, mark } = await this.get(id);
    assertEdition(request, editionOf(known, mark), etagOf(known, mark));
    const stays = secret === undefined && mark !== undefined;
    const speaksFor = checkSourceBody(connectorOf(this.connectors, known.system), { settings: body.settings, secret }, stays);
    if (stays && secretPlaceOf(body) !== secretPlaceOf(known))
      throw refuse([{ pointer: '/secret', detail: 'must be given again when settings.url changes' }]);
    this.assertCanKeep(secret);
    const actor = actorOf(principal);
    const outcome = await this.registry.change({
      id,
      ...body,
      speaksFor,
      revision: known.revision,
      actor,
      correlationId: currentTrace()?.traceId,
    });
    assertRecorded(id, outcome);
    if (secret === null) await this.secrets.remove(id);
    else if (secret !== undefined) await this.secrets.keep({ owner: id, place: secretPlaceOf(body) }, secret, actor);
    return this.send(reply, await this.get(id));
  }

  @Delete(':id')
  @Operation({
    summary: 'Remove a source',
    description: 'Its secret is deleted. What it has seen stays on record, and is no longer confirmed.',
    tag: 'scans',
    roles: ['admin'],
    status: 204,
    responseDescription: 'The source is removed',
    problems: [404, 409, 412, 428],
  })
  async removeSource(
    @Param('id', { schema: dto.sourceId }) id: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { known, mark } = await this.get(id);
    assertEdition(request, editionOf(known, mark), etagOf(known, mark));
    const outcome = await this.registry.remove({
      id,
      revision: known.revision,
      actor: actorOf(principal),
      correlationId: currentTrace()?.traceId,
    });
    assertRecorded(id, outcome);
    await this.secrets.remove(id);
  }

  @Post(':id/check')
  @Operation({
    summary: 'Check a source',
    description:
      'The worker logs in and reads until the source has told of the node it speaks for. Nothing is recorded. Says what is wrong, if something is.',
    tag: 'scans',
    roles: ['operator'],
    response: dto.sourceCheck,
    responseDescription: 'What the check has found',
    problems: [404, 503],
  })
  async checkSource(
    @Param('id', { schema: dto.sourceId }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<z.output<typeof dto.sourceCheck>> {
    await this.get(id);
    const job = randomUUID();
    await this.queues.enqueue(checkSourceJob, job, { source: id });
    for (const deadline = performance.now() + checkPatience; performance.now() < deadline && !request.socket.destroyed; await sleep(100)) {
      const found = await this.queues.find(checkSourceJob, job);
      if (found?.result !== undefined) {
        const { outcome, versions, faults, took } = found.result;
        return { outcome, versions, faults: faults.map(renderFault), milliseconds: took };
      }
      if (found?.state === 'failed') break;
    }
    throw problem('unavailable', `source ${id}; check; a worker must answer within ${checkPatience / 1_000} s; none has`, {
      headers: { 'retry-after': '5' },
    });
  }

  private async get(id: string) {
    const known = await this.registry.find(id);
    if (known === undefined) throw problem('not-found', `source ${id}; must be registered; found none`);
    return { known, mark: (await this.secrets.mark([id])).get(id) };
  }

  private send(reply: FastifyReply, { known, mark }: Awaited<ReturnType<SourcesController['get']>>) {
    reply.header('etag', etagOf(known, mark));
    return renderSource(known, mark);
  }

  private assertCanKeep(secret: unknown): void {
    if (secret === undefined || secret === null || this.secrets.canKeep) return;
    throw problem(
      'conflict',
      'source; secret; is kept encrypted only; found no LOCKSTEP_SECRET_KEY: start the API and the worker with one',
    );
  }
}

type Recorded = Extract<RegistryOutcome, { outcome: 'recorded' }>;

function assertRecorded(id: string, outcome: RegistryOutcome): asserts outcome is Recorded {
  switch (outcome.outcome) {
    case 'recorded':
      return;
    case 'invalid':
      throw refuse([{ pointer: '', detail: outcome.rule }]);
    case 'exists':
      throw problem('conflict', `source ${id}; its id must be new; found a source of this id`);
    case 'unknown':
      throw problem('not-found', `source ${id}; must be registered; found none`);
    case 'stale':
      throw problem('precondition-failed', `source ${id}; it changed meanwhile; found revision ${outcome.revision}`);
    case 'spoken-for':
      throw problem(
        'conflict',
        `source ${id}; its node must have no other source, unless \`evenIfShared\` says so; found source ${outcome.by}`,
      );
    case 'other-node':
      throw problem(
        'conflict',
        `source ${id}; it must go on speaking for ${outcome.speaksFor.kind} ${outcome.speaksFor.id}; found settings of another node: remove the source and register it again`,
      );
    case 'not-recorded':
      throw problem('unavailable', `source ${id}; ${outcome.reason}`, { headers: { 'retry-after': '1' } });
  }
}
