import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { nodeKey, nodeOfKey } from '@lockstep/fleet';
import { MatrixRevisions } from '@lockstep/matrix';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { subjectPlace } from '../findings/findings.dto.js';
import { readCursor, renderCursor, sendPage } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { AssessImpact, type Impact } from '../wiring/assess-impact.js';
import * as dto from './impact.dto.js';
import { digestParameter } from './matrix.dto.js';

@Controller('v1/matrix/revisions/:digest/impact')
export class ImpactController {
  constructor(
    @Inject(MatrixRevisions) private readonly revisions: MatrixRevisions,
    @Inject(AssessImpact) private readonly impact: AssessImpact,
  ) {}

  @Get()
  @Operation({
    summary: 'What a revision changes for the fleet and its plans',
    description:
      'Clusters that fall out of their windows or into them, findings that open, close or change, and plans that lose a premise, when this revision takes the place of another one. By the default policy; plans by their own.',
    tag: 'matrix',
    roles: ['viewer'],
    response: dto.impact,
    responseDescription: 'The impact',
    problems: [404],
  })
  async getImpact(
    @Param('digest', { schema: digestParameter }) digest: string,
    @Query({ schema: dto.impactQuery }) { against }: z.output<typeof dto.impactQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Impact> {
    const { before, after } = await this.sides(digest, against, reply);
    return this.impact.execute(before, after);
  }

  @Get('subjects')
  @Operation({
    summary: 'List the nodes that fall out of their windows or into them',
    description: 'In the order of ids.',
    tag: 'matrix',
    roles: ['viewer'],
    response: dto.impactSubjectPage,
    responseDescription: 'A page of nodes',
    problems: [404],
  })
  async listImpactSubjects(
    @Param('digest', { schema: digestParameter }) digest: string,
    @Query({ schema: dto.impactSubjectsQuery }) { against, falls, limit, cursor }: z.output<typeof dto.impactSubjectsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const place = readCursor(cursor, subjectPlace);
    const { before, after } = await this.sides(digest, against, reply);
    const { subjects, isLast } = await this.impact.listSubjects(before, after, {
      falls,
      limit,
      after: place === undefined ? undefined : nodeOfKey(place),
    });
    const last = subjects.at(-1);
    return sendPage(request, reply, subjects, limit, isLast || !last ? null : renderCursor(nodeKey(last.kind, last.id)));
  }

  private async sides(digest: string, against: string | undefined, reply: FastifyReply) {
    const after = await this.get(digest);
    reply.header('lockstep-matrix', digest);
    if (against !== undefined) return { before: await this.get(against), after };
    const current = await this.revisions.findCurrentPublication();
    const other = current?.digest === digest ? current.parent : current?.digest;
    return { before: other == null ? undefined : await this.get(other), after };
  }

  private async get(digest: string): Promise<MatrixRevision> {
    const revision = await this.revisions.find(digest);
    if (!revision) throw problem('not-found', `matrix revision ${digest}; must have been published; found none`);
    return revision;
  }
}
