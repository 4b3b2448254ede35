import type { HttpAnswer, HttpHandler, HttpRequest } from '../serve/http-answer.js';
import { uuidOf } from '../world/draws.js';
import { answerLogin, isLoggedIn, type ServiceNowAccount } from './servicenow-logins.js';
import type { ChangeRow, ChangeRows } from './change-rows.js';
import { approvalLabel, shownTime } from './shown-values.js';
import type { ServiceNowBehaviour } from './servicenow-behaviour.js';

export interface ServiceNowServing {
  readonly changes: ChangeRows;
  readonly behaviour: ServiceNowBehaviour;
  readonly account: ServiceNowAccount;
  /** Names of configuration items, each once or more often. */
  readonly items: readonly string[];
  /** Workers, with how often they have been asked. */
  readonly workers: Map<string, { asked: number; readonly messages: WorkerMessages }>;
}

interface WorkerMessages {
  readonly errorMessages: readonly string[];
  readonly warningMessages: readonly string[];
  readonly infoMessages: readonly string[];
}

const failure = (status: number, message: string, detail = ''): HttpAnswer => ({
  status,
  body: { error: { message, detail }, status: 'failure' },
});
const fine = (result: unknown, status = 200): HttpAnswer => ({ status, body: { result } });
const missing = failure(404, 'No Record found', 'Record doesn’t exist or ACL restricts the record retrieval');

const CHANGE = /^\/api\/sn_chg_rest\/(?:v1\/)?change(?:\/(normal))?(?:\/([0-9a-f]{32}))?(?:\/(nextstates?|ci|conflict))?$/;

/** The Change Management API of one instance, and the two tables that are read beside it. */
export function serviceNowHandler(serving: ServiceNowServing): HttpHandler {
  return (request) => {
    const { method, path } = request;
    if (path === '/oauth_token.do' && method === 'POST') return answerLogin(serving.account, request);
    if (!isLoggedIn(serving.account, request)) return failure(401, 'User Not Authenticated', 'Required to provide Auth information');
    const { rights } = serving.behaviour;
    if (rights === 'none' || (rights === 'read' && method !== 'GET')) return failure(403, 'Insufficient rights', 'Operation not permitted');
    const worker = /^\/api\/sn_chg_rest\/(?:v1\/)?change\/worker\/([0-9a-f]{32})$/.exec(path);
    if (worker) return answerWorker(serving, worker[1]!);
    const table = /^\/api\/now\/table\/(cmdb_ci|sysapproval_approver)$/.exec(path);
    if (table) return answerTable(serving, table[1]!, request);
    const found = CHANGE.exec(path);
    if (!found) return failure(400, 'Requested URI does not represent any resource', path);
    const [, normal, sysId, part] = found;
    if (sysId === undefined) return normal && method === 'POST' ? make(serving, request) : list(serving, request);
    const row = serving.changes.rows.find((one) => one.sysId === sysId);
    if (part === 'nextstate' || part === 'nextstates') return answerNext(serving, row, part);
    if (!row) return missing;
    if (part === 'ci' && method === 'POST') return attach(serving, row, request);
    if (part === 'conflict' && method === 'POST') return fine(uuidOf(1, `conflict ${row.sysId}`).replaceAll('-', ''));
    if (method === 'GET') return one(serving, row);
    if (method === 'PATCH' && serving.behaviour.moves === 'refused' && fieldsOf(request)['state'] !== undefined)
      return failure(400, 'Operation Failed', 'Operation against file change_request was aborted by Business Rule');
    if (method === 'PATCH') return one(serving, row, serving.changes.write(row, fieldsOf(request)));
    return failure(405, 'Method not supported');
  };
}

const fieldsOf = ({ body }: HttpRequest): Record<string, string> =>
  Object.fromEntries(Object.entries(JSON.parse(body) as Record<string, unknown>).map(([name, value]) => [name, String(value ?? '')]));

function make({ changes, behaviour }: ServiceNowServing, request: HttpRequest): HttpAnswer {
  const fields = fieldsOf(request);
  const lacking = behaviour.mandatory.filter((name) => !fields[name]);
  if (lacking.length > 0) return failure(400, 'Data Policy Exception', `The following fields are mandatory: ${lacking.join(', ')}`);
  const { row, ignored } = changes.make(fields);
  return fine({ ...shownFields(row, behaviour), ...meta(ignored) });
}

function one({ behaviour }: ServiceNowServing, row: ChangeRow, ignored: readonly string[] = []): HttpAnswer {
  const shown = { ...shownFields(row, behaviour), ...meta(ignored) };
  return fine(behaviour.results === 'list' ? [shown] : shown);
}

const meta = (ignored: readonly string[]) => (ignored.length > 0 ? { __meta: { ignoredFields: ignored } } : {});

function list({ changes, behaviour }: ServiceNowServing, { query }: HttpRequest): HttpAnswer {
  const parts = (query.get('sysparm_query') ?? '').split('^').filter((part) => part !== '' && !part.startsWith('ORDERBY'));
  const wanted = behaviour.queries === 'understood' ? parts.map((part) => part.split('=') as [string, string]) : [];
  const rows = changes.rows.filter((row) => wanted.every(([name, value]) => (row.fields[name] ?? '') === value));
  const from = Number(query.get('sysparm_offset') ?? 0);
  return fine(rows.slice(from, from + Number(query.get('sysparm_limit') ?? 500)).map((row) => shownFields(row, behaviour)));
}

