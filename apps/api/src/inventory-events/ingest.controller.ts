import type { IncomingMessage } from 'node:http';
import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import { IngestEvents, type IngestOutcome, type Refusal } from '@lockstep/fleet';
import { actorOf, CurrentPrincipal, currentTrace, type Principal, problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefers } from '../http/prefer.js';
import { Operation } from '../openapi/operation.decorator.js';
import { placeInBinary, readBinaryEvent } from './binary-event.js';
import { readCloudEvent } from './cloud-event.js';
import { ingestBatch, type IngestContext, renderOutcome, Tally } from './ingest-batch.js';
import { FleetRows } from './fleet-rows.js';
import * as dto from './inventory-events.dto.js';
import { LineIngest, type LineIngestOptions } from './line-ingest.js';

/** Judged one by one before the first is recorded; more of them come as lines. */
const mostInBatch = 10_000;
const structured = 'application/cloudevents+json';
const batch = 'application/cloudevents-batch+json';
const lines = 'application/x-ndjson';

type Until = LineIngestOptions['until'];

@Controller('v1/inventory/events')
export class IngestController {
  constructor(
    @Inject(IngestEvents) private readonly ingest: IngestEvents,
    @Inject(LineIngest) private readonly lineIngest: LineIngest,
    @Inject(FleetRows) private readonly rows: FleetRows,
  ) {}

  @Post()
  @RouteConfig({ streamsBody: true })
  @ApiConsumes(structured, batch, lines, 'application/json')
  @ApiProduces('application/json', lines)
  @ApiBody({ standardSchema: dto.ingestBody } as never)
  @Operation({
    summary: 'Report inventory events',
    description: `One CloudEvent 1.0 (\`${structured}\`, or \`application/json\` with the attributes in \`ce-\` headers), a batch (\`${batch}\`, at most ${mostInBatch}), or one per line (\`${lines}\`), as many as there are.

An event is recorded once, whoever sends it how often: \`source\` and \`id\` name it. A single event that is refused answers 422. A batch always answers 200 and says of each event what became of it; refused ones do not hold up the others. Lines are answered as lines, in order and while they still come; the last line is a summary, and \`complete\` in it says whether the stream was read to its end. With \`Prefer: return=minimal\` only refused lines and the summary are answered. Whatever breaks off leaves a prefix recorded: send it again.

The answer comes when the fleet shows what was reported, or a second later if that takes longer; with \`Prefer: respond-async\` when it is recorded.`,
    tag: 'inventory',
    roles: ['inventory-writer'],
    response: dto.ingestAnswer,
    responseDescription: 'What became of each event',
    problems: [409, 413, 415, 422, 503],
  })
  async reportInventoryEvents(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const context: IngestContext = { actor: actorOf(principal), correlationId: currentTrace()?.traceId };
    const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') throw problem('unsupported-media-type', `body; must not be encoded; found ${encoding.slice(0, 100)}`);
    if (type === lines) return this.ingestLines(request, reply, body as IncomingMessage, context);
    const until = readPreference(request, reply, 'respond-async') ? 'recorded' : 'shown';
    if (type === batch) return this.ingestAll(body, reply, context, until);
    if (type === structured) return this.ingestOne(body, reply, context, until);
    const binary = typeof body === 'object' ? readBinaryEvent(request.headers, body) : undefined;
    if (binary) return this.ingestOne(binary, reply, context, until, placeInBinary);
    throw problem(
      'unsupported-media-type',
      `body; must be ${structured}, ${batch}, ${lines}, or JSON with ce- headers; found ${type ?? 'none'}`,
    );
  }

  private async ingestOne(value: unknown, reply: FastifyReply, context: IngestContext, until: Until, placed = inBody) {
    const [outcome] = (await ingestBatch(this.ingest, [readCloudEvent(value)], context)) as [IngestOutcome];
    if (outcome.outcome === 'refused')
      throw problem('unprocessable', 'event; must be one that can be recorded; found otherwise', {
        errors: outcome.refusals.map(placed).map(({ pointer, rule, found }) => ({ pointer, detail: `${rule}; found ${found}` })),
      });
    await this.settle(reply, outcome.position, until);
    return outcome;
  }

  private async ingestAll(values: unknown, reply: FastifyReply, context: IngestContext, until: Until) {
    if (!Array.isArray(values)) throw problem('invalid-request', 'body; must be a list of CloudEvents; found something else');
    if (values.length > mostInBatch)
      throw problem('content-too-large', `body; must hold at most ${mostInBatch} events; found ${values.length}`);
    const outcomes = await ingestBatch(this.ingest, values.map(readCloudEvent), context);
    const tally = new Tally();
    outcomes.forEach((outcome) => tally.add(outcome));
    await this.settle(reply, tally.position, until);
    return { ...tally.counts, position: tally.position, outcomes: outcomes.map(renderOutcome) };
  }

  private async ingestLines(request: FastifyRequest, reply: FastifyReply, payload: IncomingMessage, context: IngestContext) {
    if (request.headers['idempotency-key'] !== undefined)
      throw problem('malformed-request', 'header Idempotency-Key; lines are told apart by source and id; found a key');
    const answer = await this.lineIngest.answer(request, payload, {
      ...context,
      answers: readPreference(request, reply, 'return=minimal') ? 'refused' : 'all',
      until: readPreference(request, reply, 'respond-async') ? 'recorded' : 'shown',
    });
    reply.header('cache-control', 'no-store').type(`${lines}; charset=utf-8`);
    return answer;
  }

  private async settle(reply: FastifyReply, position: number, until: Until): Promise<void> {
    reply.header('lockstep-position', String(position));
    if (until === 'shown' && position > 0) await this.rows.follow(position);
  }
}

const inBody = (refusal: Refusal): Refusal => refusal;

/** Whether the caller prefers it; said so in the answer. */
function readPreference(request: FastifyRequest, reply: FastifyReply, preference: string): boolean {
  if (!prefers(request, preference)) return false;
  const applied = reply.getHeader('preference-applied');
  reply.header('preference-applied', applied === undefined ? preference : `${String(applied)}, ${preference}`);
  return true;
}
