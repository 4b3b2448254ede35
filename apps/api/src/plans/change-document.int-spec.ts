import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { MatrixRevisions, PostgresMatrixRecord } from '@lockstep/matrix';
import { ApiTokens, DataSource, type Role } from '@lockstep/platform';
import { assembleChangeDocuments, CHANGE_COLUMNS, PostgresPlanRecord, ReadPlans } from '@lockstep/plans';
import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix, fleetOf } from '../../test/worlds.js';
import { computePlan } from '../../test/compute-plans.js';

/** A name as a person could choose it who means no good. */
const HOSTILE = '=cmd|`nsx`/<b>c003</b>';
const PUBLIC_URL = 'https://lockstep.example/api';
const goalOf = (targets: readonly object[], more: object = {}) => ({
  apiVersion: 'lockstep/v1',
  kind: 'UpgradeGoal',
  metadata: { name: 'to-1-34' },
  spec: { targets, policy: { evidence: 'third-party' }, ...more },
});
const reachable = goalOf([{ component: 'vkr', version: '>=1.34' }]);

let api: ApiUnderTest;
let plan: string;

beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_PUBLIC_URL: `${PUBLIC_URL}/`, LOCKSTEP_EVIDENCE_AGE: '86400' });
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix).expect(201);
  const world = fleetOf({ clusters: 4 });
  world.spec.clusters[3]!.id = HOSTILE;
  const metadata = { ...world.metadata, takenAt: new Date().toISOString() };
  await api
    .as('inventory-writer')
    .put('/v1/inventory/snapshots')
    .send({ ...world, metadata })
    .expect(200);
  plan = await computed({ goal: reachable });
});
afterAll(() => api?.close());

async function requested(body: object, route = '/v1/plans'): Promise<string> {
  const answer = await api.as('planner').post(route).send(body);
  expect(answer).toMatchObject({ status: 202 });
  return answer.body.id;
}

async function computed(body: object, route?: string): Promise<string> {
  const id = await requested(body, route);
  await computePlan(api.app, id);
  return id;
}

const read = (accept: string, id = plan, role: Role = 'viewer') => api.as(role).get(`/v1/plans/${id}`).set('accept', accept);
const markdown = async (id = plan) => (await read('text/markdown', id).expect(200)).text;
type Row = Readonly<Record<(typeof CHANGE_COLUMNS)[number], string>>;
const rows = async (id = plan): Promise<Row[]> => parseCsv((await read('text/csv', id).expect(200)).text, { columns: true }) as Row[];

function drafts(publicUrl: string | null = PUBLIC_URL) {
  const [source, projections] = [api.app.get(DataSource), api.app.get(ProjectionRunner)];
  const plans = new ReadPlans(new PostgresPlanRecord(source), new MatrixRevisions(new PostgresMatrixRecord(source)));
  const now = () => new Date().toISOString();
  return assembleChangeDocuments({ source, projections, plans, publicUrl, signalAge: 3_600, freshness: null, now }).drafts;
}