function shownFields(row: ChangeRow, behaviour: ServiceNowBehaviour): Record<string, unknown> {
  return Object.fromEntries(Object.entries(allFields(row, behaviour)).filter(([name]) => !behaviour.hidden.includes(name)));
}

function allFields(row: ChangeRow, { states, displayOffset }: ServiceNowBehaviour): Record<string, unknown> {
  const [value, label] = states[row.state];
  const plain = Object.fromEntries(Object.entries(row.fields).map(([name, text]) => [name, { display_value: text, value: text }]));
  return {
    ...plain,
    sys_id: { display_value: row.sysId, value: row.sysId },
    number: { display_value: row.number, value: row.number },
    type: { display_value: row.type, value: row.type },
    // Documentation shows numbers with a fraction as well as texts.
    state: { display_value: label, value: Number(value) },
    approval: { display_value: approvalLabel(row.fields['approval']!), value: row.fields['approval'] },
    on_hold: { display_value: row.fields['on_hold'], value: row.fields['on_hold'] === 'true' },
    start_date: shownTime(row.fields['start_date'], displayOffset),
    end_date: shownTime(row.fields['end_date'], displayOffset),
  };
}

function answerNext({ changes, behaviour }: ServiceNowServing, row: ChangeRow | undefined, part: string): HttpAnswer {
  if (part !== behaviour.nextStates || !row) return missing;
  const available = [row.state, ...changes.next(row)].map((state) => behaviour.states[state]);
  const blocked = row.state === 'implement' && behaviour.openTasks === 'some';
  const [from, to] = [behaviour.states.implement, behaviour.states.review];
  return fine({
    available_states: available.map(([value]) => value),
    state_transitions: blocked
      ? [
          [
            {
              display_value: `${from[1]} to ${to[1]}`,
              from_state: from[0],
              to_state: to[0],
              transition_available: false,
              automatic_transition: false,
              conditions: [{ passed: false, condition: { name: 'No active Change Tasks', description: null } }],
            },
          ],
        ]
      : [],
    state_label: Object.fromEntries(available),
  });
}

function attach(serving: ServiceNowServing, row: ChangeRow, { body }: HttpRequest): HttpAnswer {
  const { cmdb_ci_sys_ids: ids, association_type: type } = JSON.parse(body) as Record<string, unknown>;
  if (type !== 'affected' || !Array.isArray(ids) || ids.length === 0) return failure(400, 'Bad request', 'Invalid association_type');
  const known = new Map(serving.items.map((name, index) => [itemId(index), name]));
  row.affected.push(...ids.flatMap((id: string) => known.get(id) ?? []).filter((name) => !row.affected.includes(name)));
  const unknown = ids.filter((id: string) => !known.has(id));
  const worker = uuidOf(1, `worker ${serving.workers.size}`).replaceAll('-', '');
  const messages = { errorMessages: unknown.map(() => 'Invalid CMDB_CI sys_id provided'), warningMessages: [], infoMessages: [] };
  serving.workers.set(worker, { asked: 0, messages });
  return fine({ ...workerShown(worker, 1, 'Waiting'), messages: { errorMessages: [], warningMessages: [], infoMessages: [] } }, 202);
}

const workerShown = (sysId: string, value: number, label: string) => ({
  worker: { sysId, link: `instance.service-now.com/api/sn_chg_rest/change/worker/${sysId}` },
  request: '',
  state: { value, display_value: label },
  type: 'affected',
});

function answerWorker({ workers, behaviour }: ServiceNowServing, sysId: string): HttpAnswer {
  const worker = workers.get(sysId);
  if (!worker) return missing;
  const { messages } = worker;
  if (worker.asked++ < behaviour.workerPolls)
    return fine({ ...workerShown(sysId, 2, 'In-Progress'), messages: { errorMessages: [], warningMessages: [], infoMessages: [] } });
  return fine({ ...(messages.errorMessages.length > 0 ? workerShown(sysId, 4, 'Error') : workerShown(sysId, 3, 'Complete')), messages });
}

const itemId = (index: number): string => uuidOf(1, `item ${index}`).replaceAll('-', '');

function answerTable({ changes, behaviour, items }: ServiceNowServing, table: string, { query }: HttpRequest): HttpAnswer {
  const asked = query.get('sysparm_query') ?? '';
  if (behaviour[table === 'cmdb_ci' ? 'items' : 'approvers'] === 'refused') return failure(403, 'Insufficient rights', 'ACL');
  if (table === 'cmdb_ci') {
    const names = new Set(/nameIN([^^]*)/.exec(asked)?.[1]?.split(',') ?? []);
    return fine(items.flatMap((name, index) => (names.has(name) ? [{ sys_id: itemId(index), name }] : [])));
  }
  const row = changes.rows.find(({ sysId }) => asked.includes(`sysapproval=${sysId}`));
  return fine(
    (row?.approvers ?? []).map(({ name, state }) => ({
      approver: { display_value: name, value: 'x' },
      state: { display_value: state, value: state },
    })),
  );
}
