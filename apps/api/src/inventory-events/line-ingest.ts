import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import type { IngestEvents } from '@lockstep/fleet';
import { classifyError, type Logger, type ProblemInput, problemKinds, renderProblem } from '@lockstep/platform';
import type { FastifyRequest } from 'fastify';
import { type OpenStreams, STOPPING } from '../http/open-streams.js';
import type { FleetRows } from './fleet-rows.js';
import { ingestBatch, type IngestContext, renderOutcome, Tally } from './ingest-batch.js';
import { type Line, LineSplitter } from './line-splitter.js';
import { longestLine, readLine } from './read-line.js';

export interface LineIngestOptions extends IngestContext {
  /** `refused`: accepted events and duplicates are only counted. */
  readonly answers: 'all' | 'refused';
  /** `shown`: the summary comes when the fleet shows what was reported, if that is soon. */
  readonly until: 'recorded' | 'shown';
}

/** What one append takes at most. Together with as many bytes that come meanwhile it is all that is kept in memory. */
const mostLines = 500;
const mostBytes = longestLine;

/** Milliseconds that a client gets to take its last answers when the process stops. */
const linger = 1_000;

const silent: ProblemInput = {
  code: 'silent-stream',
  status: 408,
  title: 'The stream was silent for too long',
  detail: 'stream; must go on; found neither lines nor a reader of the answers. What was answered is recorded: send the rest again',
};
const stopping: ProblemInput = {
  code: 'unavailable',
  ...problemKinds.unavailable,
  detail: 'stream; this process is stopping. What was answered is recorded: send the rest again',
};

/** The client: there is nobody left to tell. */
const gone = Symbol('gone');

/**
 * Records a stream of lines of any length, and answers each in order while the stream still comes. One append at a time, so that events of
 * a node keep their order; what comes meanwhile waits for the next. Whatever ends the stream early leaves a prefix of it on record, and the
 * last line of the answer says whether it came to its end.
 */
export class LineIngest {
  /** `patience`: milliseconds without a byte in either direction. */
  constructor(
    private readonly ingest: IngestEvents,
    private readonly rows: Pick<FleetRows, 'follow'>,
    private readonly streams: OpenStreams,
    private readonly logger: Logger,
    private readonly patience: number = 60_000,
  ) {}

  /** The answer. Throws a problem when no stream may be opened. */
  answer(request: FastifyRequest, payload: IncomingMessage, options: LineIngestOptions): Promise<Readable> {
    return new Promise((resolve, reject) => {
      const exchange = async (controller: AbortController) => {
        const out = new PassThrough({ highWaterMark: 256 * 1024 });
        resolve(out);
        try {
          await this.exchange(request, payload, out, controller, options);
        } catch (error) {
          out.destroy(error as Error);
        }
      };
      this.streams.run(request.principal!.id, exchange).catch(reject);
    });
  }

  private async exchange(
    request: FastifyRequest,
    payload: IncomingMessage,
    out: PassThrough,
    controller: AbortController,
    options: LineIngestOptions,
  ): Promise<void> {
    const { signal } = controller;
    const input = detach(payload, controller);
    out.on('close', () => controller.abort(gone));
    payload.setTimeout(this.patience, () => (out.writableNeedDrain ? payload.destroy() : controller.abort(silent)));
    const tally = new Tally();
    let lines = 0;
    let failure: unknown;
    const record = async (batch: readonly Line[]) => {
      const outcomes = await ingestBatch(this.ingest, batch.map(readLine), options);
      lines += batch.length;
      const texts = outcomes.map((outcome, index) => {
        tally.add(outcome);
        if (options.answers === 'refused' && outcome.outcome !== 'refused') return '';
        return `${JSON.stringify({ line: batch[index]!.number, ...renderOutcome(outcome) })}\n`;
      });
      if (!out.write(texts.join(''))) await once(out, 'drain', { signal });
    };
    try {
      for await (const batch of batchesOf(input)) await record(batch);
      if (options.until === 'shown' && tally.position > 0) await this.rows.follow(tally.position);
    } catch (error) {
      failure = signal.aborted ? signal.reason : error;
    }
    if (failure === gone) return void out.destroy();
    const problem = failure === undefined ? undefined : this.explain(failure, request);
    const summary = { outcome: 'summary', complete: problem === undefined, lines, ...tally.counts, position: tally.position };
    if (failure === STOPPING) setTimeout(() => out.destroy(), linger).unref();
    out.end(`${JSON.stringify({ ...summary, ...(problem && { problem }) })}\n`);
  }

  private explain(failure: unknown, request: FastifyRequest) {
    const input = failure === STOPPING ? stopping : failure === silent ? silent : classifyError(failure);
    if (input.code === 'internal') this.logger.error({ traceId: request.trace?.traceId, err: failure }, 'stream of events failed');
    return renderProblem(input, { traceId: request.trace?.traceId });
  }
}

/** The body, to be left in the middle without breaking the connection that the answer goes over. */
function detach(payload: IncomingMessage, controller: AbortController): Readable {
  const input = new PassThrough({ highWaterMark: mostBytes });
  payload.pipe(input);
  controller.signal.addEventListener('abort', () => input.destroy());
  payload.once('close', () => payload.complete || controller.abort(gone));
  return input;
}

/** Lines in portions: as many as are there, so that a client that waits for answers gets them. */
async function* batchesOf(input: Readable): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter(longestLine);
  let batch: Line[] = [];
  let bytes = 0;
  for await (const chunk of input as AsyncIterable<Buffer>) {
    for (const line of splitter.push(chunk)) {
      batch.push(line);
      bytes += line.bytes?.length ?? 0;
      if (batch.length < mostLines && bytes < mostBytes) continue;
      yield batch;
      [batch, bytes] = [[], 0];
    }
    if (batch.length > 0 && input.readableLength === 0) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
  }
  batch.push(...splitter.end());
  if (batch.length > 0) yield batch;
}
