import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { beginning, type Cursor, type EventStore, type RecordedEvent } from '@lockstep/event-store';
import { findEvent, findEvents } from '@lockstep/event-store/postgres';
import { DataSource, EVENT_STORE, problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pageOf, readCursor, renderCursor, sendPage } from '../http/page.js';
import { RecordTail } from '../http/record-tail.js';
import { readStartingPosition, Sse, type SsePage } from '../http/sse.js';
import { wantedFormOf } from '../http/wanted-form.js';
import { Operation } from '../openapi/operation.decorator.js';
import { recordedCloudEvent, type RecordedCloudEvent } from './cloud-event.js';
import { chooseEvents, type EventWish, roughFilter } from './event-filter.js';
import { FleetRows } from './fleet-rows.js';
import * as dto from './inventory-events.dto.js';
import { renderCloudEvent } from './render-cloud-event.js';

const forms = {
  'application/json': 'page',
  'application/cloudevents-batch+json': 'batch',
  'application/*': 'page',
  '*/*': 'page',
} as const;
/** Looks at the record for one page: what is rare fills it slowly. */
const mostLooks = 5;

@Controller('v1/inventory/events')
export class InventoryEventsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(RecordTail) private readonly tail: RecordTail,
    @Inject(Sse) private readonly sse: Sse,
    @Inject(FleetRows) private readonly rows: FleetRows,
  ) {}

  @Get()
  @ApiProduces('application/json', 'application/cloudevents-batch+json')
  @Operation({
    summary: 'List inventory events',
    description:
      'Every change of a node, reported or found by a snapshot, in the order of the record. As a page, or by `Accept: application/cloudevents-batch+json` as a batch with the next page in `Link`. A page of a rare kind may hold fewer events than asked for, and still have a successor.',
    tag: 'inventory',
    roles: ['viewer'],
    response: pageOf(recordedCloudEvent, 'InventoryEventPage'),
    responseDescription: 'A page of CloudEvents',
    problems: [406],
  })
  async listInventoryEvents(
    @Query({ schema: dto.eventsQuery }) { limit, cursor, after, ...wish }: z.output<typeof dto.eventsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const form = wantedFormOf(request, forms);
    const start = readCursor(cursor, dto.recordCursor) ?? (after === undefined ? beginning : await this.store.findCursor(after));
    const { events, next } = await this.collect(start as Cursor, limit, wish);
    reply.header('vary', 'accept');
    const page = sendPage(request, reply, events, limit, next === null ? null : renderCursor(next));
    if (form === 'page') return page;
    reply.type('application/cloudevents-batch+json; charset=utf-8');
    return page.items;
  }

  @Get('stream')
  @ApiProduces('text/event-stream')
  @Operation({
    summary: 'Follow inventory events',
    description:
      'Server-sent events: `event` is the type, `data` the CloudEvent, `id` its position. Goes on after `Last-Event-ID`, or after `?after=`; without either from now on. Never skips an event; the last `event: error` says why it ended, and that it can be resumed. A sign of life comes every 15 seconds.',
    tag: 'inventory',
    roles: ['viewer'],
    response: z.string(),
    responseDescription: 'The stream',
    problems: [503],
  })
  async followInventoryEvents(
    @Query({ schema: dto.streamQuery }) { after, ...wish }: z.output<typeof dto.streamQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const point = readStartingPosition(request, after);
    const start = point === undefined ? await this.tail.findEnd() : await this.store.findCursor(point);
    await this.sse.answer(request, reply, (signal) => this.follow(start, wish, signal));
  }

  @Get(':id')
  @Operation({
    summary: 'Read an inventory event',
    description: 'By its id in the record: `eventId` of the answer to whoever reported it.',
    tag: 'inventory',
    roles: ['viewer'],
    response: recordedCloudEvent,
    responseDescription: 'The CloudEvent',
    problems: [404],
  })
  async getInventoryEvent(@Param('id', { schema: dto.eventId }) id: string): Promise<RecordedCloudEvent> {
    const found = await findEvent(this.source, id);
    const event = found && renderCloudEvent(found);
    if (!event) throw problem('not-found', `inventory event ${id}; must be recorded; found none`);
    return event;
  }

  private async collect(start: Cursor, limit: number, wish: EventWish) {
    const events: RecordedCloudEvent[] = [];
    let at = start;
    for (let look = 0; look < mostLooks; look++) {
      const found = await findEvents(this.source, at, limit - events.length, roughFilter(wish));
      events.push(...render(await this.choose(found.events, wish)));
      at = found.cursor;
      if (found.ended) return { events, next: null };
      if (events.length === limit) break;
    }
    return { events, next: at };
  }

  private choose(events: readonly RecordedEvent[], wish: EventWish): Promise<RecordedEvent[]> {
    return chooseEvents(events, wish, (clusters) => this.rows.projectsAfter(clusters));
  }

  private async *follow(start: Cursor, wish: EventWish, signal: AbortSignal): AsyncGenerator<SsePage> {
    for await (const { events, position } of this.tail.follow(start, signal)) {
      const chosen = render(await this.choose(events, wish));
      yield { events: chosen.map((event) => ({ id: event.sequence, event: event.type, data: event })), id: String(position) };
    }
  }
}

const render = (events: readonly RecordedEvent[]): RecordedCloudEvent[] => events.flatMap((event) => renderCloudEvent(event) ?? []);
