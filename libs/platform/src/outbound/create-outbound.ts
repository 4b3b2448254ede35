import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { Answer } from './answer.js';
import { guardedLookup } from './guarded-lookup.js';
import { type AddressJudge, addressJudge, type AddressPolicy, assertAddress } from './networks.js';
import { OutboundError, toOutboundError } from './outbound-error.js';
import { createTrust, type Trust } from './trust.js';

/** Milliseconds. */
export interface OutboundTimeouts {
  /** Name, TCP and TLS together. */
  readonly connect: number;
  /** From the request to the head of the answer. */
  readonly headers: number;
  /** Between two pieces of the answer. */
  readonly body: number;
  /** All of it; what comes drop by drop ends here. */
  readonly total: number;
}

export interface OutboundOptions extends AddressPolicy, Trust {
  /** `not-verified` takes any certificate. Whoever chose it should be reminded of it. */
  readonly tls?: 'verified' | 'not-verified';
  readonly timeouts?: Partial<OutboundTimeouts>;
  /** Bytes of one answer. */
  readonly answerLimit?: number;
  /** Connections to one origin at the same time. */
  readonly connections?: number;
  /** Instead of the lookup of the system; what it finds is judged all the same. */
  readonly resolve?: LookupFunction;
}

export interface OutboundRequest {
  readonly method?: Dispatcher.HttpMethod;
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /**
   * Bytes of the answer's body that are enough, for whom the status says it all: no more is read, the connection is dropped, and a body that is late or
   * breaks off is as long as it came. Left out: the whole body, or it is no answer.
   */
  readonly enough?: number;
}

/** All that Lockstep calls by itself goes through one of these. Close it when done. */
export interface Outbound {
  /**
   * Answers of every status but redirects, which are never followed.
   *
   * @throws OutboundError when there is no whole answer; with `enough`, when there is no head of one
   * @throws the reason of `signal` when it is aborted
   */
  request(request: OutboundRequest): Promise<Answer>;
  /** @throws OutboundError `address-refused` for a URL that cannot be called: its scheme, credentials in it, a literal address that is not allowed */
  assertAllowed(url: string | URL): URL;
  close(): Promise<void>;
}

const TIMEOUTS: OutboundTimeouts = { connect: 10_000, headers: 30_000, body: 30_000, total: 120_000 };
const ANSWER_LIMIT = 32 * 1024 * 1024;
const CONNECTIONS = 40;

/** @throws OutboundError when a certificate or key cannot be read */
export function createOutbound(options: OutboundOptions): Outbound {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const guards = { 'https:': createGuard(options, 'anywhere'), 'http:': createGuard(options, 'loopback') };
  const security = { secureContext: createTrust(options), rejectUnauthorized: options.tls !== 'not-verified' };
  const dispatcher = createDispatcher(guards, security, timeouts, options.connections ?? CONNECTIONS);

  const assertAllowed = (target: string | URL): URL => {
    const url = parseUrl(target);
    assertAddressOf(guards, url.protocol, url.hostname);
    return url;
  };
  return {
    assertAllowed,
    request: async (request) => call(dispatcher, assertAllowed(request.url), request, timeouts, options.answerLimit ?? ANSWER_LIMIT),
    async close() {
      await dispatcher.destroy();
    },
  };
}

interface Guard {
  readonly judge: AddressJudge;
  readonly lookup: LookupFunction;
}
type Guards = Readonly<Record<'http:' | 'https:', Guard>>;

function createGuard(options: OutboundOptions, reach: 'anywhere' | 'loopback'): Guard {
  const judge = addressJudge(options, reach);
  return { judge, lookup: guardedLookup(judge, options.resolve) };
}

function parseUrl(target: string | URL): URL {
  const refused = (why: string) => new OutboundError('address-refused', why);
  if (typeof target === 'string' && !URL.canParse(target)) throw refused('not a URL');
  const url = new URL(target);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('only https is called');
  if (url.username !== '' || url.password !== '') throw refused('a URL holds no credentials');
  return url;
}

/** Names are judged when they are looked up, by the address that is then connected to. */
function assertAddressOf(guards: Guards, protocol: string, hostname: string): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  const guard = guards[protocol as 'http:' | 'https:'];
  if (isIP(host) !== 0) assertAddress(guard.judge, host);
}

function createDispatcher(guards: Guards, security: object, { connect, headers, body }: OutboundTimeouts, connections: number): Dispatcher {
  const connectors = {
    'https:': buildConnector({ ...security, lookup: guards['https:'].lookup, timeout: connect }),
    'http:': buildConnector({ lookup: guards['http:'].lookup, timeout: connect }),
  };
  return new Agent({
    connections,
    headersTimeout: headers,
    bodyTimeout: body,
    connect: (options, callback) => connectors[options.protocol as 'http:' | 'https:'](options, callback),
  });
}

async function call(
  dispatcher: Dispatcher,
  url: URL,
  request: OutboundRequest,
  { total }: OutboundTimeouts,
  limit: number,
): Promise<Answer> {
  const deadline = AbortSignal.timeout(total);
  const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
  try {
    const answer = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method ?? 'GET',
      headers: { ...request.headers },
      body: request.body ?? null,
      signal,
    });
    // Leaving it half read is an error of its own, which nobody would hear.
    answer.body.on('error', () => {});
    if (answer.statusCode >= 300 && answer.statusCode < 400 && answer.statusCode !== 304) {
      answer.body.destroy();
      throw new OutboundError('redirected', `the answer is ${answer.statusCode} and points elsewhere; redirects are not followed`);
    }
    const body = await (request.enough === undefined ? readBody(answer, limit) : readBeginning(answer, request.enough));
    return { status: answer.statusCode, headers: asNode(answer.headers), body };
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason;
    if (deadline.aborted) throw new OutboundError('timed-out', 'the whole answer did not come in time', { cause: error });
    throw toOutboundError(error);
  }
}

/** As `node:http` has them: undici gives a header as a list only where it came more than once. */
const asNode = (headers: Dispatcher.ResponseData['headers']): Answer['headers'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, name === 'set-cookie' ? [value].flat() : [value].flat().join(', ')]];
    }),
  );

async function readBody({ headers, body }: Dispatcher.ResponseData, limit: number): Promise<Uint8Array> {
  const tooLarge = () => {
    body.destroy();
    return new OutboundError('answer-too-large', `the answer is larger than ${limit} bytes`);
  };
  if (Number(headers['content-length']) > limit) throw tooLarge();
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
}

/** Never fails: what it was that cut the body short says nothing about the answer. */
async function readBeginning({ body }: Dispatcher.ResponseData, enough: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      pieces.push(piece);
      size += piece.length;
      if (size >= enough) break;
    }
  } catch {
    // As long as it came.
  }
  return Buffer.concat(pieces, Math.min(size, enough));
}
