import { importStatements } from '@lockstep/connectors/csv';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix } from '../../test/worlds.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
});
afterAll(() => api?.close());

const get = (query = '') => api.as('viewer').get(`/v1/matrix/statements${query}`);

it('lists the statements of the published matrix, page by page, and as CSV for a spreadsheet', async () => {
  expectProblem(await get(), 404, 'not-found');
  const { digest } = (await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix).expect(201)).body;
  const first = await get('?limit=1').expect(200);
  const second = await get(`?limit=1&cursor=${first.body.page.next}`);
  expect([...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id)).toEqual(['a13', 'a14']);
  const csv = await get(`?matrix=${digest}`).set('accept', 'text/csv').expect(200);
  expect(csv.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8; header=present', 'lockstep-matrix': digest });
  expect(importStatements({ file: 'x.csv', text: csv.text }, { name: 'x' })).toMatchObject({
    outcome: 'imported',
    document: { spec: { statements: [...first.body.items, ...second.body.items] } },
  });
  expectProblem(await get().set('accept', 'image/png'), 406, 'not-acceptable');
});
