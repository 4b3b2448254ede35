import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Operation } from '../openapi/operation.decorator.js';
import { Metrics } from './metrics.js';

@Controller('metrics')
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get()
  @Operation({
    summary: 'Read metrics',
    description:
      'In the text format of Prometheus, which sends the token as `authorization` of its scrape configuration. What cannot be read is left out, and `lockstep_metrics_reading_ok` says so.',
    tag: 'operations',
    roles: ['viewer'],
    responseDescription: 'Requests, projections, job queues, webhooks, and the process',
  })
  async getMetrics(@Res() reply: FastifyReply): Promise<void> {
    await reply
      .header('cache-control', 'no-store')
      .type(this.metrics.contentType)
      .send(await this.metrics.render());
  }
}
