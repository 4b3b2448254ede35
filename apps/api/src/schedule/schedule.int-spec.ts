import { type Freeze, freezeDecider, PostgresRegisterRecord, Register } from '@lockstep/approvals';
import { DataSource } from '@lockstep/platform';
import { KeptSchedules } from '@lockstep/plans';
import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix, fleetOf } from '../../test/worlds.js';
import type { PlanScheduleResource } from './schedule.dto.js';
import { computePlan } from '../../test/compute-plans.js';

const goal = {
  apiVersion: 'lockstep/v1',
  kind: 'UpgradeGoal',
  metadata: { name: 'to-1-34' },
  spec: { targets: [{ component: 'vkr', version: '>=1.34' }], policy: { evidence: 'third-party' } },
};
const windows = [{ start: '2037-11-28T22:00', duration: 'PT8H', timeZone: 'Europe/Berlin', rule: 'FREQ=WEEKLY;BYDAY=SA' }];
const policy = {
  notBefore: '2037-11-24T00:00:00Z',
  durations: { perNode: { vkr: 20 }, fixed: { nsx: 600 }, nodes: 3 },
  limits: { perSupervisor: 1 },
  waves: { canaries: [{ labels: { env: 'prod' } }] },
  windows,
};

let api: ApiUnderTest;
let plan: string;
let etag: string;

beforeAll(async () => {
  api = await startApiUnderTest();
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix).expect(201);
  const world = fleetOf({ clusters: 4 });
  world.spec.clusters[3]!.id = '=cmd|nsx-1/c003';
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world).expect(200);
  plan = await computed({ goal });
  etag = (await api.as('viewer').get(`/v1/plans/${plan}`)).headers['etag']!;
});
afterAll(() => api?.close());

async function computed(body: object, route = '/v1/plans'): Promise<string> {
  const requested = await api.as('planner').post(route).send(body);
  if (requested.status !== 202) throw new Error(`plan; request; must be accepted; found ${requested.text}`);
  await computePlan(api.app, requested.body.id);
  return requested.body.id;
}

const path = (id = plan) => `/v1/plans/${id}/schedule`;
const compute = (change: object = {}, id = plan) =>
  api
    .as('planner')
    .post(path(id))
    .send({ ...policy, ...change });
const keep = (tag: string | null, change: object = {}, id = plan) => {
  const request = api.as('planner').put(path(id));
  return (tag === null ? request : request.set('if-match', tag)).send({ ...policy, ...change });
};
const clusters = ['nsx-1/c000', 'nsx-1/c001', 'nsx-1/c002', '=cmd|nsx-1/c003'];
/** Who may start now by the schedule, and from when on the others. */
const turns = async (step: string, at: string, subjects = clusters, id = plan) => {
  const times = { steps: new Map(), skipped: new Set<string>() };
  const facts = await api.app.get(KeptSchedules, { strict: false }).find({ plan: id, step, subjects, times, at });
  if (!('holds' in facts)) return facts;
  return [
    ...facts.mayStart,
    ...facts.holds.flatMap((hold) => hold.subjects.map((one) => `${one} ${hold.rule} ${'opensAt' in hold ? hold.opensAt : ''}`.trim())),
  ].sort();
};

