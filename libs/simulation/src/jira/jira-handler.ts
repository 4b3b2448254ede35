import type { HttpAnswer, HttpHandler, HttpRequest } from '../serve/http-answer.js';
import { documentProblem } from './documents.js';
import type { Issue, Issues } from './issues.js';
import type { JiraBehaviour, JiraField } from './jira-behaviour.js';
import { createFields, fieldShown, issueShown } from './shown-issues.js';

export interface JiraServing {
  readonly issues: Issues;
  readonly behaviour: JiraBehaviour;
  readonly isLoggedIn: (request: HttpRequest) => boolean;
  readonly url: () => string;
}

const failure = (status: number, messages: readonly string[], errors: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  body: { errorMessages: messages, errors },
});
const missing = failure(404, ['Issue does not exist or you do not have permission to see it.']);
const fine = (body: unknown, status = 200): HttpAnswer => ({ status, body });

const ISSUE = /^\/rest\/api\/3\/issue\/([^/]+)(?:\/(transitions|comment))?$/;
const CREATE_META = /^\/rest\/api\/3\/issue\/createmeta\/([^/]+)\/issuetypes(?:\/(\d+))?$/;
const APPROVALS = /^\/rest\/servicedeskapi\/request\/([^/]+)\/approval$/;
const CHANGE_TYPE = { id: '10500', name: '[System] Change', subtask: false };

/** Project with issues, workflow and approvals, by the platform's API and that of service desks. */
export function jiraHandler(serving: JiraServing): HttpHandler {
  const { issues, behaviour } = serving;
  return (request) => {
    const { method, path } = request;
    if (!serving.isLoggedIn(request))
      return { status: 401, headers: { 'content-type': 'text/plain' }, body: 'Client must be authenticated to access this resource.' };
    const writes = method !== 'GET' && !/\/(search\/jql|issue\/bulkfetch)$/.test(path);
    if (behaviour.rights === 'none' || (behaviour.rights === 'read' && writes)) return failure(403, ['You do not have the permission.']);
    if (path === '/rest/api/3/search/jql' && method === 'POST') return search(serving, request);
    if (path === '/rest/api/3/issue/bulkfetch' && method === 'POST') return bulkFetch(serving, request);
    if (path === '/rest/api/3/issue' && method === 'POST') return make(serving, request);
    const meta = CREATE_META.exec(path);
    if (meta) return createMeta(serving, meta[1]!, meta[2], request);
    const approvals = APPROVALS.exec(path);
    if (approvals) return answerApprovals(serving, issues.find(approvals[1]!));
    const found = ISSUE.exec(path);
    if (!found) return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>Oops, you’ve found a dead link.</html>' };
    const issue = issues.find(decodeURIComponent(found[1]!));
    if (!issue) return missing;
    if (found[2] === 'transitions')
      return method === 'GET' ? fine({ transitions: waysShown(serving, issue) }) : walk(serving, issue, request);
    if (found[2] === 'comment')
      return method === 'POST' ? comment(issue, request) : fine({ comments: issue.comments.map((body) => ({ body })).reverse() });
    if (method === 'PUT') return edit(serving, issue, request);
    return method === 'GET' ? fine(issueShown(issue, behaviour, serving.url())) : failure(405, []);
  };
}

const bodyOf = ({ body }: HttpRequest) => JSON.parse(body) as Record<string, any>; // eslint-disable-line typescript/no-explicit-any

function createMeta({ issues, behaviour }: JiraServing, project: string, type: string | undefined, { query }: HttpRequest): HttpAnswer {
  if (project !== issues.project) return failure(404, [`No project could be found with key '${project}'.`]);
  const all = type === undefined ? [{ id: '10400', name: 'Task', subtask: false }, CHANGE_TYPE] : createFields(behaviour);
  const startAt = Number(query.get('startAt') ?? 0);
  // Pages are small, so that whoever reads only the first one is found out.
  const page = all.slice(startAt, startAt + 6);
  return fine({ startAt, maxResults: 6, total: all.length, [type === undefined ? 'issueTypes' : 'fields']: page });
}

