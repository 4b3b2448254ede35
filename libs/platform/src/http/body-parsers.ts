import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from '../problem/index.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes of the body as they came; undefined when there was none. */
    rawBody?: Buffer;
  }
  interface FastifyContextConfig {
    /** The route reads NDJSON from the socket, line by line: it gets the stream, and neither limit of size nor of time holds for it. */
    streamsBody?: boolean;
  }
}

/** Documents nest less than ten deep; recursion over more than this would end in a stack overflow, which is a 500. */
export const deepestNesting = 64;

const jsonTypes = /^application\/(json|[a-z0-9.+-]+\+json)($|;)/i;
const lineTypes = /^application\/x-ndjson($|;)/i;
/** Handed to controllers as text. */
const textTypes = /^(application\/(yaml|x-yaml)|text\/(plain|yaml|csv))($|;)/i;

/** Reads bodies strictly: invalid UTF-8, invalid JSON, `__proto__` keys and absurd nesting are 400; unknown types are 415 by Fastify.
 *  Fastify alone would replace invalid bytes by U+FFFD and go on. */
export function registerBodyParsers(instance: FastifyInstance): void {
  const parseJson = instance.getDefaultJsonParser('error', 'error');
  const json = (request: FastifyRequest, body: Buffer): Promise<unknown> =>
    new Promise((settle, reject) => {
      request.rawBody = body;
      const text = decode(body);
      parseJson(request, text, (error, value) => {
        if (error !== null)
          reject(
            problem(
              'malformed-request',
              text.trim() === '' ? 'body; must be JSON; found nothing' : `body; must be JSON; ${explainJsonError(text)}`,
            ),
          );
        else settle(assertShallow(value));
      });
    });
  const text = async (request: FastifyRequest, body: Buffer): Promise<string> => {
    request.rawBody = body;
    return decode(body);
  };
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(jsonTypes, { parseAs: 'buffer' }, json);
  instance.addContentTypeParser(textTypes, { parseAs: 'buffer' }, text);
  instance.addContentTypeParser(lineTypes, async (request: FastifyRequest, payload: IncomingMessage) => {
    if (takesLines(request)) return payload;
    throw problem('unsupported-media-type', 'body; this resource reads no lines; found application/x-ndjson');
  });
}

/** The body goes to its route as it comes from the socket. */
export const takesLines = ({ routeOptions, headers }: FastifyRequest): boolean =>
  routeOptions.config.streamsBody === true && lineTypes.test(headers['content-type'] ?? '');

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw problem('malformed-request', 'body; must be UTF-8; found an invalid byte sequence');
  }
}

function explainJsonError(text: string): string {
  try {
    JSON.parse(text);
    return 'found a key that is not allowed (__proto__ or constructor.prototype)';
  } catch (error) {
    return `found: ${(error as Error).message.slice(0, 200)}`;
  }
}

function assertShallow(root: unknown): unknown {
  if (nestsTooDeep(root)) throw problem('malformed-request', `body; must nest at most ${deepestNesting} deep; found more`);
  return root;
}

/** Whether a value read from JSON nests deeper than any document does. */
export function nestsTooDeep(root: unknown): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestNesting) return true;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'object' && value !== null)
        for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) next.push(child);
    }
    level = next;
  }
  return false;
}
