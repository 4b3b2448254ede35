import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startApiUnderTest } from '../../test/api-under-test.js';
import { describeApi } from './describe-api.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
});
afterAll(() => api?.close());

describe('the description of the API', () => {
  it('is served to everybody, the same as without a database', async () => {
    const response = await api.as(null).get('/openapi.json');
    expect(response.status).toBe(200);
    expect(response.body).toEqual(JSON.parse(JSON.stringify(await describeApi())));
  });

  it('tells of every operation what it does, whom it is open to, and how it refuses', async () => {
    const { paths } = await describeApi();
    const ids = new Set<string>();
    for (const [path, item] of Object.entries(paths))
      for (const [verb, operation] of Object.entries(item) as [
        string,
        { operationId: string; summary?: string; tags?: string[]; security?: object[]; responses: Record<string, { content?: object }> },
      ][]) {
        expect({ verb, path, summary: operation.summary, tags: operation.tags, security: operation.security }).toEqual({
          verb,
          path,
          summary: expect.stringMatching(/.{5}/),
          tags: [expect.any(String)],
          security: expect.any(Array),
        });
        expect(ids.has(operation.operationId)).toBe(false);
        ids.add(operation.operationId);
        expect(Object.keys(operation.responses).some((status) => status.startsWith('4'))).toBe(true);
        for (const [status, response] of Object.entries(operation.responses))
          if (Number(status) >= 400) expect(Object.keys(response.content ?? {})).toEqual(['application/problem+json']);
      }
    expect(ids.size).toBeGreaterThan(20);
  });

  it('points to no component that is not there', async () => {
    const document = JSON.stringify(await describeApi());
    const { components } = JSON.parse(document) as { components: { schemas: object } };
    const named = new Set([...document.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
    expect([...named].filter((name) => !Object.hasOwn(components.schemas, name ?? ''))).toEqual([]);
    expect(document).not.toContain('#/$defs/');
    for (const kind of ['CompatibilityMatrix', 'FleetSnapshot', 'Problem']) expect(components.schemas).toHaveProperty(kind);
  });

  it('can be browsed', async () => {
    const page = await api.as(null).get('/docs');
    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/html/)]);
    expect((await api.as(null).get('/docs/swagger-ui-bundle.js')).status).toBe(200);
  });
});
