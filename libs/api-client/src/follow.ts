import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';
import { isOutage, LockstepProblem, type ProblemDetails } from './lockstep-problem.js';
import { sleep, type Transport } from './transport.js';

export interface FollowOptions {
  readonly query?: Readonly<Record<string, string | number>>;
  /** Goes on after this event; without it, with what happens from now on. */
  readonly lastEventId?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte after which a connection counts as lost; the service gives a sign of life every 15 s. */
  readonly silence?: number;
}

export interface StreamedEvent<Data> {
  /** Where to go on after this event. */
  readonly id: string | undefined;
  readonly event: string;
  readonly data: Data;
}

/** Milliseconds before a broken stream is asked for again, unless the service says otherwise. */
const pauseUnlessTold = 2_000;
const longestPause = 30_000;

/** What carries over from one connection to the next. */
interface Standing {
  /** A service that never answered is told at once: its address may be wrong. */
  opened: boolean;
  lastEventId: string | undefined;
  pause: number;
}

export async function* follow<Data>(
  transport: Transport,
  url: string,
  path: string,
  { query = {}, lastEventId, signal, silence = 60_000 }: FollowOptions = {},
): AsyncGenerator<StreamedEvent<Data>> {
  const standing: Standing = { opened: false, lastEventId, pause: pauseUnlessTold };
  const isOver = () => signal?.aborted === true;
  for (let failures = 0; !isOver();) {
    try {
      for await (const event of connect<Data>(transport, streamUrl(url, path, query), standing, silence, signal)) {
        failures = 0;
        yield event;
      }
    } catch (error) {
      if (isOver()) return;
      if (!standing.opened || !isPassing(error)) throw error;
      failures += 1;
    }
    await sleep(Math.min(standing.pause * 2 ** Math.max(0, failures - 1), longestPause), signal).catch(() => {});
  }
}

const streamUrl = (url: string, path: string, query: Readonly<Record<string, string | number>>): URL => {
  const target = new URL(`${url}${path}`);
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value));
  return target;
};

/** A connection that broke, whether on the way or by a service that stops. */
const isPassing = (error: unknown): boolean => isOutage(error) || error instanceof Broken;

class Broken extends Error {}

/** One connection, to its end. */
async function* connect<Data>(
  transport: Transport,
  url: URL,
  standing: Standing,
  silence: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<StreamedEvent<Data>> {
  const ended = new AbortController();
  const either = signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]);
  const headers = { accept: 'text/event-stream', ...(standing.lastEventId === undefined ? {} : { 'last-event-id': standing.lastEventId }) };
  try {
    const { body } = await transport(new Request(url, { headers, redirect: 'manual', signal: either }));
    standing.opened = true;
    if (body === null) return;
    for await (const message of messagesOf(body, standing, silence, () => ended.abort())) {
      if (message.event === 'error') throw problemOf(message.data, url);
      standing.lastEventId = message.id ?? standing.lastEventId;
      yield { id: message.id, event: message.event ?? 'message', data: JSON.parse(message.data) as Data };
    }
  } finally {
    ended.abort();
  }
}

async function* messagesOf(
  body: ReadableStream<Uint8Array>,
  standing: Standing,
  silence: number,
  giveUp: () => void,
): AsyncGenerator<EventSourceMessage> {
  let timer = setTimeout(giveUp, silence);
  const alive = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, silence);
      controller.enqueue(chunk);
    },
  });
  const parser = new EventSourceParserStream({ onRetry: (milliseconds) => (standing.pause = milliseconds) });
  const reader = body
    .pipeThrough(alive)
    .pipeThrough(new TextDecoderStream() as never)
    .pipeThrough<EventSourceMessage>(parser as never)
    .getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } catch (error) {
    throw new Broken('stream; broken', { cause: error });
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => {});
  }
}

function problemOf(data: string, { pathname, search }: URL): LockstepProblem {
  return new LockstepProblem(JSON.parse(data) as ProblemDetails, { method: 'GET', path: `${pathname}${search}` }, null);
}
