import { type RecordedPolicy, ServingChangeSystems, SignoffPolicies, type SignoffPolicy } from '@lockstep/approvals';
import { actorOf, assertIfMatch, CurrentPrincipal, currentTrace, type Principal, problem, roles as tokenRoles } from '@lockstep/platform';
import { Body, Controller, Get, Inject, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import { newPolicy, signoffPolicy } from './signoffs.dto.js';

@Controller('v1/signoff-policy')
export class SignoffPolicyController {
  constructor(
    @Inject(SignoffPolicies) private readonly policies: SignoffPolicies,
    @Inject(ServingChangeSystems) private readonly systems: ServingChangeSystems,
  ) {}

  @Get()
  @Operation({
    summary: 'Read who must sign what',
    tag: 'plans',
    roles: ['viewer'],
    response: signoffPolicy,
    responseDescription: 'The policy',
  })
  async getSignoffPolicy(@Res({ passthrough: true }) reply: FastifyReply) {
    return send(reply, await this.policies.find());
  }

  @Put()
  @Operation({
    summary: 'Change who must sign what',
    description:
      'The whole of it. It holds for what is requested from now on: what was asked for before stands as it was asked. `If-Match` names the state that was looked at. A role must be one of tokens, or one that a registered change system counts as: register the system first.',
    tag: 'plans',
    roles: ['admin'],
    response: signoffPolicy,
    responseDescription: 'The policy is changed',
    problems: [412, 413, 415, 422, 428],
  })
  async changeSignoffPolicy(
    @Body({ schema: newPolicy }) { reason, ...policy }: z.output<typeof newPolicy>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const seen = await this.policies.find();
    assertIfMatch(request, etagOf(seen));
    await this.assertCanSign(policy);
    const context = { actor: actorOf(principal), correlationId: currentTrace()?.traceId, expectedVersion: seen.version };
    const changed = await this.policies.change(policy, reason, context);
    if (changed === 'stale') throw problem('precondition-failed', 'sign-off policy; it changed meanwhile');
    return send(reply, changed);
  }

  /** A role that nobody can have could never be met, and the slip would show only once a plan waits for it. */
  private async assertCanSign({ classes }: SignoffPolicy): Promise<void> {
    const known = new Set<string>([...tokenRoles, ...(await this.systems.list()).flatMap(({ roles }) => roles)]);
    const errors = Object.entries(classes).flatMap(([risk, requirements]) =>
      requirements.flatMap(({ role }, index) =>
        known.has(role)
          ? []
          : [{ pointer: `/classes/${risk}/${index}/role`, detail: `must be one of ${[...known].toSorted().join(', ')}; found ${role}` }],
      ),
    );
    if (errors.length > 0)
      throw problem('unprocessable', 'sign-off policy; each role must be one of tokens, or one that a change system counts as', { errors });
  }
}

const etagOf = ({ version }: RecordedPolicy): string => `"policy-${version}"`;

function send(reply: FastifyReply, recorded: RecordedPolicy): z.output<typeof signoffPolicy> {
  reply.header('etag', etagOf(recorded));
  const { policy, ...rest } = recorded;
  return { ...(policy as Pick<z.output<typeof signoffPolicy>, 'classes' | 'weakFrom'>), ...rest };
}
