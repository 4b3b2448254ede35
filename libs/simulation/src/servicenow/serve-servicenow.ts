import type { ChangeServeOptions, ServedChangeSystem } from '../changes/change-people.js';
import { serveChanges } from '../changes/serve-changes.js';
import { type ChangeRow, ChangeRows } from './change-rows.js';
import { AS_DELIVERED, type ServiceNowBehaviour } from './servicenow-behaviour.js';
import { serviceNowHandler } from './servicenow-handler.js';
import { ServiceNowAccount, type ServiceNowLogin } from './servicenow-logins.js';
import { serviceNowPeople, shownRow } from './servicenow-people.js';

export interface ServedServiceNow extends ServedChangeSystem<ServiceNowLogin, ServiceNowBehaviour> {
  /** As when the tokens that were issued to clients have run out. */
  expireTokens(): void;
  /** Somebody puts a change on hold, whatever its state. */
  hold(number: string): void;
  /** Somebody makes it a change of another type. */
  retype(number: string, type: ChangeRow['type']): void;
}

export interface ServiceNowServeOptions extends ChangeServeOptions<ServiceNowBehaviour> {
  /** Names of configuration items; a name may be there more than once. */
  readonly items?: readonly string[];
}

/** Serves the Change Management API of one ServiceNow instance, whose faults call it `servicenow`. */
export async function serveServiceNow(options: ServiceNowServeOptions = {}): Promise<ServedServiceNow> {
  const behaviour = { ...AS_DELIVERED, ...options.behaviour };
  const changes = new ChangeRows(behaviour);
  const account = new ServiceNowAccount();
  const { username, password, clientId, clientSecret, token } = account;
  const served = await serveChanges('servicenow', options, () =>
    serviceNowHandler({ changes, behaviour, account, items: options.items ?? [], workers: new Map() }),
  );
  return {
    ...served,
    behaviour,
    logins: [{ username, password }, { clientId, clientSecret }, { token }],
    people: serviceNowPeople(changes, behaviour),
    changes: () => changes.rows.map((row) => shownRow(row, behaviour)),
    expireTokens: () => account.expire(),
    retype: (number, type) => void (changes.rows.find((row) => row.number === number)!.type = type),
    hold: (number) => void (changes.rows.find((row) => row.number === number)!.fields['on_hold'] = 'true'),
  };
}
