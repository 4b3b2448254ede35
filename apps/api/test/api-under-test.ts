import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiTokens, createLogger, DataSource, readSettings, type Role, roles } from '@lockstep/platform';
import { createTestDatabase } from '@lockstep/testing';
import { Writable } from 'node:stream';
import supertest from 'supertest';
import { expect } from 'vitest';
import { createApi } from '../src/start-api.js';

export interface ApiUnderTest {
  readonly app: NestFastifyApplication;
  /** A client with a token of this role alone; `null`: without a token. */
  as(role: Role | null): Client;
  /** Events in the whole record. */
  countEvents(): Promise<number>;
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  readonly logged: readonly string[];
  close(): Promise<void>;
}

export type Client = Record<'get' | 'put' | 'post' | 'delete', (path: string) => supertest.Test>;

/** The API as it is deployed, over a fresh database, without a socket of its own. */
export async function startApiUnderTest(environment: Record<string, string> = {}): Promise<ApiUnderTest> {
  const database = await createTestDatabase();
  const reading = readSettings({ LOCKSTEP_RATE_LIMIT: '0', ...environment });
  if (reading.outcome === 'invalid') throw new Error(reading.problems.join('\n'));
  const logged: string[] = [];
  const sink = new Writable({ write: (chunk, _encoding, done) => (logged.push(String(chunk)), done()) });
  const app = await createApi({ settings: reading.settings, databaseUrl: database.url, logger: createLogger('warn', 'test', sink) });
  await app.getHttpAdapter().getInstance().ready();
  const tokens = new Map<Role, string>();
  for (const role of roles) tokens.set(role, (await app.get(ApiTokens).create({ name: `the ${role}`, roles: [role] }, 'test')).token);
  const server = supertest(app.getHttpServer());
  const call = (role: Role | null) => (verb: keyof Client) => (path: string) => {
    const request = server[verb](path);
    return role === null ? request : request.set('authorization', `Bearer ${tokens.get(role)}`);
  };
  const query = <Row>(sql: string, parameters: unknown[] = []) => app.get(DataSource).query<Row[]>(sql, parameters);
  return {
    app,
    as: (role) => ({ get: call(role)('get'), put: call(role)('put'), post: call(role)('post'), delete: call(role)('delete') }),
    countEvents: async () => Number((await query<{ count: string }>('select count(*) from event_store.event'))[0]!.count),
    query,
    logged,
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** RFC 9457 with the code, and with exactly these places, if they are given. */
export function expectProblem(response: supertest.Response, status: number, code: string, pointers?: readonly string[]): void {
  expect({ status: response.status, body: response.body as unknown }).toMatchObject({
    status,
    body: { type: `urn:lockstep:problem:${code}`, code, status },
  });
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  if (pointers) expect((response.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual(pointers);
}
