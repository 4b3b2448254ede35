import { Controller, Delete, Get, Inject, Param } from '@nestjs/common';
import { ApiTokens, problem } from '@lockstep/platform';
import type { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import { actor, actorId } from './audit.dto.js';

/** Who the ids in the record are. The record itself holds no name. */
@Controller('v1/actors')
export class ActorsController {
  constructor(@Inject(ApiTokens) private readonly tokens: ApiTokens) {}

  @Get(':id')
  @Operation({
    summary: 'Who is an actor',
    description: 'The name of the token behind an `actor`, an `author` or a `createdBy`.',
    tag: 'audit',
    roles: ['admin'],
    response: actor,
    responseDescription: 'The name, if there is one',
    problems: [404],
  })
  async getActor(@Param('id', { schema: actorId }) id: string): Promise<z.output<typeof actor>> {
    const name = await this.tokens.findName(id);
    if (name === undefined) throw problem('not-found', `actor ${id}; must have a token; found none`);
    return { id, name };
  }

  @Delete(':id')
  @Operation({
    summary: 'Forget an actor',
    description:
      'Removes the name and revokes the token. What the actor did stays in the record under the id, which verifies as before. Repeatable.',
    tag: 'audit',
    roles: ['admin'],
    status: 204,
    responseDescription: 'The name is gone',
    problems: [404],
  })
  async forgetActor(@Param('id', { schema: actorId }) id: string): Promise<void> {
    if (!(await this.tokens.forgetName(id))) throw problem('not-found', `actor ${id}; must have a token; found none`);
  }
}
