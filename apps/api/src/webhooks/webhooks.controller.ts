import { actorOf, CurrentPrincipal, currentTrace, IdempotencyKey, type Principal, problem } from '@lockstep/platform';
import {
  chosenTypes,
  KeptSigningSecrets,
  matchesType,
  type RecordedWebhook,
  type SecretOutcome,
  type WebhookOutcome,
  Webhooks,
} from '@lockstep/webhooks';
import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { assertEdition } from '../http/edition.js';
import { readCursor, sendList } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { etagOf, renderDelivery, renderWebhook } from './render-webhook.js';
import * as dto from './webhooks.dto.js';

@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    @Inject(Webhooks) private readonly webhooks: Webhooks,
    @Inject(KeptSigningSecrets) private readonly secrets: KeptSigningSecrets,
  ) {}

  @Post()
  @Operation({
    summary: 'Create a webhook',
    description:
      'A URL that is told what is recorded from now on, signed as Standard Webhooks 1.0. The secret is shown in this answer and never again; a repeated request with the same `Idempotency-Key` is answered without it. Needs LOCKSTEP_SECRET_KEY.',
    tag: 'webhooks',
    roles: ['admin'],
    status: 201,
    response: dto.webhookWithSecret,
    responseDescription: 'The webhook, with its secret',
    problems: [409, 413, 415, 422],
  })
  async createWebhook(
    @Body({ schema: dto.newWebhook }) { id, ...content }: z.output<typeof dto.newWebhook>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    assertKnownEvents(content.events);
    this.assertCanKeep();
    const context = { actor: actorOf(principal), correlationId: currentTrace()?.traceId, idempotencyKey };
    const outcome = await this.webhooks.create(id, content, context);
    reply.header('location', `/v1/webhooks/${id}`);
    return this.sendWithSecret(reply, id, outcome);
  }

  @Get()
  @Operation({
    summary: 'List webhooks',
    description: 'In the order of ids. URLs may hold what only their owners should know, so not every reader may see them.',
    tag: 'webhooks',
    roles: ['operator'],
    response: dto.webhookPage,
    responseDescription: 'A page of webhooks',
  })
  async listWebhooks(
    @Query({ schema: dto.webhooksQuery }) { limit, cursor }: z.output<typeof dto.webhooksQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const after = readCursor(cursor, dto.webhookId);
    const found = await this.webhooks.list({ limit: limit + 1, ...(after === undefined ? {} : { after }) });
    return sendList(request, reply, limit, found, ({ id }) => id, renderWebhook);
  }

  @Get(':id')
  @Operation({
    summary: 'Read a webhook',
    tag: 'webhooks',
    roles: ['operator'],
    response: dto.webhook,
    responseDescription: 'The webhook, without its secret',
    problems: [404],
  })
  async getWebhook(@Param('id', { schema: dto.webhookId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.send(reply, await this.get(id));
  }

  @Put(':id')
  @Operation({
    summary: 'Change a webhook',
    description:
      'The whole of it; its secret stays. `disabled` says why it is not to be called: what is pending is cancelled then, and what is recorded meanwhile is not sent to it later. Without it a disabled webhook is called again. `If-Match` names the state that was looked at; deliveries since then do not count.',
    tag: 'webhooks',
    roles: ['admin'],
    response: dto.webhook,
    responseDescription: 'The webhook is changed',
    problems: [404, 412, 413, 415, 422, 428],
  })
  async changeWebhook(
    @Param('id', { schema: dto.webhookId }) id: string,
    @Body({ schema: dto.changedWebhook }) { disabled, ...content }: z.output<typeof dto.changedWebhook>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const context = await this.decideOn(id, request, principal);
    assertKnownEvents(content.events);
    return this.send(reply, recordedOf(id, await this.webhooks.change(id, content, disabled?.reason ?? null, context)));
  }

  @Delete(':id')
  @Operation({
    summary: 'Remove a webhook',
    description: 'With its secret and its deliveries.',
    tag: 'webhooks',
    roles: ['admin'],
    status: 204,
    responseDescription: 'The webhook is removed',
    problems: [404, 412, 428],
  })
  async removeWebhook(
    @Param('id', { schema: dto.webhookId }) id: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const outcome = await this.webhooks.remove(id, await this.decideOn(id, request, principal));
    if (outcome !== 'removed') recordedOf(id, { outcome });
  }

  @Post(':id/rotate-secret')
  @Operation({
    summary: 'Rotate the secret of a webhook',
    description:
      'From now on a new secret signs, and the one before beside it for the time of the overlap: `webhook-signature` then lists a signature of each. The new one is shown in this answer and never again; a repeated request with the same `Idempotency-Key` is answered without it.',
    tag: 'webhooks',
    roles: ['admin'],
    response: dto.webhookWithSecret,
    responseDescription: 'The webhook, with its new secret',
    problems: [404, 409, 412, 413, 415, 422, 428],
  })
  async rotateWebhookSecret(
    @Param('id', { schema: dto.webhookId }) id: string,
    @Body({ schema: dto.rotation }) { overlapSeconds }: z.output<typeof dto.rotation>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const context = await this.decideOn(id, request, principal);
    this.assertCanKeep();
    return this.sendWithSecret(reply, id, await this.webhooks.rotate(id, overlapSeconds, { ...context, idempotencyKey }));
  }

  @Post(':id/test')
  @Operation({
    summary: 'Ping a webhook',
    description: 'Sends it `dev.lockstep.webhook.ping.v1` once, disabled or not. Read the delivery to see how that came out.',
    tag: 'webhooks',
    roles: ['operator'],
    status: 202,
    response: dto.delivery,
    responseDescription: 'The ping will be sent',
    problems: [404],
  })
  async testWebhook(
    @Param('id', { schema: dto.webhookId }) id: string,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.get(id);
    const delivery = await this.webhooks.test(id, actorOf(principal));
    if (delivery === undefined) throw problem('not-found', `webhook ${id}; must exist; found none`);
    reply.header('location', `/v1/webhooks/${id}/deliveries/${delivery.id}`).header('retry-after', '1');
    return renderDelivery(delivery);
  }

  private async decideOn(id: string, request: FastifyRequest, principal: Principal) {
    const seen = await this.get(id);
    assertEdition(request, String(seen.version), etagOf(seen));
    return { actor: actorOf(principal), correlationId: currentTrace()?.traceId, expectedVersion: seen.version };
  }

  private async get(id: string): Promise<RecordedWebhook> {
    const found = await this.webhooks.find(id);
    if (found === undefined) throw problem('not-found', `webhook ${id}; must exist; found none`);
    return found;
  }

  private send(reply: FastifyReply, webhook: RecordedWebhook): z.output<typeof dto.webhook> {
    reply.header('etag', etagOf(webhook));
    return renderWebhook(webhook);
  }

  /** The secret joins the answer at the very last step: what remembers answers for repeated requests must not keep it. */
  private sendWithSecret(reply: FastifyReply, id: string, outcome: SecretOutcome): z.output<typeof dto.webhook> {
    if (outcome.outcome !== 'recorded') throw refusalOf(id, outcome.outcome);
    const { secret } = outcome;
    reply.header('cache-control', 'no-store');
    reply.type('application/json; charset=utf-8').serializer((body: unknown) => JSON.stringify({ ...(body as object), secret }));
    return this.send(reply, outcome.webhook);
  }

  private assertCanKeep(): void {
    if (this.secrets.canKeep) return;
    throw problem(
      'conflict',
      'webhook; secret; is kept encrypted only; found no LOCKSTEP_SECRET_KEY: start the API and the worker with one',
    );
  }
}

/** A pattern that no type matches would wait for ever, and most are a slip of the pen. */
function assertKnownEvents(events: readonly string[]): void {
  const errors = events.flatMap((pattern, index) =>
    chosenTypes.some((type) => matchesType(pattern, type))
      ? []
      : [{ pointer: `/events/${index}`, detail: `must match a type of events, such as ${chosenTypes[0]}` }],
  );
  if (errors.length > 0)
    throw problem('unprocessable', `webhook; ${errors.length} ${errors.length === 1 ? 'rule' : 'rules'} broken`, { errors });
}

function recordedOf(id: string, outcome: WebhookOutcome): RecordedWebhook {
  if (outcome.outcome === 'recorded') return outcome.webhook;
  throw refusalOf(id, outcome.outcome);
}

function refusalOf(id: string, outcome: 'exists' | 'absent' | 'stale') {
  if (outcome === 'exists') return problem('conflict', `webhook ${id}; its id must be new; found a webhook of this id`);
  if (outcome === 'absent') return problem('not-found', `webhook ${id}; must exist; found none`);
  return problem('precondition-failed', `webhook ${id}; it changed meanwhile`);
}
