import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/index.js';
import { continueTrace, type Logger, renderTraceparent, runInTrace, type TraceContext } from '../logging/index.js';
import { classifyError, sendProblem } from '../problem/index.js';
import { registerBodyParsers, takesLines } from './body-parsers.js';
import { addEtag } from './etag.hook.js';

declare module 'fastify' {
  interface FastifyRequest {
    trace?: TraceContext;
  }
}

/** Fastify as the API uses it. Create the Nest application with `bodyParser: false`, or Nest replaces the strict parsers by its own. */
export function createHttpAdapter(settings: Pick<Settings, 'bodyLimit'>, logger: Logger): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: settings.bodyLimit,
    routerOptions: { maxParamLength: 512, ignoreTrailingSlash: true },
    // Bad percent encoding and the like never reach a route, nor its filters.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      request.trace ??= continueTrace(undefined);
      sendProblem(reply, request, classifyError(error));
    },
    // The time of Node.js would end a stream of lines too, however lively: `endUnreadBodies` tells them apart.
    requestTimeout: 0,
    forceCloseConnections: 'idle',
  });
  const instance = adapter.getInstance() as unknown as FastifyInstance;
  registerBodyParsers(instance);
  endUnreadBodies(instance);
  instance.addHook('onRequest', (request, reply, done) => {
    const trace = continueTrace(request.headers['traceparent'] as string | undefined);
    request.trace = trace;
    reply.header('traceparent', renderTraceparent(trace));
    runInTrace(trace, done);
  });
  // A body arrives in the context of its socket, which outlives requests: the trace must be entered again after it was read.
  instance.addHook('preValidation', (request, _reply, done) => runInTrace(request.trace!, done));
  closeConnectionsAtEnd(instance);
  instance.addHook('onSend', addEtag);
  instance.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?', 1)[0];
    logger.debug({ method: request.method, path, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) }, 'request');
  });
  return adapter;
}

/** Milliseconds in which a body must have come. */
const bodyTimeout = 60_000;
/** Milliseconds that a client gets to see an answer that was given before its body had come. */
const linger = 1_000;

/** A body that trickles in is not waited for, and one that nobody will read is not taken to its end. */
function endUnreadBodies(instance: FastifyInstance): void {
  const endAfter = (request: FastifyRequest, milliseconds: number) =>
    setTimeout(() => {
      if (!request.raw.complete) request.raw.destroy();
    }, milliseconds).unref();
  instance.addHook('preParsing', (request, _reply, _payload, done) => {
    if (!request.raw.complete && !takesLines(request)) {
      const timer = endAfter(request, bodyTimeout);
      request.raw.once('close', () => clearTimeout(timer));
    }
    done();
  });
  instance.addHook('onResponse', (request, _reply, done) => {
    if (!request.raw.complete) endAfter(request, linger);
    done();
  });
}

/** Idle connections are closed when the server closes. One that is still busy then would idle on as keep-alive for more than a minute, and
 *  the shutdown with it, so its answer says that it is the last. */
function closeConnectionsAtEnd(instance: FastifyInstance): void {
  let closing = false;
  instance.addHook('preClose', async () => {
    closing = true;
  });
  instance.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}
