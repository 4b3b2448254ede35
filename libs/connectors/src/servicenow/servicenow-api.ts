import { ChangeSystemFailure } from '@lockstep/approvals';
import { asLostCreate, type ChangeClient } from '../changes/change-client.js';
import { approvers, changeList, type ChangeRecord, conflictCheck, items, nextStates, oneChange, worker } from './shapes.js';

const CHANGES = '/api/sn_chg_rest/v1/change';
const TABLES = '/api/now/table';
const PAGE = 100;
/** A plan that was cancelled and opened anew more often than this is beyond this program. */
const MOST_PAGES = 20;
/** Names of configuration items in one query, which is part of the URL. */
const NAMES_AT_ONCE = 40;

/** Values of the database by column. */
export type Fields = Readonly<Record<string, string>>;

/** States that a record may go to now, with the conditions that keep it from others; undefined: the instance does not tell. */
export interface NextStates {
  readonly available: ReadonlySet<string>;
  readonly unmet: ReadonlyMap<string, readonly string[]>;
}

/** The Change Management API of one instance, and the two tables that are read beside it. */
export class ServiceNowApi {
  constructor(private readonly client: ChangeClient) {}

  /** All that were ever made for a plan. */
  async changesOf(plan: string, signal: AbortSignal): Promise<ChangeRecord[]> {
    const found: ChangeRecord[] = [];
    for (let page = 0; page < MOST_PAGES; page++) {
      const query = {
        sysparm_query: `correlation_id=${plan}^ORDERBYnumber`,
        sysparm_limit: String(PAGE),
        sysparm_offset: String(page * PAGE),
      };
      const { result } = await this.client.call({ method: 'GET', path: CHANGES, query }, changeList, signal);
      // An instance leaves out the part of a query that it does not understand, and answers with everything.
      if (result.some((one) => one.correlation_id.value !== plan))
        throw new ChangeSystemFailure('misconfigured', `GET ${CHANGES}; records of correlation_id ${plan}; found others among them`, false);
      found.push(...result);
      if (result.length < PAGE) return found;
    }
    throw new ChangeSystemFailure('ambiguous', `GET ${CHANGES}; at most ${MOST_PAGES * PAGE} records of correlation_id ${plan}`, false);
  }

  async find(sysId: string, signal: AbortSignal): Promise<ChangeRecord | undefined> {
    const call = { method: 'GET', path: `${CHANGES}/${sysId}` } as const;
    const change = (await this.client.find(call, oneChange, signal))?.result;
    if (change && change.sys_id.value !== sysId)
      throw new ChangeSystemFailure('wrong-shape', `GET ${call.path}; the change asked for; found another`, false);
    return change;
  }

  /** @throws ChangeSystemFailure `lost` unless the instance itself has refused it */
  async create(fields: Fields, signal: AbortSignal): Promise<ChangeRecord> {
    try {
      return (await this.client.call({ method: 'POST', path: `${CHANGES}/normal`, body: fields }, oneChange, signal)).result;
    } catch (error) {
      throw asLostCreate(error);
    }
  }

  /** Answers what was ignored as well: fields in `__meta`. */
  async write(sysId: string, fields: Fields, signal: AbortSignal): Promise<ChangeRecord> {
    const call = { method: 'PATCH', path: `${CHANGES}/normal/${sysId}`, body: fields, refused: 'not-allowed-now' } as const;
    return (await this.client.call(call, oneChange, signal)).result;
  }

  async nextStates(sysId: string, signal: AbortSignal): Promise<NextStates | undefined> {
    // Both names are documented, for different versions.
    for (const part of ['nextstate', 'nextstates']) {
      const call = { method: 'GET', path: `${CHANGES}/${sysId}/${part}`, refused: 'not-found' } as const;
      const found = await this.client.find(call, nextStates, signal);
      if (!found) continue;
      const { available_states: available, state_transitions: transitions } = found.result;
      const unmet = transitions.map(
        ({ to_state: to, conditions }) =>
          [to, conditions.filter(({ passed }) => passed === false).flatMap(({ condition }) => condition?.name ?? [])] as const,
      );
      return { available: new Set(available), unmet: new Map(unmet) };
    }
    return undefined;
  }

  /** Names with the `sys_id` of each item of that name. */
  async itemsNamed(names: readonly string[], signal: AbortSignal): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    // What a query is made of cannot be asked for.
    const askable = names.filter((name) => !/[\^,]/.test(name));
    for (let start = 0; start < askable.length; start += NAMES_AT_ONCE) {
      const query = {
        sysparm_query: `nameIN${askable.slice(start, start + NAMES_AT_ONCE).join(',')}`,
        sysparm_fields: 'sys_id,name',
        sysparm_limit: '1000',
      };
      const { result } = await this.client.call({ method: 'GET', path: `${TABLES}/cmdb_ci`, query }, items, signal);
      for (const { sys_id: id, name } of result) if (names.includes(name)) found.set(name, [...(found.get(name) ?? []), id]);
    }
    return found;
  }

  /** Answers a worker that does it later. */
  async attachItems(sysId: string, ids: readonly string[], signal: AbortSignal): Promise<string> {
    const body = { association_type: 'affected', cmdb_ci_sys_ids: ids };
    const { result } = await this.client.call({ method: 'POST', path: `${CHANGES}/${sysId}/ci`, body }, worker, signal);
    return result.worker.sysId;
  }

  /** 3: it is done, 4: it failed; both are documented by their names only beside the numbers 1 to 4. */
  async worker(sysId: string, signal: AbortSignal): Promise<'at-work' | 'done' | 'failed'> {
    const { result } = await this.client.call({ method: 'GET', path: `${CHANGES}/worker/${sysId}` }, worker, signal);
    if (result.messages.length > 0 || result.state.value === '4') return 'failed';
    return result.state.value === '3' ? 'done' : 'at-work';
  }

  async checkConflicts(sysId: string, signal: AbortSignal): Promise<void> {
    await this.client.call({ method: 'POST', path: `${CHANGES}/${sysId}/conflict`, refused: 'not-allowed-now' }, conflictCheck, signal);
  }

  /** Who answered with this; empty where the account may not read it. */
  async deciders(sysId: string, answered: string, signal: AbortSignal): Promise<string[]> {
    const query = {
      sysparm_query: `sysapproval=${sysId}`,
      sysparm_fields: 'approver,state',
      sysparm_display_value: 'all',
      sysparm_limit: '200',
    };
    try {
      const { result } = await this.client.call({ method: 'GET', path: `${TABLES}/sysapproval_approver`, query }, approvers, signal);
      return [...new Set(result.filter(({ state }) => state.value === answered).map(({ approver }) => approver.shown))].sort();
    } catch (error) {
      if (error instanceof ChangeSystemFailure && (error.fault === 'forbidden' || error.fault === 'not-found')) return [];
      throw error;
    }
  }

  close = (): Promise<void> => this.client.close();
}
