import { draftOf } from '@lockstep/testing/contracts/change-system';
import { afterEach, describe, expect, it } from 'vitest';
import { closeInstances, startInstance } from '../../test/changes/servicenow-instance.js';

afterEach(closeInstances);

const never = new AbortController().signal;
const failure = (asked: Promise<unknown>) =>
  asked.then(
    (answer) => expect.fail(`must fail; found ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
const other = draftOf({ digest: `sha256:${'b'.repeat(64)}` });

describe('an instance of ServiceNow', () => {
  it.each([
    [1, 'a client of its own'],
    [2, 'a token'],
  ])('lets in by login %d, %s', async (login) => {
    const { connect } = await startInstance();
    expect(await connect({}, login).open(draftOf(), never)).toMatchObject({ phase: 'awaiting-approval' });
  });

  it('issues another token when one has run out, and one is asked for once', async () => {
    const { served, connect } = await startInstance();
    const system = connect({}, 1);
    const { reference } = await system.open(draftOf(), never);
    served.expireTokens();
    expect(await system.read(reference, never)).toMatchObject({ reference });
    expect(served.requests.filter(({ path }) => path === '/oauth_token.do')).toHaveLength(2);
  });

  it.each(['nextstate', 'nextstates', 'not-served'] as const)('is moved on where it tells the next states by %s', async (nextStates) => {
    const { system, served } = await startInstance({ nextStates });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    expect(await system.finish(reference, { outcome: 'successful', notes: 'done' }, never)).toMatchObject({ phase: 'closed' });
  });

  it('is read whether it answers lists of one or objects', async () => {
    const { system } = await startInstance({ results: 'object' });
    expect(await system.open(draftOf(), never)).toMatchObject({ phase: 'awaiting-approval' });
  });

  it('has states of its own, which settings name', async () => {
    const { served, connect } = await startInstance();
    served.behaviour.states = { ...served.behaviour.states, scheduled: ['10', 'Ready'], implement: ['11', 'Doing'] };
    const plain = connect({});
    const { number, reference } = await plain.open(draftOf(), never);
    served.people.approve(number);
    expect(await plain.read(reference, never)).toMatchObject({ phase: 'unknown', state: 'Ready', approval: 'approved' });
    const named = connect({ states: { approved: ['10'], changing: ['11'] } });
    expect(await named.read(reference, never)).toMatchObject({ phase: 'approved' });
    expect(await named.begin(reference, never)).toMatchObject({ phase: 'changing', state: 'Doing' });
  });

  it.each([
    ['backToNew', { backToNew: 'not-available' }],
    ['approvalsOnReturn', { approvalsOnReturn: 'kept' }],
  ] as const)('keeps what was approved where its workflow does not take approvals back (%s)', async (_, behaviour) => {
    const { system, served } = await startInstance(behaviour);
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    expect(await failure(system.revise(reference, other, never))).toMatchObject({ fault: 'not-revisable' });
    expect(await system.read(reference, never)).toMatchObject({ digest: draftOf().digest });
  });

  it('takes another draft where the first was rejected', async () => {
    const { system, served } = await startInstance();
    const { number, reference } = await system.open(draftOf(), never);
    served.people.reject(number);
    expect(await system.open(draftOf(), never)).toMatchObject({ approval: 'rejected', phase: 'draft' });
    expect(await system.revise(reference, other, never)).toMatchObject({ approval: 'requested', digest: other.digest });
  });

  it('opens no gate for a change on hold', async () => {
    const { system, served } = await startInstance();
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    served.hold(number);
    expect(await system.read(reference, never)).toMatchObject({ phase: 'unknown', state: 'Scheduled, on hold', approval: 'approved' });
    expect(await failure(system.begin(reference, never))).toMatchObject({ fault: 'not-allowed-now' });
  });

  it.each(['standard', 'emergency'] as const)('opens no gate for a change that somebody has made a %s one', async (type) => {
    const { system, served } = await startInstance();
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    served.retype(number, type);
    expect(await system.read(reference, never)).toMatchObject({
      phase: 'unknown',
      state: `Scheduled, of type ${type}`,
      approval: 'approved',
    });
    expect(await failure(system.revise(reference, other, never))).toMatchObject({ fault: 'not-allowed-now' });
  });

  it.each(['on_hold', 'type'])('opens no gate for a change whose %s the account may not see', async (name) => {
    const { system, served } = await startInstance();
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    served.behaviour.hidden = [name];
    expect(await system.read(reference, never)).toMatchObject({ phase: 'unknown', approval: 'approved' });
    served.people.cancel(number);
    expect(await system.read(reference, never)).toMatchObject({ phase: 'cancelled' });
  });

  it.each(['on_hold', 'type'])('brings no change before those who approve whose %s the account may not see, and names it', async (name) => {
    const { system, served } = await startInstance({ hidden: [name] });
    const refused = { fault: 'misconfigured', detail: expect.stringMatching(new RegExp(`found no ${name}$`)) };
    expect(await failure(system.open(draftOf(), never))).toMatchObject(refused);
    const { reference } = (await system.find(draftOf().plan, never))!;
    expect(await failure(system.revise(reference, draftOf(), never))).toMatchObject(refused);
    expect(served.changes()).toMatchObject([{ state: 'New' }]);
    served.behaviour.hidden = [];
    expect(await system.revise(reference, draftOf(), never)).toMatchObject({ phase: 'awaiting-approval' });
  });

  it('does not say of a change that is taken back that its plan is another one', async () => {
    const { system, served } = await startInstance({}, { items: 'not-linked' });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    await system.revise(reference, draftOf(), never);
    expect(served.changes()[0]!.notes).toEqual([expect.stringMatching(/Lockstep takes it back, to write all of it anew/)]);
  });

  it('without a review is closed where the settings say so', async () => {
    const { system, served, connect } = await startInstance({ review: 'none' });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    const end = { outcome: 'successful', notes: 'done' } as const;
    expect(await failure(system.finish(reference, end, never))).toMatchObject({ fault: 'not-allowed-now' });
    expect(await connect({ states: { review: null } }).finish(reference, end, never)).toMatchObject({ phase: 'closed' });
    expect(served.changes()[0]!.fields).toMatchObject({ close_code: 'successful', close_notes: 'done' });
  });

  it('has no note for each try to bring a change before those who approve', async () => {
    const { system, served } = await startInstance({ moves: 'undone' });
    for (let time = 0; time < 3; time++) expect(await failure(system.open(draftOf(), never))).toMatchObject({ fault: 'not-allowed-now' });
    expect(served.changes()).toMatchObject([{ state: 'New', notes: [] }]);
    served.behaviour.moves = 'done';
    await system.open(draftOf(), never);
    expect(served.changes()).toMatchObject([{ state: 'Assess', notes: [expect.stringContaining('nsx-1, sup-1')] }]);
  });

  it('has no note for each try to cancel a change that it puts back', async () => {
    const { system, served } = await startInstance({}, { items: 'not-linked' });
    const { reference } = await system.open(draftOf(), never);
    served.behaviour.moves = 'undone';
    for (let time = 0; time < 3; time++)
      expect(await failure(system.cancel(reference, 'void', never))).toMatchObject({ fault: 'not-allowed-now' });
    expect(served.changes()).toMatchObject([{ notes: [] }]);
  });

  it('says which condition keeps a change from its review', async () => {
    const { system, served } = await startInstance({ openTasks: 'some' });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    const told = await failure(system.finish(reference, { outcome: 'successful', notes: 'done' }, never));
    expect(told).toMatchObject({ fault: 'not-allowed-now', detail: expect.stringContaining('No active Change Tasks') });
  });

  it('is not believed to have moved a change that it has not moved', async () => {
    const { system, served } = await startInstance();
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    served.behaviour.moves = 'undone';
    for (const act of [system.begin(reference, never), system.cancel(reference, 'void', never), system.revise(reference, other, never)])
      expect(await failure(act)).toMatchObject({ fault: expect.stringMatching(/^not-(allowed-now|revisable)$/) });
    expect(await system.read(reference, never)).toMatchObject({ phase: 'approved', digest: draftOf().digest });
  });

  it('leaves a change in review to people where the settings say so', async () => {
    const { system, served } = await startInstance({}, { closing: 'review' });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    expect(await system.finish(reference, { outcome: 'unsuccessful', notes: 's2 failed' }, never)).toMatchObject({ phase: 'review' });
    expect(served.changes()[0]!.fields).toMatchObject({ close_code: 'unsuccessful', close_notes: 's2 failed' });
  });

  it('that leaves out parts of queries is not believed', async () => {
    const { system, served } = await startInstance();
    await system.open(draftOf(), never);
    served.behaviour.queries = 'partly-ignored';
    const found = await failure(system.find('0b9e3c0e-55a4-4f0c-9d39-6a1f6a7c2d22', never));
    expect(found).toMatchObject({ fault: 'misconfigured', detail: expect.stringContaining('found others') });
  });

  it('names the field that it demands, and takes it from the settings', async () => {
    const { system, connect } = await startInstance({ mandatory: ['u_platform'] });
    expect(await failure(system.open(draftOf(), never))).toMatchObject({
      fault: 'misconfigured',
      detail: expect.stringContaining('u_platform'),
    });
    expect(await connect({ fields: { u_platform: 'VKS' } }).open(draftOf(), never)).toMatchObject({ phase: 'awaiting-approval' });
  });

  it.each(['category', 'start_date', 'correlation_id'])('has no change before anybody when it drops %s', async (name) => {
    const { system, served } = await startInstance({ readOnly: [name] }, { category: 'Network' });
    expect(await failure(system.open(draftOf(), never))).toMatchObject({ fault: 'fields-ignored', detail: expect.stringContaining(name) });
    expect(served.changes()).toMatchObject([{ state: 'Canceled', notes: [expect.stringContaining(name)] }]);
  });

  it('has no change before anybody when it drops a field and cannot cancel either, and still not the next time', async () => {
    const { system, served } = await startInstance({ readOnly: ['category', 'state'] }, { category: 'Network' });
    for (let time = 0; time < 2; time++) expect(await failure(system.open(draftOf(), never))).toMatchObject({ fault: 'fields-ignored' });
    expect(served.changes()).toMatchObject([{ state: 'New' }]);
  });

  it('links configuration items by their names, and says which it could not', async () => {
    const { system, served } = await startInstance({}, {}, ['nsx-1', 'twice', 'twice', 'other']);
    await system.open(draftOf({ affected: ['nsx-1', 'twice', 'ghost', 'a^b'] }), never);
    expect(served.changes()).toMatchObject([{ fields: { affected: ['nsx-1'] }, notes: [expect.stringContaining('twice, ghost, a^b')] }]);
  });

  it('has its change before those who approve though the account may not read configuration items', async () => {
    const { system, served } = await startInstance({ items: 'refused' }, {}, ['nsx-1']);
    expect(await system.open(draftOf(), never)).toMatchObject({ phase: 'awaiting-approval' });
    expect(served.changes()).toMatchObject([{ fields: { affected: [] }, notes: [expect.stringContaining('nsx-1, sup-1')] }]);
  });

  it('is not asked for configuration items where the settings say so', async () => {
    const { system, served } = await startInstance({}, { items: 'not-linked' });
    await system.open(draftOf(), never);
    expect(served.requests.filter(({ path }) => /cmdb_ci|\/ci$/.test(path))).toEqual([]);
  });

  it('starts the conflict check where the settings say so', async () => {
    const { system, served } = await startInstance({}, { conflicts: 'checked' });
    await system.open(draftOf(), never);
    expect(served.requests.filter(({ path }) => path.endsWith('/conflict'))).toHaveLength(1);
  });

  it('tells that a change is approved though not by whom, where the account may not read that', async () => {
    const { system, served } = await startInstance({ approvers: 'refused' });
    const { number, reference } = await system.open(draftOf(), never);
    served.people.approve(number);
    expect(await system.read(reference, never)).toMatchObject({ approval: 'approved', deciders: [] });
  });

  it('shows no text of a note as markup', async () => {
    const { system, served } = await startInstance({}, { items: 'not-linked' });
    const { reference } = await system.open(draftOf(), never);
    await system.note(reference, 'held [code]<img src=x onerror=alert(1)>[/code]', never);
    expect(served.changes()[0]!.notes.join()).not.toMatch(/\[\/?code\]/);
  });

  it('is given the group, the requester and the risk that the settings name', async () => {
    const ids = { assignmentGroup: 'a'.repeat(32), requestedBy: 'b'.repeat(32) };
    const { system, served } = await startInstance({}, { ...ids, category: 'Network', riskValues: { low: '4', moderate: '3', high: '2' } });
    await system.open(draftOf(), never);
    expect(served.changes()[0]!.fields).toMatchObject({
      assignment_group: 'a'.repeat(32),
      requested_by: 'b'.repeat(32),
      category: 'Network',
      risk: '2',
    });
  });
});
