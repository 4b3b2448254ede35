import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { classifyError, type Logger, problem, problemKinds, type ProblemInput, renderProblem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenStreams, STOPPING } from './open-streams.js';

export interface ServerSentEvent {
  /** What a client sends as `Last-Event-ID` to go on after this event. One line. */
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

export interface SsePage {
  readonly events: readonly ServerSentEvent[];
  /** Where the source stands after this page, as an id; a client that was sent nothing for long goes on from there too. */
  readonly id?: string;
}

/** Pulled page by page: the next one is asked for when the client has taken the last. Ends, without throwing, soon after the signal. */
export type SseSource = (signal: AbortSignal) => AsyncIterable<SsePage>;

export interface SseTimes {
  /** Milliseconds between two signs of life. */
  readonly heartbeat: number;
  /** Milliseconds that a client may leave what was sent to it untaken. */
  readonly patience: number;
}

/** Kept for a client at most, beside one page. */
const bufferBytes = 64 * 1024;

const slowReader: ProblemInput = {
  code: 'slow-reader',
  status: 503,
  title: 'The stream was not read',
  detail: 'stream; must be read as it comes; found a full buffer. Go on with Last-Event-ID',
};
const stopped: ProblemInput = {
  code: 'unavailable',
  ...problemKinds.unavailable,
  detail: 'stream; this process is stopping. Go on with Last-Event-ID',
};

/**
 * Server-sent events, for every route that has some:
 *
 *     @Get('stream') @Operation({…})
 *     stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
 *       const start = readStartingPosition(request, after);
 *       return this.sse.answer(request, reply, (signal) => pagesAfter(start, signal));
 *     }
 *
 * Whatever ends a stream but the client itself is told by a last `event: error` with a problem document as its data; a client that goes on
 * with `Last-Event-ID` misses nothing. Throw problems about the request before `answer` is called.
 */
export class Sse {
  constructor(
    private readonly streams: OpenStreams,
    private readonly logger: Logger,
    private readonly times: SseTimes = { heartbeat: 15_000, patience: 30_000 },
  ) {}

  answer(request: FastifyRequest, reply: FastifyReply, source: SseSource): Promise<void> {
    return this.streams.run(request.principal!.id, async (controller) => {
      const out = new PassThrough({ highWaterMark: bufferBytes });
      out.once('close', () => controller.abort());
      out.on('error', () => controller.abort());
      // Nothing else is asked on a connection that has carried a stream, and a server that stops would wait for it.
      void reply.headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' });
      void reply.type('text/event-stream; charset=utf-8').send(out);
      const ending = await this.send(request, out, source, controller.signal);
      if (out.destroyed) return;
      const body = ending && renderProblem(ending, { instance: request.url.split('?', 1)[0], traceId: request.trace?.traceId });
      out.end(body && `event: error\ndata: ${JSON.stringify(body)}\n\n`);
      const farewell = AbortSignal.timeout(ending === stopped ? Math.min(1_000, this.times.patience) : this.times.patience);
      if (!(await happens(out, 'close', farewell))) out.destroy();
    });
  }

  /** Answers with what the client is told at the end. */
  private async send(request: FastifyRequest, out: PassThrough, source: SseSource, signal: AbortSignal): Promise<ProblemInput | undefined> {
    let standing: string | undefined;
    // The first line makes the headers go out: milliseconds until a client whose connection broke asks again.
    out.write('retry: 2000\n\n');
    const alive = setInterval(() => {
      if (!out.writableNeedDrain) out.write(`: alive\n${standing === undefined ? '' : `id: ${standing}\n`}\n`);
    }, this.times.heartbeat);
    try {
      for await (const { events, id } of source(signal)) {
        for (const event of events) {
          standing = event.id;
          if (out.write(render(event)) || (await this.taken(out, signal))) continue;
          return signal.aborted ? endingOf(signal) : slowReader;
        }
        standing = id ?? standing;
        if (signal.aborted) break;
      }
      return endingOf(signal);
    } catch (error) {
      const input = classifyError(error);
      if (input.status >= 500) this.logger.error({ traceId: request.trace?.traceId, err: error }, `stream failed: ${input.code}`);
      return input;
    } finally {
      clearInterval(alive);
    }
  }

  /** False: not within the patience, or the stream ends. */
  private async taken(out: PassThrough, signal: AbortSignal): Promise<boolean> {
    const waiting = new AbortController();
    const giveUp = () => waiting.abort();
    const timer = setTimeout(giveUp, this.times.patience);
    signal.addEventListener('abort', giveUp);
    try {
      return !signal.aborted && (await happens(out, 'drain', waiting.signal));
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }
}

/** A client that is gone is told nothing. */
const endingOf = (signal: AbortSignal): ProblemInput | undefined => (signal.reason === STOPPING ? stopped : undefined);

const happens = (out: PassThrough, event: 'drain' | 'close', signal: AbortSignal): Promise<boolean> =>
  once(out, event, { signal }).then(
    () => true,
    () => false,
  );

const render = ({ id, event, data }: ServerSentEvent): string => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Of `Last-Event-ID`, which browsers send when they connect again, else of the query; undefined: from now on. Ids of streams are positions. */
export function readStartingPosition(request: FastifyRequest, after: number | undefined): number | undefined {
  const header = request.headers['last-event-id'];
  if (header === undefined || header === '') return after;
  const position = /^\d{1,16}$/.test(String(header)) ? Number(header) : NaN;
  if (!Number.isSafeInteger(position))
    throw problem('invalid-request', 'header Last-Event-ID; must be the id of an event of this stream; found something else', {
      errors: [{ pointer: 'header:/last-event-id', detail: 'must be a position' }],
    });
  return position;
}
