import type { ApprovalKeys } from '@lockstep/approvals/approval-file';
import { Public } from '@lockstep/platform';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { approvalKeys } from './approval-file.dto.js';

export const APPROVAL_KEYS = Symbol('keys that sign approvals');

@Controller('v1/approval-keys')
export class ApprovalKeysController {
  constructor(@Inject(APPROVAL_KEYS) private readonly keys: ApprovalKeys | null) {}

  /** Open to everybody, since they are public and whoever verifies has no token. Who trusts them because of where they were read needs TLS for that. */
  @Public()
  @Get()
  @ApiProduces('application/jwk-set+json')
  @ApiOperation({
    summary: 'Read the keys that approvals are verified with',
    description:
      'All that may have signed an approval that still counts, the one that signs now first. Empty: the service signs none. Open to everybody.',
    tags: ['plans'],
    security: [],
  })
  @ApiResponse({ status: 200, description: 'The public keys', standardSchema: approvalKeys })
  listApprovalKeys(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.type('application/jwk-set+json');
    reply.header('cache-control', 'public, max-age=300');
    return { keys: this.keys?.published.map((key) => ({ ...key })) ?? [] };
  }
}
