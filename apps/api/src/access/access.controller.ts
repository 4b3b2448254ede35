import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { actorOf, type ApiTokenRecord, ApiTokens, CurrentPrincipal, type Principal, problem, rememberAnswer } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pageOf, pageQuery, readCursor, sendList } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { issuedToken, me, newToken, token } from './access.dto.js';

const tokenId = z.string().min(1).max(64);
const listQuery = z.strictObject(pageQuery);

@Controller('v1')
export class AccessController {
  constructor(@Inject(ApiTokens) private readonly tokens: ApiTokens) {}

  @Get('me')
  @Operation({ summary: 'Who am I', tag: 'access', roles: [], response: me, responseDescription: 'The token of this request' })
  getMe(@CurrentPrincipal() { id, name, roles }: Principal): z.output<typeof me> {
    return { id, name, roles: [...roles] };
  }

  @Post('tokens')
  @Operation({
    summary: 'Create a token',
    description:
      'The token is shown in this answer and never again; only a hash of it is kept. A repeated request with the same `Idempotency-Key` is answered without it.',
    tag: 'access',
    roles: ['admin'],
    status: 201,
    response: issuedToken,
    responseDescription: 'The token',
    problems: [409, 413, 415, 422],
  })
  async createToken(
    @Body({ schema: newToken }) order: z.output<typeof newToken>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApiTokenRecord> {
    const { record, token: secret } = await this.tokens.create(order, actorOf(principal), (transaction, made) => {
      reply.header('location', `/v1/tokens/${made.id}`);
      return rememberAnswer(transaction, request, reply, made);
    });
    reply.header('cache-control', 'no-store');
    // Joins the answer at the very last step: what remembers answers for repeated requests must not keep a secret.
    reply.type('application/json; charset=utf-8').serializer((body: unknown) => JSON.stringify({ ...(body as object), token: secret }));
    return record;
  }

  @Get('tokens')
  @Operation({
    summary: 'List tokens',
    description: 'Newest first, revoked ones too.',
    tag: 'access',
    roles: ['admin'],
    response: pageOf(token, 'TokenPage'),
    responseDescription: 'A page of tokens',
  })
  async listTokens(
    @Query({ schema: listQuery }) { limit, cursor }: z.output<typeof listQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const after = readCursor(cursor, tokenId);
    const found = await this.tokens.list({ limit: limit + 1, ...(after === undefined ? {} : { after }) });
    return sendList(
      request,
      reply,
      limit,
      found,
      ({ id }) => id,
      (record) => record,
    );
  }

  @Get('tokens/:id')
  @Operation({
    summary: 'Read a token',
    description: 'Without the token itself.',
    tag: 'access',
    roles: ['admin'],
    response: token,
    responseDescription: 'The token',
    problems: [404],
  })
  async getToken(@Param('id', { schema: tokenId }) id: string): Promise<ApiTokenRecord> {
    const found = await this.tokens.find(id);
    if (!found) throw problem('not-found', `token ${id}; must exist; found none`);
    return found;
  }

  @Delete('tokens/:id')
  @Operation({
    summary: 'Revoke a token',
    description: 'Holds from the next request on.',
    tag: 'access',
    roles: ['admin'],
    status: 204,
    responseDescription: 'It is no longer valid',
    problems: [404],
  })
  async revokeToken(@Param('id', { schema: tokenId }) id: string): Promise<void> {
    if (!(await this.tokens.revoke(id))) throw problem('not-found', `token ${id}; must be valid; found none`);
  }
}