/** Names of fields with what is wrong about their values. */
function problemsOf(fields: Record<string, unknown>, behaviour: JiraBehaviour): Record<string, string> {
  const known: Record<string, JiraField | 'system'> = { ...behaviour.fields };
  for (const name of ['project', 'issuetype', 'summary', 'description', 'labels']) known[name] = 'system';
  const problems: Record<string, string> = {};
  for (const [id, value] of Object.entries(fields)) {
    const field = known[id];
    if (field === undefined) problems[id] = `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;
    else if (id === 'summary' && (typeof value !== 'string' || value.length > 255 || /[\r\n]/.test(value)))
      problems[id] = 'Summary is wrong.';
    else if (id === 'description' || (field !== 'system' && field.kind === 'text')) {
      if (value !== null && documentProblem(value) !== null) problems[id] = 'Operation value must be an Atlassian Document';
      else if (JSON.stringify(value).length > 200_000) problems[id] = 'The entered text is too long.';
    } else if (field !== 'system' && field.kind === 'option' && !field.options!.includes((value as { value?: string } | null)?.value ?? ''))
      problems[id] = 'Option value is not valid';
    else if (
      field !== 'system' &&
      field.kind === 'datetime' &&
      value !== null &&
      !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/.test(String(value))
    )
      problems[id] = `Operation value must be a string in the format yyyy-MM-dd'T'HH:mm:ss.SSSZ`;
  }
  return problems;
}

function stored(fields: Record<string, unknown>, behaviour: JiraBehaviour): Record<string, unknown> {
  const kept = Object.entries(fields).map(([id, value]) => {
    const field = behaviour.fields[id];
    if (field && behaviour.emptied.includes(field.name)) return [id, null];
    return [id, field?.kind === 'datetime' && value !== null ? Date.parse(String(value)) : value];
  });
  return Object.fromEntries(kept) as Record<string, unknown>;
}

function make({ issues, behaviour, url }: JiraServing, request: HttpRequest): HttpAnswer {
  const { fields } = bodyOf(request) as { fields: Record<string, any> }; // eslint-disable-line typescript/no-explicit-any
  if (fields['project']?.key !== issues.project) return failure(400, [], { project: 'valid project is required' });
  if (fields['issuetype']?.id !== CHANGE_TYPE.id) return failure(400, [], { issuetype: 'Specify a valid issue type' });
  const problems = problemsOf(fields, behaviour);
  for (const [id, { required, name }] of Object.entries(behaviour.fields))
    if (required && fields[id] === undefined) problems[id] = `${name} is required.`;
  if (Object.keys(problems).length > 0) return failure(400, [], problems);
  const { id, key } = issues.make(stored(fields, behaviour));
  return fine({ id, key, self: `${url()}/rest/api/3/issue/${id}` }, 201);
}

function edit({ issues, behaviour }: JiraServing, issue: Issue, request: HttpRequest): HttpAnswer {
  const { fields, update } = bodyOf(request) as {
    fields: Record<string, unknown>;
    update?: { labels?: { add?: string; remove?: string }[] };
  };
  const problems = problemsOf(fields, behaviour);
  if (Object.keys(problems).length > 0) return failure(400, [], problems);
  Object.assign(issue.fields, stored(fields, behaviour));
  let labels = (issue.fields['labels'] as string[] | undefined) ?? [];
  for (const { add, remove } of update?.labels ?? [])
    labels = [...labels.filter((one) => one !== remove && one !== add), ...(add === undefined ? [] : [add])];
  issue.fields['labels'] = labels;
  issues.changed();
  return { status: 204, body: '' };
}

const waysShown = ({ issues, behaviour }: JiraServing, issue: Issue) =>
  issues.ways(issue).map(({ id, name, to }) => {
    const [statusId, statusName] = behaviour.statuses[to];
    return { id, name, to: { id: statusId, name: statusName }, hasScreen: false, isAvailable: true };
  });

function walk({ issues, behaviour }: JiraServing, issue: Issue, request: HttpRequest): HttpAnswer {
  const { transition } = bodyOf(request) as { transition: { id: string } };
  const way = issues.ways(issue).find(({ id }) => id === transition.id);
  if (!way) return failure(400, [`It seems that you have tried to perform an illegal workflow operation (${transition.id}).`]);
  if (behaviour.transitions === 'refused') return failure(400, [], { resolution: 'Resolution is required.' });
  issues.enter(issue, way.to);
  return { status: 204, body: '' };
}

function comment(issue: Issue, request: HttpRequest): HttpAnswer {
  const { body } = bodyOf(request);
  if (documentProblem(body) !== null) return failure(400, [], { comment: 'Comment body is not valid!' });
  issue.comments.push(body);
  return fine({ id: String(issue.comments.length), body }, 201);
}

function search({ issues, behaviour, url }: JiraServing, request: HttpRequest): HttpAnswer {
  const { jql = '', maxResults = 50 } = bodyOf(request) as { jql?: string; maxResults?: number };
  const project = /project = "([^"]+)"/.exec(jql)?.[1];
  if (project !== undefined && project !== issues.project)
    return failure(400, [`The value '${project}' does not exist for the field 'project'.`]);
  const label = /labels = "([^"]+)"/.exec(jql)?.[1];
  const found = issues.issues.filter(({ indexed }) => indexed !== null && (label === undefined || indexed.labels.includes(label)));
  if (/ORDER BY (created|key) DESC/.test(jql)) found.reverse();
  return fine({ issues: found.slice(0, maxResults).map((issue) => issueShown(issue, behaviour, url())), isLast: true });
}

function bulkFetch({ issues, behaviour, url }: JiraServing, request: HttpRequest): HttpAnswer {
  const { issueIdsOrKeys } = bodyOf(request) as { issueIdsOrKeys: string[] };
  if (issueIdsOrKeys.length > 100) return failure(400, ['The number of issues must not exceed 100.']);
  const found = issueIdsOrKeys.flatMap((one) => issues.find(one) ?? []);
  return fine({ issues: found.map((issue) => issueShown(issue, behaviour, url())), issueErrors: [] });
}

function answerApprovals({ behaviour }: JiraServing, issue: Issue | undefined): HttpAnswer {
  if (!issue || behaviour.requests === 'no-requests')
    return { status: 404, body: { errorMessage: 'The requested issue does not exist, or is not a request.', i18nErrorMessage: {} } };
  const values = issue.approvals.map(({ id, name, decision, created, approvers }) => ({
    id,
    name,
    finalDecision: decision,
    canAnswerApproval: false,
    approvers: approvers.map((one) => ({
      approver: { accountId: `qm:${one.name.length}`, displayName: one.name, active: true },
      approverDecision: one.decision,
    })),
    createdDate: { iso8601: fieldShown(created, behaviour), epochMillis: created },
  }));
  return fine({ size: values.length, start: 0, limit: 50, isLastPage: true, values });
}
