import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { type FindingView, type KeptFinding, ReadFindings } from '@lockstep/fleet';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readStartingPosition, type ServerSentEvent, Sse, type SsePage } from '../http/sse.js';
import { Operation } from '../openapi/operation.decorator.js';
import { FindingsTail } from './findings-tail.js';
import * as dto from './findings.dto.js';
import { renderFinding } from './render-finding.js';

type Wish = Pick<z.output<typeof dto.streamQuery>, 'kind' | 'severity' | 'nsxManager'>;

const PAGE = 500;

@Controller('v1/findings/stream')
export class FindingsStreamController {
  constructor(
    @Inject(ReadFindings) private readonly findings: ReadFindings,
    @Inject(FindingsTail) private readonly tail: FindingsTail,
    @Inject(Sse) private readonly sse: Sse,
  ) {}

  @Get()
  @ApiProduces('text/event-stream')
  @Operation({
    summary: 'Follow findings',
    description:
      'Server-sent events: `opened`, `changed`, `closed` and `acknowledged`, each with the finding as it is now; sources are left to `/v1/findings/{id}`. `id` is the position of the event that changed it. Whoever goes on after `Last-Event-ID`, or after `?after=`, is given the newest state of everything that has changed since: changes between are left out, and those at the very position are given again. Findings that only the calendar opens are not among them.',
    tag: 'findings',
    roles: ['viewer'],
    response: z.string(),
    responseDescription: 'The stream',
    problems: [503],
  })
  async followFindings(
    @Query({ schema: dto.streamQuery }) { after, ...wish }: z.output<typeof dto.streamQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const point = readStartingPosition(request, after);
    const known = point === undefined ? await this.here() : { position: point, told: new Map<string, string>() };
    await this.sse.answer(request, reply, (signal) => this.follow(known, wish, signal));
  }

  /** Where somebody stands who was told everything up to now. */
  private async here(): Promise<Told> {
    const position = (await this.findings.findStanding())?.position ?? 0;
    const told = new Map<string, string>();
    for await (const kept of this.changed(position)) told.set(kept.id, JSON.stringify(kept));
    return { position, told };
  }

  private async *follow({ position, told }: Told, wish: Wish, signal: AbortSignal): AsyncGenerator<SsePage> {
    let from = position;
    let last = told;
    for await (const _ of this.tail.changes(signal)) {
      const events: ServerSentEvent[] = [];
      for await (const kept of this.changed(from)) {
        const text = JSON.stringify(kept);
        if (kept.changed > from) [from, last] = [kept.changed, new Map()];
        else if (last.get(kept.id) === text) continue;
        last.set(kept.id, text);
        const view = this.findings.view(kept);
        if (view && fits(view, wish)) events.push({ id: String(kept.changed), event: nameOf(kept), data: renderFinding(view, undefined) });
        if (events.length >= PAGE) yield { events: events.splice(0) };
      }
      yield { events, id: String(from) };
    }
  }

  /** All that changed at a position or later: events that are recorded later may have a lower one. */
  private async *changed(position: number): AsyncGenerator<KeptFinding> {
    for (let after = { position, id: '' }; ;) {
      const page = await this.findings.listChanged(after, PAGE);
      yield* page;
      const last = page.at(-1);
      if (page.length < PAGE || !last) return;
      after = { position: last.changed, id: last.id };
    }
  }
}

interface Told {
  readonly position: number;
  /** What was told of changes at that very position, by id. */
  readonly told: Map<string, string>;
}

function nameOf({ changed, nodes, spells, acknowledgements }: KeptFinding): 'opened' | 'changed' | 'closed' | 'acknowledged' {
  if (acknowledgements.at(-1)?.position === changed) return 'acknowledged';
  if (nodes === 0) return 'closed';
  return spells.at(-1)?.opened.position === changed ? 'opened' : 'changed';
}

const fits = (view: FindingView, { kind, severity, nsxManager }: Wish): boolean =>
  (kind?.includes(view.kind) ?? true) &&
  (severity?.includes(view.severity) ?? true) &&
  (nsxManager === undefined || view.nsxManager === nsxManager);
