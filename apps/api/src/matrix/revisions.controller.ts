import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import { MatrixRevisions, type PublicationOrder, PublishRevision } from '@lockstep/matrix';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { actorOf, CurrentPrincipal, currentTrace, IdempotencyKey, type Principal, problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readDocumentBodies, unprocessableDocument } from '../http/document-body.js';
import { readCursor, renderCursor, pageOf, sendPage } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { AssessImpact } from '../wiring/assess-impact.js';
import * as dto from './matrix.dto.js';
import { countsOf, summaryOf } from './render-matrix.js';
import { sendRevision } from './send-revision.js';

@Controller('v1/matrix/revisions')
export class RevisionsController {
  constructor(
    @Inject(MatrixRevisions) private readonly revisions: MatrixRevisions,
    @Inject(PublishRevision) private readonly publishing: PublishRevision,
    @Inject(AssessImpact) private readonly impact: AssessImpact,
  ) {}

  @Post()
  @ApiConsumes('application/json', 'application/yaml')
  @ApiBody({ standardSchema: dto.publishBody } as never)
  @Operation({
    summary: 'Publish a matrix revision',
    description:
      'The body is one document, or a base and its overlays: a YAML stream, a JSON list, or `{documents: […]}`. A revision with an error is refused whole, with all its errors. Content that is current already answers 200 and writes nothing.',
    tag: 'matrix',
    roles: ['matrix-editor'],
    status: 201,
    response: dto.publishAnswer,
    responseDescription: 'The revision is current now',
    alternatives: { 200: 'Nothing was written: a dry run, or the content is current already' },
    problems: [409, 413, 415, 422],
  })
  async publishRevision(
    @Body() body: unknown,
    @Query({ schema: dto.publishQuery }) query: z.output<typeof dto.publishQuery>,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { name, reason } = { ...query, ...readEnvelope(body) };
    const order: PublicationOrder = {
      documents: readDocumentBodies('CompatibilityMatrix', body),
      name,
      reason,
      author: actorOf(principal),
      idempotencyKey,
      correlationId: currentTrace()?.traceId,
    };
    if (query.dryRun === 'true') return this.dryRun(order, reply);
    const outcome = await this.publishing.execute(order);
    if (outcome.outcome === 'invalid') throw unprocessableDocument('CompatibilityMatrix', outcome.problems);
    const { publication } = outcome;
    reply.header('location', `/v1/matrix/revisions/${publication.digest}`);
    reply.header('lockstep-matrix', publication.digest);
    reply.header('lockstep-position', String(publication.position));
    if (outcome.outcome === 'unchanged') reply.status(200);
    return summaryOf(publication);
  }

  @Get()
  @Operation({
    summary: 'List matrix revisions',
    description: 'Newest first. A revision that was published again is in it as often.',
    tag: 'matrix',
    roles: ['viewer'],
    response: pageOf(dto.revisionSummary, 'MatrixRevisionPage'),
    responseDescription: 'A page of revisions',
  })
  async listRevisions(
    @Query({ schema: dto.listQuery }) { limit, cursor }: z.output<typeof dto.listQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const before = readCursor(cursor, z.int().min(1).max(2_147_483_647));
    const { publications, next } = await this.revisions.list({ limit, ...(before === undefined ? {} : { before }) });
    return sendPage(request, reply, publications.map(summaryOf), limit, next === null ? null : renderCursor(next));
  }

  @Get(':digest')
  @ApiProduces('application/json', 'application/yaml')
  @Operation({
    summary: 'Read a matrix revision',
    description: 'As YAML it is the composed document alone, ready for the command line.',
    tag: 'matrix',
    roles: ['viewer'],
    response: dto.revision,
    responseDescription: 'The revision',
    problems: [404, 406],
  })
  async getRevision(
    @Param('digest', { schema: dto.digestParameter }) digest: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const [publication, revision] = [await this.revisions.findPublication(digest), await this.get(digest)];
    return sendRevision(request, reply, publication!, revision);
  }

  private async get(digest: string): Promise<MatrixRevision> {
    const revision = await this.revisions.find(digest);
    if (!revision) throw problem('not-found', `matrix revision ${digest}; must have been published; found none`);
    return revision;
  }

  private async dryRun(order: PublicationOrder, reply: FastifyReply): Promise<z.output<typeof dto.dryRun>> {
    const validation = this.publishing.validate(order);
    if (validation.outcome === 'invalid') throw unprocessableDocument('CompatibilityMatrix', validation.problems);
    const { revision } = validation;
    const current = await this.revisions.findCurrent();
    reply.status(200);
    return {
      valid: true,
      digest: revision.digest,
      name: revision.document.metadata.name,
      current: current?.digest === revision.digest,
      parts: [...revision.parts],
      counts: countsOf(revision),
      impact: await this.impact.execute(current, revision),
    };
  }
}

/** Members beside `documents`; empty for a body that is no envelope. */
function readEnvelope(body: unknown): { readonly name?: string; readonly reason?: string } {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !('documents' in body)) return {};
  const read = dto.publishEnvelope.safeParse(body);
  if (!read.success)
    throw problem('invalid-request', 'body; must be {documents, name, reason}', {
      errors: read.error.issues.map(({ path, message }) => ({ pointer: path.map((key) => `/${String(key)}`).join(''), detail: message })),
    });
  const { name, reason } = read.data;
  return { ...(name === undefined ? {} : { name }), ...(reason === undefined ? {} : { reason }) };
}