describe('a plan as a change document', () => {
  it('tells what moves, how it is proven, its way back and who has to approve', async () => {
    const answer = await read('text/markdown').expect(200);
    expect(answer.headers['content-type']).toMatch(/^text\/markdown; charset=utf-8/);
    expect(answer.headers['vary']).toMatch(/accept/i);
    const { text } = answer;
    expect(text).toMatch(/^# Change: to-1-34\n/);
    for (const heading of ['Summary', 'Impact by NSX Project', 'Steps', 'Points of no return', 'Risks', 'Approval', 'Sources'])
      expect(text).toContain(`\n## ${heading}\n`);
    expect(text).toContain(`[${plan}](${PUBLIC_URL}/v1/plans/${plan})`);
    expect(text).toContain('Way back:');
    expect(text).toMatch(/Sign-off was not requested yet.* the planner \(token:\w{12}\) asked for the plan, and signs nothing of it/);
    expect(text).toContain('no schedule is kept; durations are told without dates');
  });

  it('shows a name that means no good as a name', async () => {
    const text = await markdown();
    expect(text).toContain('=cmd\\|\\`nsx\\`/\\<b>c003\\</b>');
    expect(text).not.toMatch(/[^\\]<b>/);
  });

  it('follows what is decided and kept, and so does its tag', async () => {
    const id = await computed({ goal: reachable });
    const before = await read('text/markdown', id).expect(200);
    const again = await read('text/markdown', id).expect(200);
    expect(again.text).toBe(before.text);
    await read('text/markdown', id).set('if-none-match', before.headers['etag']!).expect(304);

    const { headers, body } = await api.as('viewer').get(`/v1/plans/${id}`);
    await api
      .as('planner')
      .put(`/v1/plans/${id}/schedule`)
      .set('if-match', headers['etag']!)
      .send({
        notBefore: '2099-11-24T00:00:00Z',
        windows: [{ start: '2099-11-28T22:00', duration: 'PT36H', timeZone: 'Europe/Berlin', rule: 'FREQ=WEEKLY;BYDAY=SA' }],
      })
      .expect(200);
    const kept = await read('text/markdown', id).set('if-none-match', before.headers['etag']!).expect(200);
    expect(kept.text).toContain('2099-11-28T21:00:00Z (2099-11-28 22:00 +01:00)');
    expect(kept.text).toContain('clocks of Europe/Berlin');

    const tokens = api.app.get(ApiTokens);
    const decide = async (name: string, roles: Role[], path: string, sent: object = {}) =>
      api
        .as(null)
        .post(`/v1/plans/${id}${path}`)
        .set('authorization', `Bearer ${(await tokens.create({ name, roles }, 'test')).token}`)
        .set('if-match', `"${(body as { digest: string }).digest}"`)
        .send(sent)
        .expect(200);
    await decide('ada', ['planner'], '/signoffs/request');
    await decide('bo', ['approver'], '/signoffs', { decision: 'sign' });
    const signed = await read('text/markdown', id).set('if-none-match', kept.headers['etag']!).expect(200);
    expect(signed.text).toMatch(/\nSign-off is requested and not complete\./);
    expect(signed.text).toMatch(/\n- Requested by ada \(token:\w{12}\) at /);
    expect(signed.text).toMatch(/\n- Signed by bo \(token:\w{12}\) at \S+ as approver\n/);
    expect(signed.text).toMatch(/; kept by the planner \(token:\w{12}\) at /);
    expect((await rows(id))[0]).toMatchObject({ wave: '1', start_utc: '2099-11-28T21:00:00Z', start_local: '2099-11-28 22:00 +01:00' });
  });

  it('of a goal out of reach says why, and of assumed facts that it is not to be carried out', async () => {
    const blocked = await markdown(
      await computed({ goal: goalOf([{ component: 'nsx', version: '>=9.1' }], { hold: [{ component: 'vkr' }] }) }),
    );
    expect(blocked).toContain('\n## Why there is no plan\n');
    expect(blocked).not.toContain('\n## Steps\n');
    const assumed = await computed(
      { goal: reachable, hypothetical: { versions: [{ node: HOSTILE, component: 'vkr', version: 'v1.34.1+vmware.1' }] } },
      '/v1/what-if',
    );
    const answer = await read('text/markdown', assumed).expect(200);
    expect(answer.headers['lockstep-executable']).toBe('false');
    expect(answer.text).toMatch(/^# Change: to-1-34\n\n> \*\*Hypothetical, not executable\./);
    expect(answer.text).not.toContain('\n## Approval\n');
    expect((await rows(assumed)).every(({ executable }) => executable === 'no')).toBe(true);
  });
});

describe('a plan as rows', () => {
  it('has one for each subject of each step, below a heading that stays, and nothing that a spreadsheet runs', async () => {
    const { text, headers } = await read('text/csv').expect(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(text.split('\r\n')[0]).toBe(CHANGE_COLUMNS.join(','));
    const told = await rows();
    const { body } = await api.as('viewer').get(`/v1/plans/${plan}/steps`).expect(200);
    const steps = body.items as { id: string; subjects: string[] }[];
    expect(told.map(({ step, subject }) => [step, subject.replace(/^'/, '')])).toEqual(
      steps.flatMap(({ id, subjects }) => subjects.map((subject) => [id, subject])),
    );
    expect(told.some(({ subject }) => subject === `'${HOSTILE}`)).toBe(true);
    expect(told.flatMap((row) => Object.values(row)).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(told[0]).toMatchObject({ plan, executable: 'yes', start_utc: '', minutes: expect.stringMatching(/^\d+$/) });
  });
});

describe('the form of a plan', () => {
  it.each([
    ['text/markdown', 'text/markdown'],
    ['text/csv;q=0.5, text/markdown', 'text/markdown'],
    ['text/csv, text/markdown;q=0.9, */*;q=0.1', 'text/csv'],
    ['text/html, text/*;q=0.8', 'text/markdown'],
    ['application/yaml;q=0.2, text/csv;q=0.1', 'application/yaml'],
    ['text/markdown;q=0, application/json', 'application/json'],
    ['*/*', 'application/json'],
  ])('for Accept: %s is %s', async (accept, type) => {
    const { headers } = await read(accept).expect(200);
    expect(headers['content-type']).toMatch(new RegExp(`^${type}`));
  });

  it.each(['image/png', 'text/html', 'text/csv;q=0'])('is none for Accept: %s', async (accept) => {
    expectProblem(await read(accept), 406, 'not-acceptable');
  });

  it('has a tag of its own each, all of which name the digest', async () => {
    const forms = ['application/json', 'application/yaml', 'text/markdown', 'text/csv'];
    const answers = await Promise.all(forms.map((form) => read(form).expect(200)));
    const tags = answers.map(({ headers }) => headers['etag']!);
    expect(new Set(tags).size).toBe(forms.length);
    const { digest } = answers[0]!.body as { digest: string };
    for (const tag of tags) expect(tag).toContain(digest);
  });

  it.each(['text/markdown', 'text/csv'])(
    'as %s is not there before the plan is computed, nor for no plan, nor without a token',
    async (form) => {
      const waiting = await requested({ goal: goalOf([{ component: 'nsx', version: '>=9.0' }]) });
      expectProblem(await read(form, waiting), 409, 'conflict');
      expectProblem(await read(form, '0193cd4e-0000-7000-8000-00000000dead'), 404, 'not-found');
      expectProblem(await api.as(null).get(`/v1/plans/${plan}`).set('accept', form), 401, 'unauthenticated');
    },
  );
});

describe('the draft of a change record', () => {
  it('says what is approved before anything else, and names what moves, what others share first', async () => {
    const id = await computed({ goal: goalOf([{ component: 'nsx', version: '>=9.1' }]) });
    const draft = (await drafts().draft(id))!;
    const { body } = await api.as('viewer').get(`/v1/plans/${id}`);
    const { digest } = body as { digest: string };
    expect(draft).toMatchObject({ plan: id, digest, planUrl: `${PUBLIC_URL}/v1/plans/${id}`, window: null });
    expect(
      draft.implementation
        .split('\n')
        .filter((line) => line !== '')
        .slice(0, 3),
    ).toEqual([`Digest: ${digest}`, `Plan: ${PUBLIC_URL}/v1/plans/${id}`, 'Window: no schedule is kept']);
    expect(draft.summary.length).toBeLessThanOrEqual(160);
    expect(draft.summary).toMatch(/^Upgrade to-1-34: nsx /);
    expect(draft.affected[0]).toBe('nsx-1');
    expect(draft.affected).toContain(HOSTILE);
    for (const text of [draft.description, draft.justification, draft.backout, draft.test, draft.risk.text]) expect(text).not.toBe('');
    expect((await drafts(null).draft(id))!.planUrl).toBeNull();
  });

  it('is none of no plan, of assumed facts, of a goal out of reach, of what is not computed, and of what was withdrawn', async () => {
    const hypothetical = { versions: [{ node: HOSTILE, component: 'vkr', version: 'v1.34.1+vmware.1' }] };
    const withdrawn = await computed({ goal: reachable });
    const { headers } = await api.as('viewer').get(`/v1/plans/${withdrawn}`);
    await api
      .as('planner')
      .post(`/v1/plans/${withdrawn}/withdraw`)
      .set('if-match', headers['etag']!)
      .send({ reason: 'another one' })
      .expect(200);
    const ids = [
      '0193cd4e-0000-7000-8000-00000000dead',
      await computed({ goal: reachable, hypothetical }, '/v1/what-if'),
      await computed({ goal: goalOf([{ component: 'nsx', version: '>=9.1' }], { hold: [{ component: 'vkr' }] }) }),
      await requested({ goal: goalOf([{ component: 'nsx', version: '>=9.0' }]) }),
      withdrawn,
    ];
    for (const id of ids) expect(await drafts().draft(id)).toBeUndefined();
  });
});