describe('a schedule that is computed', () => {
  it('tells when every wave of every step runs, how good it is, and keeps nothing', async () => {
    const before = await api.countEvents();
    const { status, body } = await compute();
    expect(status).toBe(200);
    expect(body).toMatchObject({ kept: null, outcome: 'placed', start: '2037-11-24T00:00:00Z', gap: expect.any(Number), unplaced: [] });
    const roll = body.steps.find(({ component }: { component: string }) => component === 'vkr');
    expect(roll.waves[0].runs[0]).toMatchObject({ start: '2037-11-28T21:00:00Z', end: '2037-11-28T22:00:00Z' });
    expect(await api.countEvents()).toBe(before);
    expect((await compute()).body.digest).toBe(body.digest);
    expectProblem(await api.as('viewer').get(path()), 404, 'not-found');
  });

  it('names who has no room, how long it takes and how much room there is', async () => {
    const { body } = await compute({ durations: { perNode: { vkr: 200 }, nodes: 3 } });
    expect(body).toMatchObject({ outcome: 'no-room', gap: null });
    expect(body.unplaced).toContainEqual(expect.objectContaining({ subject: 'nsx-1/c000', minutes: 600, longestRoom: 480 }));
  });

  it.each([
    ['a rule with a month that no year has', { windows: [{ ...windows[0], rule: 'FREQ=YEARLY;BYMONTH=13' }] }, '/windows/0/rule'],
    ['a zone that is none', { freezes: [{ ...windows[0], timeZone: 'Mars/Olympus' }] }, '/freezes/0/timeZone'],
    ['a window of nobody', { windows: [{ ...windows[0], scope: { supervisors: ['mars'] } }] }, '/windows/0/scope'],
    ['a rule that begins several times a day', { windows: [{ ...windows[0], rule: 'FREQ=HOURLY' }] }, '/windows/0/rule'],
    ['minutes of a component that there is none of', { durations: { fixed: { typo: 5 } } }, '/durations/fixed/typo'],
    ['minutes per node of what is above the clusters', { durations: { perNode: { nsx: 5 } } }, '/durations/perNode/nsx'],
    ['minutes of a hop of what clusters run', { durations: { fixed: { vkr: 5 } } }, '/durations/fixed/vkr'],
    ['a soak after what there is none of', { soak: { components: ['typo'] } }, '/soak/components/0'],
    ['canaries that there are none of', { waves: { canaries: [{ labels: { env: 'moon' } }] } }, '/waves/canaries/0'],
  ])('is refused with %s', async (_name, change, pointer) => {
    expectProblem(await compute(change), 422, 'unprocessable', [pointer]);
  });

  it('begins now where the policy says a time that is past, and says so', async () => {
    const { body } = await compute({ notBefore: '2020-01-01T00:00:00Z' });
    expect(Date.parse(body.notBefore)).toBeGreaterThan(Date.now() - 60_000);
    expect(body).toMatchObject({
      start: body.notBefore,
      remarks: [{ pointer: '/notBefore', detail: expect.stringContaining(body.notBefore) }],
    });
    expect((await compute()).body.remarks).toEqual([]);
  });

  it('is a question for planners, and malformed with a limit of nothing', async () => {
    expectProblem(await api.as('viewer').post(path()).send(policy), 403, 'forbidden');
    expectProblem(await compute({ limits: { overall: '0%' } }), 400, 'invalid-request');
  });
});

