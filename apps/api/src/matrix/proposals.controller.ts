import { type AcceptanceOutcome, DecideProposal, type DecisionOutcome, type ProposalView, ReadProposals } from '@lockstep/matrix';
import { type MatrixRevision, renderAddition } from '@lockstep/matrix/domain';
import { actorOf, assertIfMatch, CurrentPrincipal, currentTrace, IdempotencyKey, type Principal, problem } from '@lockstep/platform';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { unprocessableDocument } from '../http/document-body.js';
import { pageOf, readCursor, renderCursor, sendPage } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import * as dto from './proposals.dto.js';

/** What scans have learned and the matrix does not say, for a matrix editor to decide. */
@Controller('v1/matrix/proposals')
export class ProposalsController {
  constructor(
    @Inject(ReadProposals) private readonly proposals: ReadProposals,
    @Inject(DecideProposal) private readonly deciding: DecideProposal,
  ) {}

  @Get()
  @Operation({
    summary: 'List proposed matrix additions',
    description: 'Newest first. Nothing of it counts until a matrix editor accepts it.',
    tag: 'matrix',
    roles: ['viewer'],
    response: pageOf(dto.proposal, 'MatrixProposalPage'),
    responseDescription: 'A page of proposals',
  })
  async listProposals(
    @Query({ schema: dto.proposalsQuery }) { limit, cursor, ...filters }: z.output<typeof dto.proposalsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const before = readCursor(cursor, z.int().min(1));
    const page = await this.proposals.list({ ...filters, limit, ...(before !== undefined && { before }) }, today());
    if (page.revision) reply.header('lockstep-matrix', page.revision.digest);
    return sendPage(request, reply, page.proposals.map(render), limit, page.next === null ? null : renderCursor(page.next));
  }

  @Get(':id')
  @Operation({
    summary: 'Read a proposed matrix addition',
    description: 'Its `ETag` names the current matrix revision and all that was known of the proposal: what a decision is based on.',
    tag: 'matrix',
    roles: ['viewer'],
    response: dto.proposal,
    responseDescription: 'The proposal',
    problems: [404],
  })
  async getProposal(@Param('id', { schema: dto.proposalId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const { proposal, revision } = await this.get(id);
    return this.send(reply, proposal, revision);
  }

  @Post(':id/accept')
  @Operation({
    summary: 'Accept a proposed matrix addition',
    description:
      'Publishes the current matrix with the addition as a new revision, at evidence `observed`: the evidence floor of a policy decides whether it counts. 409 while the matrix says otherwise, or says so already.',
    tag: 'matrix',
    roles: ['matrix-editor'],
    response: dto.proposal,
    responseDescription: 'It is accepted and published',
    problems: [404, 409, 412, 422, 428],
  })
  async acceptProposal(
    @Param('id', { schema: dto.proposalId }) id: string,
    @Body({ schema: dto.acceptance }) { reason }: z.output<typeof dto.acceptance>,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { proposal, revision } = await this.get(id);
    if (!revision) throw problem('conflict', `proposal ${id}; a matrix must be published to add to; found none`);
    assertIfMatch(request, etagOf(proposal, revision));
    const outcome = await this.deciding.accept({
      id,
      version: proposal.version,
      revision: revision.digest,
      reason,
      day: today(),
      author: actorOf(principal),
      idempotencyKey,
      correlationId: currentTrace()?.traceId,
    });
    if (outcome.outcome !== 'accepted') throw refused(id, outcome);
    reply.header('lockstep-position', String(outcome.publication.position));
    return this.answer(id, reply);
  }

  @Post(':id/refuse')
  @Operation({
    summary: 'Refuse a proposed matrix addition',
    description: 'It stays on record, and is not proposed again.',
    tag: 'matrix',
    roles: ['matrix-editor'],
    response: dto.proposal,
    responseDescription: 'It is refused',
    problems: [404, 409, 412, 428],
  })
  async refuseProposal(
    @Param('id', { schema: dto.proposalId }) id: string,
    @Body({ schema: dto.refusal }) { reason }: z.output<typeof dto.refusal>,
    @CurrentPrincipal() principal: Principal,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { proposal, revision } = await this.get(id);
    assertIfMatch(request, etagOf(proposal, revision));
    const author = actorOf(principal);
    const correlationId = currentTrace()?.traceId;
    const outcome = await this.deciding.refuse({ id, version: proposal.version, reason, author, idempotencyKey, correlationId });
    if (outcome.outcome !== 'refused') throw refused(id, outcome);
    return this.answer(id, reply);
  }

  private async answer(id: string, reply: FastifyReply) {
    const { proposal, revision } = await this.get(id);
    return this.send(reply, proposal, revision);
  }

  private send(reply: FastifyReply, proposal: ProposalView, revision: MatrixRevision | undefined) {
    reply.header('etag', etagOf(proposal, revision));
    if (revision) reply.header('lockstep-matrix', revision.digest);
    return render(proposal);
  }

  private async get(id: string) {
    const { proposal, revision } = await this.proposals.find(id, today());
    if (!proposal) throw problem('not-found', `proposal ${id}; must have been proposed; found none`);
    return { proposal, revision };
  }
}

function refused(id: string, outcome: Exclude<AcceptanceOutcome, { outcome: 'accepted' }> | DecisionOutcome) {
  switch (outcome.outcome) {
    case 'absent':
      return problem('not-found', `proposal ${id}; must have been proposed; found none`);
    case 'decided':
      return problem('conflict', `proposal ${id}; must be open to be decided; found it ${outcome.decision.state}`);
    case 'stale':
      return problem('precondition-failed', `proposal ${id}; it, or the matrix, has changed meanwhile`);
    case 'conflict':
      return problem('conflict', `proposal ${id}; the matrix must be silent about it; ${wordStanding(outcome.standing)}`);
    case 'invalid':
      return unprocessableDocument('CompatibilityMatrix', outcome.problems);
  }
}

const wordStanding = (standing: { readonly standing: string; readonly detail?: string }): string => standing.detail ?? 'it says so already';

const render = ({ id, addition, sources, decision, standing, decidedBy, proposedAt, changedAt }: ProposalView) => ({
  id,
  state: decision.state,
  addition,
  standing: standing && { standing: standing.standing, detail: 'detail' in standing ? standing.detail : null },
  sources,
  document: renderAddition(id, addition, sources),
  revision: decision.state === 'accepted' ? decision.revision : null,
  reason: decision.state === 'open' ? null : decision.reason,
  decidedBy,
  proposedAt,
  changedAt,
});

const etagOf = ({ version }: ProposalView, revision: MatrixRevision | undefined): string =>
  `"${revision?.digest.slice('sha256:'.length, 'sha256:'.length + 32) ?? 'none'}-${version}"`;

/** The verdict of an expiring statement changes at midnight UTC. */
const today = (): string => new Date().toISOString().slice(0, 10);
