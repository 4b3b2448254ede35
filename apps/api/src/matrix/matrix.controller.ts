import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { diffRevisions, MatrixRevisions } from '@lockstep/matrix';
import { gridOf, type MatrixRevision, renderWindow, windowOf } from '@lockstep/matrix/domain';
import { problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './matrix.dto.js';
import { judgedOf, judgingOf, readSide, renderCell, renderSide, renderVerdict, requireComponent } from './render-matrix.js';
import { sendRevision } from './send-revision.js';

/** What the published matrix says. */
@Controller('v1/matrix')
export class MatrixController {
  constructor(@Inject(MatrixRevisions) private readonly revisions: MatrixRevisions) {}

  @Get()
  @Operation({
    summary: 'Read the current matrix revision',
    description: 'As YAML it is the composed document alone, ready for the command line.',
    tag: 'matrix',
    roles: ['viewer'],
    response: dto.revision,
    responseDescription: 'The current revision',
    problems: [404, 406],
  })
  async getCurrentRevision(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const publication = await this.revisions.findCurrentPublication();
    if (!publication) throw nothingPublished();
    return sendRevision(request, reply, publication, await this.revision(reply, publication.digest));
  }

  @Get('verdict')
  @Operation({
    summary: 'May two versions coexist?',
    description: 'The verdict with every statement that counted, and their sources.',
    tag: 'matrix',
    roles: ['viewer'],
    response: dto.verdict,
    responseDescription: 'The verdict',
    problems: [404, 422],
  })
  async getVerdict(
    @Query({ schema: dto.verdictQuery }) query: z.output<typeof dto.verdictQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof dto.verdict>> {
    const revision = await this.revision(reply, query.matrix);
    const [a, b] = [readSide(revision.matrix, 'a', query.a), readSide(revision.matrix, 'b', query.b)];
    return renderVerdict(revision, judgingOf(query, today()), a, b);
  }

  @Get('window')
  @Operation({
    summary: 'The validated window of a version',
    description: 'Every listed release of the other component, oldest first, with its verdict. The window is those that are inside.',
    tag: 'matrix',
    roles: ['viewer'],
    response: dto.matrixWindow,
    responseDescription: 'The window',
    problems: [404, 422],
  })
  async getWindow(
    @Query({ schema: dto.windowQuery }) query: z.output<typeof dto.windowQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof dto.matrixWindow>> {
    const revision = await this.revision(reply, query.matrix);
    const of = readSide(revision.matrix, 'of', query.of);
    requireComponent(revision.matrix, 'with', query.with);
    const judging = judgingOf(query, today());
    const entries = windowOf(revision.matrix, judging, of.component, of.version, query.with);
    const releases = entries.map(({ release, verdict }) => ({
      version: release.version.text,
      released: release.released,
      endOfSupport: release.endOfSupport,
      ...renderCell(verdict),
    }));
    return { ...judgedOf(revision, judging), of: renderSide(of), with: query.with, summary: renderWindow(entries), releases };
  }

  @Get('grid')
  @Operation({
    summary: 'The verdict of every release of one component with every release of another',
    tag: 'matrix',
    roles: ['viewer'],
    response: dto.grid,
    responseDescription: 'Rows and columns are releases, oldest first',
    problems: [404, 422],
  })
  async getGrid(
    @Query({ schema: dto.gridQuery }) query: z.output<typeof dto.gridQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof dto.grid>> {
    const revision = await this.revision(reply, query.matrix);
    requireComponent(revision.matrix, 'a', query.a);
    requireComponent(revision.matrix, 'b', query.b);
    const judging = judgingOf(query, today());
    const rows = gridOf(revision.matrix, judging, query.a, query.b);
    return {
      ...judgedOf(revision, judging),
      rows: rows.map(({ row }) => row.version.text),
      columns: revision.matrix.releases(query.b).map(({ version }) => version.text),
      cells: rows.map(({ cells }) => cells.map(({ verdict }) => renderCell(verdict))),
    };
  }

  @Get('diff')
  @Operation({
    summary: 'What differs between two revisions',
    tag: 'matrix',
    roles: ['viewer'],
    response: dto.diff,
    responseDescription: 'Entry by entry',
    problems: [404],
  })
  async getDiff(
    @Query({ schema: dto.diffQuery }) { from, to }: z.output<typeof dto.diffQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof dto.diff>> {
    const earlier = await this.revision(reply, from);
    const later = await this.revision(reply, to);
    return { from, to, differences: diffRevisions(earlier, later) };
  }

  private async revision(reply: FastifyReply, digest: string | undefined): Promise<MatrixRevision> {
    const revision = await (digest === undefined ? this.revisions.findCurrent() : this.revisions.find(digest));
    if (!revision)
      throw digest === undefined
        ? nothingPublished()
        : problem('not-found', `matrix revision ${digest}; must have been published; found none`);
    reply.header('lockstep-matrix', revision.digest);
    return revision;
  }
}

const nothingPublished = () => problem('not-found', 'matrix; a revision must have been published; found none');

/** The verdict of an expiring statement changes at midnight UTC. */
const today = (): string => new Date().toISOString().slice(0, 10);
