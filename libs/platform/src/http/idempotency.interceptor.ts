import { createHash, randomUUID } from 'node:crypto';
import { type CallHandler, createParamDecorator, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { problem } from '../problem/index.js';

/** What belongs to an answer and is given again with it. */
const keptHeaders = [
  'content-type',
  'location',
  'retry-after',
  'link',
  'etag',
  'preference-applied',
  'lockstep-position',
  'lockstep-matrix',
] as const;
/** A first request that has not ended by then died with its process, and its key may be taken over. */
const abandonedAfter = '2 minutes';

interface StoredAnswer {
  readonly fingerprint: Buffer;
  readonly run: string;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: unknown;
  readonly abandoned: boolean;
}

/** `Idempotency-Key` on POST: the same key and request of the same principal get the first answer again, for a day; another request with
 *  that key is 422, and one that comes while the first still runs 409. Failed requests are not remembered: they changed nothing. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly source: DataSource) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = readIdempotencyKey(request);
    if (key === undefined || request.method !== 'POST' || request.principal === undefined) return next.handle();
    return from(this.once(request, context.switchToHttp().getResponse<FastifyReply>(), [request.principal.id, key], next));
  }

  private async once(
    request: FastifyRequest,
    reply: FastifyReply,
    owner: readonly [principal: string, key: string],
    next: CallHandler,
  ): Promise<unknown> {
    const fingerprint = fingerprintOf(request);
    const run = randomUUID();
    const earlier = await this.claim(owner, fingerprint, run);
    if (earlier !== undefined) return this.repeat(reply, earlier);
    try {
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      const headers = Object.fromEntries(
        keptHeaders.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
      );
      await this.source.query(
        'update lockstep.idempotent_request set status = $4, headers = $5, body = $6 where principal = $1 and key = $2 and run = $3',
        [...owner, run, reply.statusCode, JSON.stringify(headers), JSON.stringify(body ?? null)],
      );
      return body;
    } catch (error) {
      await this.source.query('delete from lockstep.idempotent_request where principal = $1 and key = $2 and run = $3 and status is null', [
        ...owner,
        run,
      ]);
      throw error;
    }
  }

  /** Undefined: this run may go ahead. */
  private async claim(owner: readonly [string, string], fingerprint: Buffer, run: string): Promise<StoredAnswer | undefined> {
    await this.source.query(
      `delete from lockstep.idempotent_request where principal = $1 and key = $2 and started_at < now() - interval '1 day'`,
      [...owner],
    );
    const claimed = await this.source.query<unknown[]>(
      'insert into lockstep.idempotent_request (principal, key, fingerprint, run) values ($1, $2, $3, $4) on conflict do nothing returning run',
      [...owner, fingerprint, run],
    );
    if (claimed.length > 0) return undefined;
    const [stored] = await this.source.query<StoredAnswer[]>(
      `select fingerprint, run, status, headers, body, started_at < now() - interval '${abandonedAfter}' as abandoned
       from lockstep.idempotent_request where principal = $1 and key = $2`,
      [...owner],
    );
    // The first request has failed since, and is forgotten.
    if (stored === undefined) return this.claim(owner, fingerprint, run);
    if (!stored.fingerprint.equals(fingerprint))
      throw problem('idempotency-key-reused', 'header Idempotency-Key; must come with the request it was first used for; found another');
    if (stored.status !== null) return stored;
    const inProgress = problem('request-in-progress', 'header Idempotency-Key; must not run twice; found the first request still running', {
      headers: { 'retry-after': '1' },
    });
    if (!stored.abandoned) throw inProgress;
    const [, taken] = await this.source.query<[unknown, number]>(
      'update lockstep.idempotent_request set run = $4, started_at = now() where principal = $1 and key = $2 and run = $3 and status is null',
      [...owner, stored.run, run],
    );
    if (taken === 0) throw inProgress;
    return undefined;
  }

  private repeat(reply: FastifyReply, stored: StoredAnswer): unknown {
    reply.status(stored.status!);
    for (const [name, value] of Object.entries(stored.headers ?? {})) reply.header(name, value);
    reply.header('idempotency-replayed', 'true');
    return stored.body ?? undefined;
  }
}

/** Of what the request says: a CloudEvent in binary mode says most of it in headers. */
function fingerprintOf({ method, url, headers, rawBody }: FastifyRequest): Buffer {
  const spoken = Object.entries(headers).filter(([name]) => name === 'content-type' || name.startsWith('ce-'));
  return createHash('sha256')
    .update(`${method}\n${url}\n`)
    .update(`${JSON.stringify(spoken.toSorted(([a], [b]) => (a < b ? -1 : 1)))}\n`)
    .update(rawBody ?? '')
    .digest();
}

/** The key without quotes, for the command it starts: a request that was cut off between effect and answer is then recognised by the record. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  readIdempotencyKey(context.switchToHttp().getRequest<FastifyRequest>()),
);

function readIdempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const key = /^"([\x20-\x21\x23-\x7e]{1,255})"$|^([\x21\x23-\x7e]{1,255})$/.exec(String(header).trim());
  if (key === null) {
    throw problem(
      'malformed-request',
      'header Idempotency-Key; must be 1 to 255 visible ASCII characters, quoted or not; found something else',
      {
        errors: [{ pointer: 'header:/idempotency-key', detail: 'must be 1 to 255 visible ASCII characters' }],
      },
    );
  }
  return key[1] ?? key[2];
}
