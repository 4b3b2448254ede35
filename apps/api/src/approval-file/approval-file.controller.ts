import { IssueApproval, type NotIssued } from '@lockstep/approvals';
import { Problem, problem } from '@lockstep/platform';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Operation } from '../openapi/operation.decorator.js';
import { planId } from '../plans/plans.dto.js';
import { signedApproval } from './approval-file.dto.js';

/** Most reasons that a problem names. */
const MOST_TOLD = 50;

@Controller('v1/plans')
export class ApprovalFileController {
  constructor(@Inject(IssueApproval) private readonly issueApproval: IssueApproval) {}

  @Get(':id/approval')
  @ApiProduces('application/jose+json')
  @Operation({
    summary: 'Read the approval of a plan as a signed file',
    description:
      'The plan with who has signed it, for whoever verifies it away from the service (`lockstep verify-approval`). Only while the plan is approved, stands, and is to be carried out; 409 `not-approved` tells all reasons otherwise. It ends soon, and `Expires` says when: nobody who reads it later knows what has fallen since. It is made anew for each request and is no decision.',
    tag: 'plans',
    roles: ['viewer'],
    response: signedApproval,
    responseDescription: 'The signed approval',
    problems: [404, 409, 503],
  })
  async getPlanApproval(@Param('id', { schema: planId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const outcome = await this.issueApproval.execute(id);
    switch (outcome.outcome) {
      case 'no-plan':
        throw problem('not-found', `plan ${id}; must exist; found none`);
      case 'no-key':
        throw new Problem({
          code: 'no-approval-key',
          status: 409,
          title: 'The service signs no approvals',
          detail: 'LOCKSTEP_APPROVAL_KEY; approvals are given out signed only; found no key',
        });
      case 'refused':
        throw refusalProblem(id, outcome.reasons);
      case 'issued':
        reply.type('application/jose+json');
        reply.header('cache-control', 'no-store');
        reply.header('expires', new Date(outcome.expiresAt).toUTCString());
        if (outcome.breakGlass !== null) reply.header('lockstep-break-glass', outcome.breakGlass);
        return outcome.approval;
    }
  }
}

const refusalProblem = (id: string, reasons: readonly NotIssued[]): Problem =>
  new Problem({
    code: 'not-approved',
    status: 409,
    title: 'There is no approval to give out',
    detail: `plan ${id}; must be approved and stand; found ${[...new Set(reasons.map(({ reason }) => reason))].join(', ')}`,
    errors: reasons.slice(0, MOST_TOLD).map(({ reason, detail }) => ({ pointer: '', detail: `${reason}; ${detail}` })),
  });
