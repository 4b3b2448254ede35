import { renderStatements } from '@lockstep/connectors/csv';
import { MatrixRevisions } from '@lockstep/matrix';
import { problem } from '@lockstep/platform';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { pageOf, sendSlice } from '../http/page.js';
import { wantedFormOf } from '../http/wanted-form.js';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './statements.dto.js';

const FORMS = { 'application/json': 'json', 'text/csv': 'csv', 'application/*': 'json', 'text/*': 'csv', '*/*': 'json' } as const;

@Controller('v1/matrix/statements')
export class StatementsController {
  constructor(@Inject(MatrixRevisions) private readonly revisions: MatrixRevisions) {}

  @Get()
  @ApiProduces('application/json', 'text/csv')
  @Operation({
    summary: 'List the statements of a matrix revision',
    description: 'In the order of ids. As `text/csv` all of them, for a spreadsheet: cells that it would run begin with an apostrophe.',
    tag: 'matrix',
    roles: ['viewer'],
    response: pageOf(dto.statement, 'StatementPage'),
    responseDescription: 'A page of statements',
    problems: [404, 406],
  })
  async listStatements(
    @Query({ schema: dto.statementsQuery }) { matrix, limit, cursor }: z.output<typeof dto.statementsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const form = wantedFormOf(request, FORMS);
    const revision = await (matrix === undefined ? this.revisions.findCurrent() : this.revisions.find(matrix));
    if (!revision)
      throw problem('not-found', `matrix${matrix === undefined ? '' : ` revision ${matrix}`}; must have been published; found none`);
    reply.header('lockstep-matrix', revision.digest);
    reply.header('vary', 'accept');
    const { statements } = revision.document.spec;
    if (form === 'json') return sendSlice(request, reply, statements, { limit, cursor });
    reply.type('text/csv; charset=utf-8; header=present');
    return renderStatements(statements);
  }
}
