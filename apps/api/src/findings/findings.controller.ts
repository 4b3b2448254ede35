import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  AcknowledgeFinding,
  type AcknowledgementOrder,
  type FindingPlace,
  type FindingsQuestion,
  type FindingView,
  nodeKey,
  nodeOfKey,
  ReadFindings,
} from '@lockstep/fleet';
import { MatrixRevisions } from '@lockstep/matrix';
import { actorOf, assertIfMatch, CurrentPrincipal, currentTrace, IdempotencyKey, type Principal, problem } from '@lockstep/platform';
import { digestOf } from '@lockstep/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { pageOf, readCursor, renderCursor, sendPage } from '../http/page.js';
import { RecordMoments } from '../http/record-moment.js';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './findings.dto.js';
import { renderFinding } from './render-finding.js';

type Question = z.output<typeof dto.findingQuery>;

@Controller('v1/findings')
export class FindingsController {
  constructor(
    @Inject(ReadFindings) private readonly findings: ReadFindings,
    @Inject(AcknowledgeFinding) private readonly acknowledging: AcknowledgeFinding,
    @Inject(RecordMoments) private readonly moments: RecordMoments,
    @Inject(MatrixRevisions) private readonly revisions: MatrixRevisions,
  ) {}

  @Get()
  @Operation({
    summary: 'List findings',
    description:
      'What is wrong with the fleet, or not known well enough: one entry for all nodes of an upgrade domain that have the same fault. The worst first. `withinDays` decides how far ahead support and statements are looked at. At a position, or by another matrix revision, everything is judged anew.',
    tag: 'findings',
    roles: ['viewer'],
    response: pageOf(dto.finding, 'FindingPage'),
    responseDescription: 'A page of findings',
    problems: [404, 409],
  })
  async listFindings(
    @Query({ schema: dto.findingsQuery }) query: z.output<typeof dto.findingsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { limit, cursor, kind: kinds, severity: severities, state: states = ['open', 'acknowledged'], nsxManager } = query;
    const after = readPlace(readCursor(cursor, dto.findingPlace));
    const question = await this.question(query, reply);
    const page = await this.findings.list({ ...question, limit, after, kinds, severities, states, nsxManager });
    const matrix = await this.mark(reply, page.basis);
    const items = page.findings.map((view) => renderFinding(view, matrix));
    return sendPage(request, reply, items, limit, page.next && renderCursor(`${page.next.rank} ${page.next.id}`));
  }

  @Get(':id')
  @Operation({
    summary: 'Read a finding',
    description: 'A closed one stays readable.',
    tag: 'findings',
    roles: ['viewer'],
    response: dto.finding,
    responseDescription: 'The finding',
    problems: [404, 409],
  })
  async getFinding(
    @Param('id', { schema: dto.findingId }) id: string,
    @Query({ schema: dto.findingQuery }) query: Question,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { view, matrix } = await this.get(id, await this.question(query, reply), reply);
    reply.header('etag', etagOf(view));
    return renderFinding(view, matrix);
  }

  @Get(':id/subjects')
  @Operation({
    summary: 'List the nodes a finding is about',
    description: 'In the order of ids.',
    tag: 'findings',
    roles: ['viewer'],
    response: pageOf(dto.subject, 'FindingSubjectPage'),
    responseDescription: 'A page of nodes',
    problems: [404, 409],
  })
  async listFindingSubjects(
    @Param('id', { schema: dto.findingId }) id: string,
    @Query({ schema: dto.subjectsQuery }) { limit, cursor, ...query }: z.output<typeof dto.subjectsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const place = readCursor(cursor, dto.subjectPlace);
    const question = await this.question(query, reply);
    const { view } = await this.get(id, question, reply);
    const after = place === undefined ? {} : { after: nodeOfKey(place) };
    const { subjects, next } = await this.findings.listSubjects(view, { ...question, limit, ...after });
    return sendPage(request, reply, subjects, limit, next && renderCursor(nodeKey(next.kind, next.id)));
  }

