import { once } from 'node:events';
import { get as open, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiTokens } from '@lockstep/platform';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix, fleetOf, withoutAdapter13 } from '../../test/worlds.js';

interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly id: string; readonly kind: string; readonly state: string; readonly subjects: { readonly count: number } };
}

let api: ApiUnderTest;
let url: string;
let token: string;
beforeAll(async () => {
  api = await startApiUnderTest();
  await api.app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(api.app.getHttpServer().address() as AddressInfo).port}/v1/findings/stream`;
  ({ token } = await api.app.get(ApiTokens).create({ name: 'follower', roles: ['viewer'] }, 'test'));
  await publish(baseMatrix);
  await record({ clusters: 2 });
});
afterAll(() => api?.close());

const publish = (body: object) => api.as('matrix-editor').post('/v1/matrix/revisions').send(body);
const record = (world: Parameters<typeof fleetOf>[0]) => api.as('inventory-writer').put('/v1/inventory/snapshots').send(fleetOf(world));

/** What is told from now on, until `stop`. */
async function follow(query = '', headers: Record<string, string> = {}) {
  const request = open(url + query, { agent: false, headers: { authorization: `Bearer ${token}`, ...headers } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const told: Told[] = [];
  let text = '';
  response.setEncoding('utf8').on('error', () => {});
  response.on('data', (chunk: string) => {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      if (field('event') !== undefined)
        told.push({ id: field('id')!, event: field('event')!, data: JSON.parse(field('data')!) as Told['data'] });
    }
  });
  return {
    told,
    until: (count: number) => vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(count), { timeout: 10_000 }),
    stop: () => request.destroy(),
  };
}

describe('the stream of findings', () => {
  it('tells of what opens, changes, is acknowledged and closes, and goes on where it was cut off', async () => {
    const client = await follow('?kind=exposure');
    await publish([baseMatrix, withoutAdapter13]);
    await client.until(1);
    expect(client.told).toMatchObject([{ event: 'opened', data: { state: 'open', subjects: { count: 2 } } }]);
    const { id } = client.told[0]!.data;
    await record({ clusters: 3, takenAt: '2026-11-21T06:00:00Z' });
    await client.until(2);
    expect(client.told[1]).toMatchObject({ event: 'changed', data: { id, subjects: { count: 3 } } });
    client.stop();

    const { etag } = (await api.as('viewer').get(`/v1/findings/${id}`)).headers;
    await api.as('operator').post(`/v1/findings/${id}/acknowledgements`).set('if-match', etag!).send({ reason: 'known' }).expect(201);
    const again = await follow('?kind=exposure', { 'last-event-id': client.told[1]!.id });
    await again.until(1);
    expect(again.told.at(-1)).toMatchObject({ event: 'acknowledged', data: { id, state: 'acknowledged' } });
    const seen = again.told.length;
    await publish(baseMatrix);
    await again.until(seen + 1);
    expect(again.told.slice(seen)).toMatchObject([{ event: 'closed', data: { id, state: 'closed', subjects: { count: 0 } } }]);
    again.stop();

    const late = await follow('?after=0&kind=exposure');
    await late.until(1);
    expect(late.told).toMatchObject([{ event: 'closed', data: { id } }]);
    late.stop();
  });

  it('refuses a starting point that is none', async () => {
    expectProblem(await api.as('viewer').get('/v1/findings/stream').set('last-event-id', 'x'), 400, 'invalid-request', [
      'header:/last-event-id',
    ]);
  });
});
