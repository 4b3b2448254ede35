import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiter, type Taking } from '../http/rate-limiter.js';
import { problem } from '../problem/index.js';
import { type Access, accessMetadata } from './access.decorators.js';
import { ApiTokens } from './api-tokens.use-cases.js';
import { mayAct } from './principal.js';

/** Decides every request: public or not, whose token, how many requests, which roles. One guard, because the order of the four matters:
 *  requests without a valid token are counted by address, the others by token, and refused ones are counted too. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ApiTokens) private readonly tokens: ApiTokens,
    @Inject(RateLimiter) private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessMetadata, [context.getHandler(), context.getClass()]);
    if (access?.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const text = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1];
    const principal = text === undefined ? undefined : await this.tokens.authenticate(text);
    this.limit(reply, this.limiter.take(principal === undefined ? `address ${request.ip}` : `token ${principal.id}`));
    if (principal === undefined) {
      const found = request.headers.authorization === undefined ? 'no Authorization header' : 'one that is not valid (any more)';
      throw problem('unauthenticated', `header Authorization; must be Bearer and a valid token; found ${found}`, {
        headers: { 'www-authenticate': 'Bearer realm="lockstep"' },
      });
    }
    request.principal = principal;
    if (access === undefined) throw problem('forbidden', 'route; must name the roles it is open to; found none');
    if (!mayAct(principal, access.roles)) {
      throw problem(
        'forbidden',
        `token ${principal.id}; must have role ${access.roles.join(' or ')}; found ${principal.roles.join(', ') || 'none'}`,
      );
    }
    return true;
  }

  private limit(reply: FastifyReply, taking: Taking): void {
    if (this.limiter.rate === 0) return;
    const { rate, burst } = this.limiter;
    reply.header('ratelimit-policy', `"default";q=${burst};w=${Math.ceil(burst / rate)}`);
    reply.header('ratelimit', `"default";r=${taking.remaining};t=${taking.retryAfter}`);
    if (taking.allowed) return;
    throw problem('too-many-requests', `caller; at most ${rate} requests per second on average; found more`, {
      headers: { 'retry-after': String(taking.retryAfter) },
    });
  }
}