  @Post(':id/acknowledgements')
  @Operation({
    summary: 'Acknowledge a finding',
    description:
      'Says that you have seen it and take it on. It holds until the finding closes, or until a time. `If-Match` names the state that was looked at.',
    tag: 'findings',
    roles: ['planner', 'approver', 'operator'],
    status: 201,
    response: dto.finding,
    responseDescription: 'The finding is acknowledged',
    problems: [404, 409, 412, 422, 428],
  })
  async acknowledgeFinding(
    @Param('id', { schema: dto.findingId }) id: string,
    @Query({ schema: dto.findingQuery.pick({ withinDays: true, staleAfterDays: true }) })
    ahead: Pick<Question, 'withinDays' | 'staleAfterDays'>,
    @Body({ schema: dto.acknowledgementOrder }) { reason, until }: z.output<typeof dto.acknowledgementOrder>,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const question = await this.question(ahead, reply);
    const { view: seen } = await this.get(id, question, reply);
    const order = {
      finding: seen,
      reason,
      until,
      actor: actorOf(principal),
      idempotencyKey,
      correlationId: currentTrace()?.traceId,
    };
    const { position } = (await this.acknowledging.findRecorded(order)) ?? (await this.acknowledge(request, order));
    const { view, matrix } = await this.get(id, question, reply);
    reply.header('etag', etagOf(view));
    reply.header('lockstep-position', String(position));
    return renderFinding(view, matrix);
  }

  private async acknowledge(request: FastifyRequest, order: AcknowledgementOrder): Promise<{ readonly position: number }> {
    const { finding, until } = order;
    if (until !== null && Date.parse(until) <= Date.now())
      throw problem('unprocessable', 'body; 1 rule broken', { errors: [{ pointer: '/until', detail: 'must lie in the future' }] });
    assertIfMatch(request, etagOf(finding));
    const outcome = await this.acknowledging.execute(order);
    if (outcome.outcome === 'closed') throw problem('conflict', `finding ${finding.id}; must be open to be acknowledged; found it closed`);
    if (outcome.outcome === 'stale') throw problem('precondition-failed', `finding ${finding.id}; it was acknowledged meanwhile`);
    return outcome;
  }

  private async question(
    {
      asOf,
      position,
      matrix,
      withinDays,
      staleAfterDays,
      supervisor,
      project,
    }: Partial<Question> & Pick<Question, 'withinDays' | 'staleAfterDays'>,
    reply: FastifyReply,
  ): Promise<FindingsQuestion> {
    const moment = await this.moments.open({ asOf, position, matrix }, reply);
    if (matrix !== undefined) await moment.getRevision();
    const at = moment.position === null ? {} : { position: moment.position };
    return { ...at, matrix, withinDays, staleDays: staleAfterDays, supervisor, project };
  }

  private async get(id: string, question: FindingsQuestion, reply: FastifyReply) {
    const { finding, basis } = await this.findings.find(id, question);
    if (!finding) throw problem('not-found', `finding ${id}; must have been found; found nothing of the kind`);
    return { view: finding, matrix: await this.mark(reply, basis) };
  }

  private async mark(reply: FastifyReply, { position, matrix }: { readonly position: number; readonly matrix: string | null }) {
    reply.header('lockstep-position', String(position));
    if (matrix === null) return undefined;
    reply.header('lockstep-matrix', matrix);
    return (await this.revisions.find(matrix))?.matrix;
  }
}

/** Of all that a decision about it may be based on. */
const etagOf = (view: FindingView): string => `"${digestOf(view).slice('sha256:'.length, 'sha256:'.length + 32)}"`;

function readPlace(place: string | undefined): FindingPlace | undefined {
  if (place === undefined) return undefined;
  const [rank = '', id = ''] = place.split(' ');
  return { rank: Number(rank), id };
}
