import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix, fleetOf, withoutAdapter13 } from '../../test/worlds.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
});
afterAll(() => api?.close());

const publish = (body: object, query = '') => api.as('matrix-editor').post(`/v1/matrix/revisions${query}`).send(body);
const get = (path: string) => api.as('viewer').get(path);

describe('impact', () => {
  it('names the clusters that fall out of their window, in a dry run and for a published revision', async () => {
    await publish(baseMatrix);
    await api
      .as('inventory-writer')
      .put('/v1/inventory/snapshots')
      .send(fleetOf({ clusters: 2 }));
    const expected = {
      clusters: ['nsx-1/c000', 'nsx-1/c001'],
      changes: [
        {
          between: ['antrea-nsx-adapter', 'nsx'],
          nodes: ['nsx-1/c000', 'nsx-1'],
          versions: ['1.3.0', '4.2.1'],
          before: 'inside',
          after: 'outside',
          verdict: 'unknown',
        },
        expect.anything(),
      ],
      misfits: [],
    };
    expect((await publish([baseMatrix, withoutAdapter13], '?dryRun=true')).body.impact).toMatchObject(expected);
    const { digest, parent } = (await publish([baseMatrix, withoutAdapter13])).body;
    expect((await get(`/v1/matrix/revisions/${digest}/impact?from=${parent}`)).body).toMatchObject({ against: parent, ...expected });
    expect((await get(`/v1/matrix/revisions/${digest}/impact`)).body.changes).toEqual([]);
    expect((await get(`/v1/matrix/revisions/${parent}/impact`)).body.changes[0]).toMatchObject({ before: 'outside', after: 'inside' });
  });

  it('says what of the fleet a revision can no longer read', async () => {
    const poorer = {
      ...baseMatrix,
      spec: {
        components: [baseMatrix.spec.components[0]],
        relations: [],
        releases: [],
        statements: [],
        hops: [],
        sources: [],
      },
    };
    const { impact } = (await publish(poorer, '?dryRun=true')).body;
    expect(impact.misfits[0]).toBe('spec.clusters.0.versions.vkr; no component of the matrix has this id; found "vkr"');
  });
});
