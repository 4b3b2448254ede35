import { Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { PostgresEventStore, ProjectionRunner, type ProjectionState } from '@lockstep/event-store/postgres';
import { problem } from '@lockstep/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import { projectionList, projectionState } from './operations.dto.js';

const projectionName = z.string().min(1).max(100);

@Controller('v1/operations/projections')
export class ProjectionsController {
  constructor(
    @Inject(ProjectionRunner) private readonly runner: ProjectionRunner,
    @Inject(PostgresEventStore) private readonly store: PostgresEventStore,
  ) {}

  @Get()
  @Operation({
    summary: 'List projections',
    description: 'How far each follows the record, and why one has stopped.',
    tag: 'operations',
    roles: ['operator'],
    response: projectionList,
    responseDescription: 'All of them, and who holds all readers of the record back',
  })
  async listProjections(): Promise<z.output<typeof projectionList>> {
    return { items: (await this.runner.findStates()).map(render), stall: (await this.store.findStall()) ?? null };
  }

  @Get(':name')
  @Operation({
    summary: 'Read the state of a projection',
    tag: 'operations',
    roles: ['operator'],
    response: projectionState,
    responseDescription: 'Its state',
    problems: [404],
  })
  getProjection(@Param('name', { schema: projectionName }) name: string): Promise<z.output<typeof projectionState>> {
    return this.getState(name);
  }

  @Post(':name/resume')
  @Operation({
    summary: 'Resume a projection',
    description: 'The event it stopped at is tried again, by whichever process runs it. It stops again if the cause is still there.',
    tag: 'operations',
    roles: ['operator'],
    response: projectionState,
    responseDescription: 'Its state, with the failure forgotten',
    problems: [404, 409],
  })
  async resumeProjection(@Param('name', { schema: projectionName }) name: string): Promise<z.output<typeof projectionState>> {
    await this.getState(name);
    if ((await this.runner.resume(name)) === 'not-stopped')
      throw problem('conflict', `projection ${name}; must be stopped; found it running`);
    return this.getState(name);
  }

  @Post(':name/rebuild')
  @Operation({
    summary: 'Rebuild a projection',
    description:
      'Its rows are made anew from the record, beside the live ones, and swapped in when they have caught up. One that is on its way goes on; one that has failed begins anew.',
    tag: 'operations',
    roles: ['operator'],
    status: 202,
    response: projectionState,
    responseDescription: 'The rebuild has begun',
    problems: [404],
  })
  async rebuildProjection(
    @Param('name', { schema: projectionName }) name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof projectionState>> {
    await this.getState(name);
    await this.runner.rebuild(name);
    reply.header('location', `/v1/operations/projections/${encodeURIComponent(name)}`);
    reply.header('retry-after', '5');
    return this.getState(name);
  }

  private async getState(name: string): Promise<z.output<typeof projectionState>> {
    const found = (await this.runner.findStates()).find((state) => state.name === name);
    if (!found) throw problem('not-found', `projection ${name}; must exist; found none`);
    return render(found);
  }
}

const render = ({ cursor: _, rebuild, ...state }: ProjectionState): z.output<typeof projectionState> => {
  if (rebuild === null) return { ...state, rebuild };
  const { cursor: __, ...rebuilt } = rebuild;
  return { ...state, rebuild: rebuilt };
};
