import { createHash, randomUUID } from 'node:crypto';
import { type CallHandler, createParamDecorator, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { problem } from '../problem/index.js';
import { ProcessLock } from './process-lock.js';

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
/** A first request that has not ended by then is given up, whatever became of its process. */
const abandonedAfter = '2 minutes';

interface StoredAnswer {
  readonly fingerprint: Buffer;
  readonly run: string;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: unknown;
  readonly abandoned: boolean;
}

/**
 * `Idempotency-Key` on POST: the same key and request of the same principal get the first answer again, for a day; another request with
 * that key is 422, and one that comes while the first still runs 409. Failed requests are not remembered: they changed nothing.
 *
 * A request that died with its process is run again as soon as somebody asks. What it had done by then is not done twice: commands know their key
 * from the record (`@IdempotencyKey()`), and what is not on record commits together with its answer (`rememberAnswer`).
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly source: DataSource,
    private readonly lock: ProcessLock,
  ) {}

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
    runs.set(request, [...owner, run]);
    try {
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await storeAnswer(this.source, [...owner, run], reply, body);
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
    const holder = await this.lock.hold();
    await this.source.query(
      `delete from lockstep.idempotent_request where principal = $1 and key = $2 and started_at < now() - interval '1 day'`,
      [...owner],
    );
    const claimed = await this.source.query<unknown[]>(
      `insert into lockstep.idempotent_request (principal, key, fingerprint, run, holder) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning run`,
      [...owner, fingerprint, run, holder],
    );
    if (claimed.length > 0) return undefined;
    const [stored] = await this.source.query<StoredAnswer[]>(
      `select fingerprint, run, status, headers, body, case when status is not null then false
         else started_at < now() - interval '${abandonedAfter}' or coalesce(pg_try_advisory_xact_lock_shared(holder), false) end as abandoned
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
      `update lockstep.idempotent_request set run = $4, holder = $5, started_at = now()
       where principal = $1 and key = $2 and run = $3 and status is null`,
      [...owner, stored.run, run, holder],
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

type Run = readonly [principal: string, key: string, run: string];

/** Keyed requests that run here. */
const runs = new WeakMap<FastifyRequest, Run>();

/**
 * For commands that are not on record: keeps the answer of a keyed request in the transaction of its effect, so that neither is there without the
 * other. Throws where somebody else has taken the request over, and nothing may be done any more. Headers of `reply` must be set by then, and no
 * secret may be in `body`.
 */
export async function rememberAnswer(
  source: Pick<DataSource, 'query'>,
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
): Promise<void> {
  const run = runs.get(request);
  if (run === undefined || (await storeAnswer(source, run, reply, body))) return;
  throw problem('request-in-progress', 'header Idempotency-Key; must not run twice; found another run of the request', {
    headers: { 'retry-after': '1' },
  });
}

/** False: another run has taken the request over, and the answer is its to keep. */
async function storeAnswer(source: Pick<DataSource, 'query'>, run: Run, reply: FastifyReply, body: unknown): Promise<boolean> {
  const headers = Object.fromEntries(keptHeaders.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])));
  const [, count] = await source.query<[unknown, number]>(
    'update lockstep.idempotent_request set status = $4, headers = $5, body = $6 where principal = $1 and key = $2 and run = $3',
    [...run, reply.statusCode, JSON.stringify(headers), JSON.stringify(body ?? null)],
  );
  return count > 0;
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