describe('a schedule that is kept', () => {
  it('is of the plan that was looked at, and then of the schedule that was', async () => {
    expectProblem(await keep(null), 428, 'precondition-required');
    expectProblem(await keep('"sha256:other"'), 412, 'precondition-failed');
    const first = await keep(etag);
    expect(first).toMatchObject({ status: 200, body: { kept: { version: 1, reproduced: true } } });
    expectProblem(await keep(etag), 412, 'precondition-failed');
    const read = await api.as('viewer').get(path());
    expect(read).toMatchObject({ status: 200, headers: { etag: first.headers['etag'] }, body: first.body });
    expect((await api.as('viewer').get(path()).set('if-none-match', read.headers['etag']!)).status).toBe(304);
    const second = await keep(read.headers['etag']!, { limits: {} });
    expect(second).toMatchObject({ status: 200, body: { kept: { version: 2 } } });
    expect((await api.as('viewer').get(path())).body.policy.limits).toEqual({});
  });

  it('is never one in which work has no room', async () => {
    const tag = (await api.as('viewer').get(path())).headers['etag']!;
    const answer = await keep(tag, { durations: { perNode: { vkr: 200 }, nodes: 3 } });
    expectProblem(answer, 422, 'unprocessable');
    expect(answer.body.errors[0]).toMatchObject({
      pointer: '/windows',
      detail: expect.stringMatching(/nsx-1\/c00\d: needs 600 minutes .* at most 480 /),
    });
    expect((await api.as('viewer').get(path())).headers['etag']).toBe(tag);
  });

  it('is never of a plan over assumed facts, which may be computed', async () => {
    const hypothetical = { versions: [{ node: 'nsx-1', component: 'nsx', version: '9.0.1' }] };
    const assumed = await computed({ goal, hypothetical }, '/v1/what-if');
    expect((await compute({}, assumed)).headers['lockstep-executable']).toBe('false');
    const tag = (await api.as('viewer').get(`/v1/plans/${assumed}`)).headers['etag']!;
    expectProblem(await keep(tag, {}, assumed), 409, 'conflict');
  });

  it('lets each cluster start at its time and in its window only', async () => {
    const { steps } = (await api.as('viewer').get(path())).body;
    const { step } = steps.find(({ component }: { component: string }) => component === 'vkr');
    const canary = [clusters[0]!];
    expect(await turns(step, '2037-11-24T10:00:00Z', canary)).toEqual(['nsx-1/c000 outside-schedule 2037-11-28T21:00:00Z']);
    expect(await turns(step, '2037-11-28T21:00:30Z', canary)).toEqual(['nsx-1/c000']);
    // An hour of work does not end by five.
    expect(await turns(step, '2037-11-29T04:00:30Z', canary)).toEqual(['nsx-1/c000 outside-schedule 2037-12-05T21:00:00Z']);
    expect(await turns(step, '2039-01-01T00:00:00Z', canary)).toEqual(['nsx-1/c000 outside-schedule null']);
  });

  it('says of each cluster whose turn it is, and why not of the others', async () => {
    const { steps } = (await api.as('viewer').get(path())).body as PlanScheduleResource;
    const { step, waves } = steps.find(({ component }) => component === 'vkr')!;
    expect(waves).toHaveLength(2);
    const [first, second] = waves.map(({ runs }) => runs.flatMap(({ subjects }) => subjects).sort());
    expect(await turns(step, '2037-11-28T21:00:00Z')).toEqual(
      [...first!, ...second!.flatMap((id) => [`${id} outside-schedule ${waves[1]!.start}`, `${id} wave-not-done`])].sort(),
    );
  });

  it('keeps clear of a freeze that is declared afterwards', async () => {
    const { steps } = (await api.as('viewer').get(path())).body as PlanScheduleResource;
    const { step, waves } = steps.find(({ component }) => component === 'vkr')!;
    const freeze = {
      name: 'Black Friday',
      reason: 'sales',
      scope: { projects: ['pay'] },
      times: { from: '2037-11-27T00:00:00Z', to: '2037-12-01T00:00:00Z' },
    };
    const register = new Register<Freeze>(PostgresRegisterRecord.freezes(api.app.get(DataSource)), freezeDecider);
    expect(await register.create('black-friday', freeze, { actor: 'test' })).toMatchObject({ outcome: 'recorded' });
    const at = '2037-11-28T21:00:00Z';
    const told = await turns(
      step,
      at,
      waves[0]!.runs.flatMap(({ subjects }) => subjects),
    );
    // Clusters of the other project may.
    expect(told).toContain('nsx-1/c000 outside-schedule 2037-12-05T21:00:00Z');
    expect((told as string[]).some((one) => !one.includes(' '))).toBe(true);
    expect((await compute()).body).toMatchObject({ freezes: [{ name: 'Black Friday', scope: { projects: ['pay'] } }] });
  });

  it('is a calendar that a reader unfolds', async () => {
    const answer = await api.as('viewer').get(path()).set('accept', 'text/calendar').buffer(true);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(answer.text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const lines = answer.text.replace(/\r\n[ \t]/g, '').split('\r\n');
    const body = (await api.as('viewer').get(path())).body as PlanScheduleResource;
    const nsx = body.steps.find(({ component }) => component === 'nsx')!;
    expect(nsx.waves[0]!.runs[0]!.stretches).toHaveLength(2);
    const starts = body.steps
      .flatMap(({ waves }) => waves.flatMap(({ start, runs }) => runs[0]!.stretches ?? [{ start }]))
      .map(({ start }) => `DTSTART:${start.replace(/[-:]/g, '')}`);
    expect(lines.filter((line) => line.startsWith('DTSTART'))).toEqual(starts);
    expect(lines.filter((line) => line === 'STATUS:CONFIRMED')).toHaveLength(starts.length);
    expect(lines.find((line) => line.startsWith('DESCRIPTION') && line.includes('=cmd'))).toContain('\\n');
  });

  it('is a table in which no spreadsheet runs a name', async () => {
    const answer = await api.as('viewer').get(path()).set('accept', 'text/csv').buffer(true);
    const records = parseCsv(answer.text, { columns: true }) as Record<string, string>[];
    const rolls = records.filter(({ component }) => component === 'vkr');
    expect(rolls.map(({ subject }) => subject).sort()).toEqual(["'=cmd|nsx-1/c003", 'nsx-1/c000', 'nsx-1/c001', 'nsx-1/c002']);
    expect(rolls[0]).toMatchObject({ step: 's1', wave: '1', start: expect.stringMatching(/T\d\d:\d\d:00Z$/) });
  });

  it('has no other forms', async () => {
    expectProblem(await api.as('viewer').get(path()).set('accept', 'image/png'), 406, 'not-acceptable');
  });
});
