import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/index.js';
import { LOGGER } from '../nest/tokens.js';
import { classifyError } from './classify-error.js';
import { type ProblemInput, renderProblem } from './problem.js';

/** Answers everything that was thrown as a problem document, and logs once what is our fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const input = classifyError(error);
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    if (input.status >= 500)
      this.logger.error(
        { traceId: request.trace?.traceId, err: error, method: request.method, path: pathOf(request) },
        `request failed: ${input.code}`,
      );
    else this.logger.debug({ method: request.method, path: pathOf(request), code: input.code, detail: input.detail }, 'request refused');
    sendProblem(host.switchToHttp().getResponse<FastifyReply>(), request, input);
  }
}

export function sendProblem(reply: FastifyReply, request: FastifyRequest, input: ProblemInput): void {
  if (reply.sent || reply.raw.headersSent) return;
  // What a handler had prepared for its answer does not belong to this one.
  for (const header of ['etag', 'location', 'content-disposition', 'cache-control']) reply.removeHeader(header);
  for (const [header, value] of Object.entries(input.headers ?? {})) reply.header(header, value);
  const body = renderProblem(input, { instance: pathOf(request), traceId: request.trace?.traceId });
  void reply.status(input.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
}

/** Without the query, which may hold what should not be repeated. */
const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? request.url;
