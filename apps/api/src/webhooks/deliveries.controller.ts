import { problem } from '@lockstep/platform';
import { type Delivery, PostgresDeliveries, Webhooks } from '@lockstep/webhooks';
import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readCursor, sendList } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { renderDelivery } from './render-webhook.js';
import * as dto from './webhooks.dto.js';

@Controller('v1/webhooks/:id/deliveries')
export class DeliveriesController {
  constructor(
    @Inject(Webhooks) private readonly webhooks: Webhooks,
    @Inject(PostgresDeliveries) private readonly deliveries: PostgresDeliveries,
  ) {}

  @Get()
  @Operation({
    summary: 'List deliveries to a webhook',
    description: 'Newest first. Those that have ended are forgotten after some time.',
    tag: 'webhooks',
    roles: ['operator'],
    response: dto.deliveryPage,
    responseDescription: 'A page of deliveries',
    problems: [404],
  })
  async listWebhookDeliveries(
    @Param('id', { schema: dto.webhookId }) id: string,
    @Query({ schema: dto.deliveriesQuery }) { limit, cursor, status }: z.output<typeof dto.deliveriesQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.assertWebhook(id);
    const before = readCursor(cursor, z.int().min(1));
    const found = await this.deliveries.list(id, {
      limit: limit + 1,
      ...(before === undefined ? {} : { before }),
      ...(status === undefined ? {} : { status }),
    });
    return sendList(request, reply, limit, found, ({ number }) => number, renderDelivery);
  }

  @Get(':delivery')
  @Operation({
    summary: 'Read a delivery to a webhook',
    tag: 'webhooks',
    roles: ['operator'],
    response: dto.deliveryWithBody,
    responseDescription: 'The delivery, with what is sent',
    problems: [404],
  })
  async getWebhookDelivery(
    @Param('id', { schema: dto.webhookId }) id: string,
    @Param('delivery', { schema: dto.deliveryId }) delivery: string,
  ): Promise<z.output<typeof dto.deliveryWithBody>> {
    const found = await this.get(id, delivery);
    return { ...renderDelivery(found), body: found.body };
  }

  @Post(':delivery/redeliver')
  @Operation({
    summary: 'Redeliver to a webhook',
    description:
      'At once, and with the same `webhook-id`, whether it had arrived, was given up or cancelled. Its attempts begin anew. A disabled webhook has to be enabled before.',
    tag: 'webhooks',
    roles: ['operator'],
    status: 202,
    response: dto.delivery,
    responseDescription: 'It will be sent',
    problems: [404, 409],
  })
  async redeliverWebhookDelivery(
    @Param('id', { schema: dto.webhookId }) id: string,
    @Param('delivery', { schema: dto.deliveryId }) delivery: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof dto.delivery>> {
    const { disabled } = await this.assertWebhook(id);
    await this.get(id, delivery);
    if (disabled !== null)
      throw problem('conflict', `webhook ${id}; it must be enabled to be sent anything; found it disabled: ${disabled.reason}`);
    if ((await this.deliveries.repeat(id, delivery)) === 'running')
      throw problem('conflict', `delivery ${delivery}; it must not be under way; found an attempt running`);
    reply.header('location', `/v1/webhooks/${id}/deliveries/${delivery}`).header('retry-after', '1');
    return renderDelivery(await this.get(id, delivery));
  }

  private async assertWebhook(id: string) {
    const found = await this.webhooks.find(id);
    if (found === undefined) throw problem('not-found', `webhook ${id}; must exist; found none`);
    return found;
  }

  private async get(id: string, delivery: string): Promise<Delivery> {
    const found = await this.deliveries.find(id, delivery);
    if (found === undefined) throw problem('not-found', `delivery ${delivery}; webhook ${id} must have it; found none`);
    return found;
  }
}
