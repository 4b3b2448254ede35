import createClient, { type MaybeOptionalInit } from 'openapi-fetch';
import type { PathsWithMethod, RequiredKeysOf, ResponseObjectMap, SuccessResponse } from 'openapi-typescript-helpers';
import { follow, type FollowOptions, type StreamedEvent } from './follow.js';
import type { paths } from './generated/schema.js';
import { LockstepUnreachable, readRetryAfter } from './lockstep-problem.js';
import { settle, type SettleOptions } from './settle.js';
import { createTransport, type TransportOptions } from './transport.js';

export interface LockstepClientOptions extends TransportOptions {
  /** Where the service is, with the path it is served under, if any. */
  readonly url: string;
}

export interface Answer<Data> {
  readonly data: Data;
  readonly status: number;
  readonly headers: Headers;
  readonly etag: string | null;
  readonly location: string | null;
  /** Seconds after which it is worth asking again; null: the service does not say, and what was asked for is done. */
  readonly retryAfter: number | null;
}

type Method = 'get' | 'put' | 'post' | 'delete';
type Json = 'application/json';
type InitOf<Path extends keyof paths, M extends Method & keyof paths[Path]> = MaybeOptionalInit<paths[Path], M>;
type InitParameter<Init> =
  RequiredKeysOf<Init> extends never ? [(Init & { [key: string]: unknown })?] : [Init & { [key: string]: unknown }];
/** Not the type that `FetchResponse` says: it walks through every schema, and what comes out is equal to none of `components`. */
type DataOf<Operation, Init> = Init extends { parseAs: 'text' }
  ? string
  : Operation extends Record<string | number, unknown>
    ? SuccessResponse<ResponseObjectMap<Operation>, Json>
    : never;

/** Throws `LockstepProblem`, or `LockstepUnreachable`. */
type Call<M extends Method> = <Path extends PathsWithMethod<paths, M>, Init extends InitOf<Path, M>>(
  path: Path,
  ...init: InitParameter<Init>
) => Promise<Answer<DataOf<paths[Path][M], Init>>>;

type ItemOf<Path extends keyof paths> = DataOf<paths[Path]['get'], object> extends { items: readonly (infer Item)[] } ? Item : never;
/** Paths of lists: their answers hold `items` and a `page`. */
export type ListPath = { [Path in keyof paths]: ItemOf<Path> extends never ? never : Path }[keyof paths] & PathsWithMethod<paths, 'get'>;

export interface LockstepClient {
  readonly url: string;
  readonly GET: Call<'get'>;
  readonly PUT: Call<'put'>;
  readonly POST: Call<'post'>;
  readonly DELETE: Call<'delete'>;
  /** Every item of a list, page after page, each asked for when the one before is used up. */
  pages<Path extends ListPath, Init extends InitOf<Path, 'get'>>(path: Path, ...init: InitParameter<Init>): AsyncGenerator<ItemOf<Path>>;
  /** What a 202 promised: asks its `Location` until it is done. An answer that is done already is handed back. Throws `LockstepTimeout`. */
  settle<Data>(answer: Answer<Data>, options?: SettleOptions): Promise<Answer<Data>>;
  /** A stream of events without end, over as many connections as it takes; stops when the signal aborts, without an error. */
  follow<Data = unknown>(path: string, options?: FollowOptions): AsyncGenerator<StreamedEvent<Data>>;
  /** A path that comes from elsewhere, such as a `Location`. */
  request<Data = unknown>(method: string, path: string, init?: RequestInit): Promise<Answer<Data>>;
}

/** A client of one service, for one token. */
export function createLockstepClient(options: LockstepClientOptions): LockstepClient {
  const url = options.url.replace(/\/+$/, '');
  const transport = createTransport(options);
  // A redirect would take the token elsewhere, and Lockstep sends none.
  const client = createClient<paths>({ baseUrl: url, fetch: transport, redirect: 'manual', headers: { accept: 'application/json' } });
  const call =
    (method: Method) =>
    async (path: string, init: Record<string, unknown> = {}): Promise<Answer<unknown>> => {
      refuseEmptyIds(path, init);
      const { data, response } = await readably(method, path, client.request(method as 'get', path as '/v1/me', init));
      return answerOf(response, data);
    };
  const request = async <Data>(method: string, path: string, init: RequestInit = {}): Promise<Answer<Data>> => {
    const response = await transport(new Request(`${url}${path}`, { redirect: 'manual', ...init, method }));
    const isJson = /^application\/([\w.-]+\+)?json\b/.test(response.headers.get('content-type') ?? '');
    const read = async () => {
      const text = await response.text();
      return text === '' ? undefined : isJson ? (JSON.parse(text) as unknown) : text;
    };
    return answerOf(response, (await readably(method, path, read())) as Data);
  };
  return {
    url,
    GET: call('get') as Call<'get'>,
    PUT: call('put') as Call<'put'>,
    POST: call('post') as Call<'post'>,
    DELETE: call('delete') as Call<'delete'>,
    pages: (path, ...[init]) => pagesOf(call('get'), path, init ?? {}) as never,
    settle: (answer, how) => settle(request, answer, how),
    follow: (path, how) => follow(transport, url, path, how),
    request,
  };
}

/** As a segment of a path these would make it another one: `/v1/plans/` is answered with the list. */
function refuseEmptyIds(path: string, { params }: { readonly params?: { readonly path?: object } }): void {
  for (const [name, value] of Object.entries(params?.path ?? {}))
    if (['', '.', '..'].includes(String(value)))
      throw new RangeError(`${path}; ${name}; must name something; found ${JSON.stringify(value)}`);
}

/** An answer that breaks off, or that is no JSON where it should be, as that of a proxy, is none. */
async function readably<Read>(method: string, path: string, reading: Promise<Read>): Promise<Read> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new LockstepUnreachable({ method: method.toUpperCase(), path }, { cause: error });
  }
}

const answerOf = <Data>(response: Response, data: Data): Answer<Data> => ({
  data,
  status: response.status,
  headers: response.headers,
  etag: response.headers.get('etag'),
  location: response.headers.get('location'),
  retryAfter: readRetryAfter(response),
});

interface Page {
  readonly items: readonly unknown[];
  readonly page: { readonly next: string | null };
}

async function* pagesOf(
  get: (path: string, init: Record<string, unknown>) => Promise<Answer<unknown>>,
  path: string,
  init: { readonly params?: { readonly query?: object } },
): AsyncGenerator<unknown> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query = { ...init.params?.query, ...(cursor === undefined ? {} : { cursor }) };
    const { items, page } = (await get(path, { ...init, params: { ...init.params, query } })).data as Page;
    yield* items;
    cursor = page.next;
  }
}
