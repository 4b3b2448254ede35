import { describe, expect, it } from 'vitest';
import { jiraConnector } from '@lockstep/connectors/jira';
import { serviceNowConnector } from '@lockstep/connectors/servicenow';

const servicenow = serviceNowConnector({ allowedNetworks: [] });
const jira = jiraConnector({ allowedNetworks: [] });
const statuses = { 'awaiting-approval': ['CAB'], approved: ['Ready'], changing: ['Doing'], closed: ['Done'], cancelled: ['Canceled'] };

describe('settings of ServiceNow', () => {
  const parse = (settings: object) => servicenow.settings.safeParse({ url: 'https://example.service-now.com', ...settings });

  it('need no more than an address', () => {
    expect(parse({})).toMatchObject({ success: true, data: { closing: 'closed', items: 'by-name', tls: 'verified' } });
  });

  it('leave out states that an instance is without', () => {
    expect(parse({ states: { review: null, changing: null } })).toMatchObject({ success: true });
  });

  it.each([
    ['a user in the address', { url: 'https://lockstep:secret@example.service-now.com' }],
    ['a path', { url: 'https://example.service-now.com/api' }],
    ['a query', { url: 'https://example.service-now.com?x=1' }],
    ['a field that Lockstep writes itself', { fields: { implementation_plan: 'x' } }],
    ['a field that moves records', { fields: { state: '3' } }],
    ['a state of two phases, one of them as delivered', { states: { approved: ['-4'] } }],
    ['a group by its name', { assignmentGroup: 'Network' }],
    ['a setting that nobody knows', { asigmentGroup: 'a'.repeat(32) }],
    ['a phase that is none', { states: { unknown: ['9'] } }],
    ['an approval that changes do not go through', { states: { approved: null } }],
    ['a review as the end where there is none', { states: { review: null }, closing: 'review' }],
  ])('take no %s', (_, settings) => {
    expect(parse(settings).success).toBe(false);
  });
});

describe('settings of Jira', () => {
  const parse = (settings: object) =>
    jira.settings.safeParse({ url: 'https://example.atlassian.net', project: 'OPS', statuses, ...settings });

  it('need an address, a project, and what its statuses mean', () => {
    expect(parse({})).toMatchObject({
      success: true,
      data: { issueType: '[System] Change', fields: { implementation: 'Implementation plan' } },
    });
    for (const phase of Object.keys(statuses)) expect(parse({ statuses: { ...statuses, [phase]: undefined } }).success).toBe(false);
  });

  it('take the address of the API for tokens with scopes', () => {
    expect(parse({ url: 'https://api.atlassian.com/ex/jira/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' }).success).toBe(true);
  });

  it.each([
    ['project that is no key', { project: 'ops" OR project = "HR' }],
    ['status of two phases', { statuses: { ...statuses, review: ['Done'] } }],
    ['path that is another', { url: 'https://example.atlassian.net/wiki' }],
    ['further field that Lockstep writes itself', { furtherFields: { summary: 'x' } }],
  ])('take no %s', (_, settings) => {
    expect(parse(settings).success).toBe(false);
  });
});

describe('secrets', () => {
  it.each([
    [servicenow.secret, { username: 'u', password: 'p' }, true],
    [servicenow.secret, { clientId: 'c', clientSecret: 's' }, true],
    [servicenow.secret, { token: 't' }, true],
    [servicenow.secret, { username: 'u' }, false],
    [servicenow.secret, { token: 'with\r\nx-header: y' }, false],
    [servicenow.secret, { username: 'u', password: 'p', token: 't' }, false],
    [jira.secret, { email: 'a@b', apiToken: 't' }, true],
    [jira.secret, { token: 't' }, true],
    [jira.secret, { apiToken: 't' }, false],
  ])('%# are one of those that the system takes', (secret, value, isOne) => {
    expect(secret.safeParse(value).success).toBe(isOne);
  });
});
