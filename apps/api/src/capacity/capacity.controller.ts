import { estimateAddresses, type JudgedBlock, PreflightClusters, wordBlock, wordWarning } from '@lockstep/fleet';
import { problem } from '@lockstep/platform';
import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { nodeId } from '../fleet/fleet.dto.js';
import { RecordMoments } from '../http/record-moment.js';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './capacity.dto.js';

@Controller('v1')
export class CapacityController {
  constructor(
    @Inject(RecordMoments) private readonly moments: RecordMoments,
    @Inject(PreflightClusters) private readonly preflight: PreflightClusters,
  ) {}

  @Post('capacity/estimate')
  @Operation({
    summary: 'How many addresses will clusters need?',
    description: 'Addresses by what takes them, the smallest block that holds them, and one that leaves room. Writes nothing.',
    tag: 'capacity',
    roles: ['viewer'],
    response: dto.estimate,
    responseDescription: 'The estimate',
    problems: [413, 415],
  })
  estimateCapacity(@Body({ schema: dto.estimateOrder }) order: z.output<typeof dto.estimateOrder>): z.output<typeof dto.estimate> {
    const { prefixes, rollingTogether, ...question } = order;
    const estimate = estimateAddresses({ ...question, rollingTogether: rollingTogether ?? question.clusters }, prefixes);
    const render = (block: JudgedBlock) => ({ ...block, detail: wordBlock(block, estimate) });
    const { need, needed, withHeadroom, smallest, comfortable, blocks, warnings } = estimate;
    return {
      need,
      needed,
      withHeadroom,
      smallest: smallest && render(smallest),
      comfortable: comfortable && render(comfortable),
      blocks: blocks.map(render),
      warnings: warnings.map((warning) => ({ warning: warning.warning, detail: wordWarning(warning) })),
    };
  }

  @Get('clusters/:id/capacity')
  @Operation({
    summary: 'Are there addresses for a roll of this cluster?',
    description:
      'The surge of a roll, control plane and pools in parallel, against the free addresses that scans have observed; what nobody has seen for longer than LOCKSTEP_SIGNAL_AGE counts as not observed. With `together` for several clusters that roll at the same time. An id with a slash is percent-encoded.',
    tag: 'capacity',
    roles: ['viewer'],
    response: dto.capacity,
    responseDescription: 'Enough, short, or unknown and what is missing',
    problems: [404, 409, 503],
  })
  async getClusterCapacity(
    @Param('id', { schema: nodeId }) id: string,
    @Query({ schema: dto.capacityQuery }) { together = [], pools, maxSurge, ...query }: z.output<typeof dto.capacityQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const moment = await this.moments.openWhole(query, reply);
    if (!(await moment.fleet.find('cluster', id)))
      throw problem('not-found', `cluster ${id}; must have been observed and not decommissioned; found none`);
    const options = { pools: pools ?? null, maxSurge };
    const { verdict, managers } = await this.preflight.execute([id, ...together], options, moment);
    return { verdict, options, managers };
  }
}
