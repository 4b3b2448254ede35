import { draftOf } from '@lockstep/testing/contracts/change-system';
import { afterEach, describe, expect, it } from 'vitest';
import { closeSites, startSite } from '../../test/changes/jira-site.js';
import { STATUSES } from '../../test/changes/jira-statuses.js';

afterEach(closeSites);

const never = new AbortController().signal;
const failure = (asked: Promise<unknown>) =>
  asked.then(
    (answer) => expect.fail(`must fail; found ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
const other = draftOf({ digest: `sha256:${'b'.repeat(64)}` });
const plans = Array.from({ length: 12 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);

describe('a site of Jira', () => {
  it('lets in by a token as well', async () => {
    const { connect } = await startSite();
    expect(await connect({}, 1).open(draftOf(), never)).toMatchObject({ phase: 'awaiting-approval' });
  });

  it('whose searches lag behind is asked for one issue only', async () => {
    const { system, served, connect } = await startSite();
    for (const plan of plans.slice(0, 3)) await system.open(draftOf({ plan }), never);
    served.behaviour.index = 'lagging';
    for (const plan of plans.slice(3)) await system.open(draftOf({ plan }), never);
    const before = await system.open(draftOf(), never);
    expect((await connect().find(draftOf().plan, never))?.reference).toBe(before.reference);
    expect((await connect().open(draftOf(), never)).reference).toBe(before.reference);
    served.catchUp();
    expect((await connect().open(draftOf(), never)).reference).toBe(before.reference);
    expect(served.changes()).toHaveLength(13);
  });

  it('whose searches lag behind knows which plan an issue is of now', async () => {
    const { system, served } = await startSite();
    const { reference } = await system.open(draftOf(), never);
    served.behaviour.index = 'lagging';
    await system.revise(reference, { ...other, plan: plans[0]! }, never);
    expect(await system.find(draftOf().plan, never)).toBeUndefined();
    expect((await system.open({ ...other, plan: plans[0]! }, never)).reference).toBe(reference);
  });

  it('whose searches lag behind does not show an issue as open that was cancelled', async () => {
    const { system, served } = await startSite();
    const { number } = await system.open(draftOf(), never);
    served.behaviour.index = 'lagging';
    served.people.cancel(number);
    expect(await system.find(draftOf().plan, never)).toBeUndefined();
  });

  it.each([
    [
      'no field of that name',
      { fields: { implementation: 'Rollout plan' } },
      'field "Rollout plan" for implementation; must be on the create screen once; found none',
    ],
    ['a field of another kind', { fields: { start: 'Test plan' } }, 'must hold a date with its time; found string'],
    ['a line for a text', { fields: { implementation: 'Planned start' } }, 'must hold texts of several lines'],
    ['an option that is not offered', { values: { type: 'Huge' } }, 'must offer the option; found no "Huge"'],
    [
      'another type of issues',
      { issueType: 'Change' },
      'type of issues "Change"; must be one of project OPS; found "Task", "[System] Change"',
    ],
  ])('is told of %s before anything is made', async (_, settings, detail) => {
    const { system, served } = await startSite({}, settings);
    expect(await failure(system.open(draftOf(), never))).toMatchObject({ fault: 'misconfigured', detail: expect.stringContaining(detail) });
    expect(served.changes()).toEqual([]);
  });

  it('has two fields of one name, of which the settings name one by its id', async () => {
    const { served, connect } = await startSite();
    served.behaviour.fields = { ...served.behaviour.fields, customfield_10099: { name: 'Test plan', kind: 'text' } };
    expect(await failure(connect({}).open(draftOf(), never))).toMatchObject({
      detail: expect.stringContaining('customfield_10032, customfield_10099'),
    });
    await connect({ fields: { test: 'customfield_10099' } }).open(draftOf(), never);
    expect(served.changes()[0]!.fields).toHaveProperty('Test plan');
  });

  it('is given options, and further fields that it demands', async () => {
    const demanded = { customfield_10040: { name: 'Request type', kind: 'text', required: true } } as const;
    const values = {
      type: 'Normal',
      reason: 'Upgrade',
      urgency: 'Low',
      impact: 'Minor / Localized',
      risk: { low: 'Low', moderate: 'Medium', high: 'High' },
    };
    const { served, connect } = await startSite({}, { values });
    served.behaviour.fields = { ...served.behaviour.fields, ...demanded };
    expect(await failure(connect({ values }).open(draftOf(), never))).toMatchObject({
      fault: 'misconfigured',
      detail: expect.stringContaining('Request type is required'),
    });
    const doc = { type: 'doc', version: 1, content: [] };
    await connect({ values, furtherFields: { customfield_10040: doc } }).open(draftOf(), never);
    expect(served.changes()[0]!.fields).toMatchObject({
      'Change type': { value: 'Normal' },
      'Change risk': { value: 'High' },
      'Request type': doc,
    });
  });

  it('without fields for plans has all of them in the description, which begins with the digest', async () => {
    const { system, served } = await startSite({}, { fields: { implementation: null, backout: null, test: null, start: null, end: null } });
    const { number, reference } = await system.open(draftOf(), never);
    expect(await system.read(reference, never)).toMatchObject({ digest: draftOf().digest, window: null });
    const { description } = served.changes()[0]!;
    for (const part of [draftOf().implementation, draftOf().backout, draftOf().test]) expect(description).toContain(part);
    served.people.approve(number);
    expect(await system.read(reference, never)).toMatchObject({ approval: 'approved' });
  });

  it('whose changes are no requests has nobody who approves, and opens no gate', async () => {
    const { system, served } = await startSite({ requests: 'no-requests' });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.move(number, 'Awaiting implementation');
    expect(await system.read(reference, never)).toMatchObject({ phase: 'approved', approval: 'unknown', deciders: [] });
  });

  it('takes nobody for an approver when somebody moves an issue past the approval', async () => {
    const { system, served } = await startSite();
    const { number, reference } = await system.open(draftOf(), never);
    served.people.move(number, 'Awaiting implementation');
    expect(await system.read(reference, never)).toMatchObject({ phase: 'approved', approval: 'requested', deciders: [] });
  });

  it('takes an approval for none while the workflow has not gone on', async () => {
    const { system, served } = await startSite();
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    served.people.move(number, 'Planning');
    expect(await system.read(reference, never)).toMatchObject({ phase: 'draft', approval: 'not-requested' });
    expect(await failure(system.revise(reference, other, never))).toMatchObject({ fault: 'not-revisable' });
    served.people.move(number, 'Awaiting CAB approval');
    expect(await system.read(reference, never)).toMatchObject({ approval: 'requested', deciders: [] });
  });

  it('takes one step of an approval for no approval while another step is to come', async () => {
    const { system, served } = await startSite(
      {},
      { statuses: { ...STATUSES, 'awaiting-approval': ['Awaiting CAB approval', 'Awaiting vendor'] } },
    );
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    served.people.move(number, 'Awaiting vendor');
    expect(await system.read(reference, never)).toMatchObject({ phase: 'awaiting-approval', approval: 'requested', deciders: [] });
  });

  it('takes another draft in place where an issue does not go back, as long as nobody has answered', async () => {
    const { system, served } = await startSite({ backToPlanning: 'not-available' });
    const { reference } = await system.open(draftOf(), never);
    expect(await system.revise(reference, other, never)).toMatchObject({
      phase: 'awaiting-approval',
      approval: 'requested',
      digest: other.digest,
    });
    served.people.approveInPart('OPS-1');
    expect(await failure(system.revise(reference, draftOf(), never))).toMatchObject({ fault: 'not-revisable' });
  });

  it.each([
    ['successful', 'Completed'],
    ['unsuccessful', 'Failed'],
  ] as const)('ends %s in the status that the settings name for it', async (outcome, status) => {
    const { system, served } = await startSite({}, { outcomes: { successful: ['Completed'], unsuccessful: ['Failed'] } });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    expect(await system.finish(reference, { outcome, notes: 'x' }, never)).toMatchObject({ phase: 'closed', state: status });
  });

  it('leaves a change in review to people where the settings say so', async () => {
    const { system, served } = await startSite({}, { closing: 'review' });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    expect(await system.finish(reference, { outcome: 'successful', notes: 'x' }, never)).toMatchObject({ phase: 'review' });
  });

  it('says when a new issue is in a status that no setting names, and has it approved once one does', async () => {
    const { system, served, connect } = await startSite({}, { statuses: { ...STATUSES, draft: ['To do'] } });
    const told = { fault: 'misconfigured', detail: expect.stringContaining('found Planning') };
    expect(await failure(system.open(draftOf(), never))).toMatchObject(told);
    const { reference } = (await system.find(draftOf().plan, never))!;
    expect(await failure(system.revise(reference, draftOf(), never))).toMatchObject(told);
    expect(await connect({}).revise(reference, draftOf(), never)).toMatchObject({ phase: 'awaiting-approval', approval: 'requested' });
    expect(served.changes()).toHaveLength(1);
  });

  it('opens no gate for an issue of another type, or for a change of another one', async () => {
    const { served, connect } = await startSite();
    const system = connect({ values: { type: 'Normal' } });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    expect(await system.read(reference, never)).toMatchObject({ phase: 'approved' });
    const issue = served.changes()[0]!.fields as Record<string, object>;
    Object.assign(issue['Change type']!, { value: 'Emergency' });
    expect(await system.read(reference, never)).toMatchObject({
      phase: 'unknown',
      state: 'Awaiting implementation, a change of type Emergency',
    });
    Object.assign(issue['issuetype']!, { id: '10400' });
    expect(await connect({}).read(reference, never)).toMatchObject({
      phase: 'unknown',
      state: 'Awaiting implementation, an issue of type 10400',
    });
  });

  it.each([
    ['no time', '2026-13-45T20:00:00.000+0000'],
    ['another thing', { date: 1 }],
  ])('tells a planned time that is %s as one that cannot be read', async (_, start) => {
    const { system, served } = await startSite();
    const { reference } = await system.open(draftOf(), never);
    const garble = (body: unknown) => {
      const { fields, ...rest } = body as { fields: object };
      return { ...rest, fields: { ...fields, customfield_10020: start } };
    };
    served.faults.add({ request: /GET .*\/issue\/\d+\?/, fault: { kind: 'garble', with: garble } });
    expect(await system.read(reference, never)).toMatchObject({
      window: null,
      planned: { start: null, end: '2026-12-06T04:00:00Z', isReadable: false },
    });
  });

  it('is read by ids of statuses as well as by their names', async () => {
    const { system, served } = await startSite({}, { statuses: { ...STATUSES, approved: ['10003'] } });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    expect(await system.read(reference, never)).toMatchObject({ phase: 'approved' });
  });

  it('shows people where issues are read, if that is not where they are asked for', async () => {
    const { system } = await startSite({}, { site: 'https://example.atlassian.net/' });
    expect((await system.open(draftOf(), never)).url).toBe('https://example.atlassian.net/browse/OPS-1');
  });
});
