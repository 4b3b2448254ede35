import type { ChangeSystem } from '@lockstep/approvals';
import { serviceNowConnector } from '@lockstep/connectors/servicenow';
import { serveServiceNow, type ServiceNowBehaviour } from '@lockstep/simulation';
import { tlsOfStandIns } from './certificates.js';

const open: (() => Promise<void>)[] = [];
/** After each test. */
export async function closeInstances(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

export async function startInstance(behaviour: Partial<ServiceNowBehaviour> = {}, settings: object = {}, items: readonly string[] = []) {
  const served = await serveServiceNow({ tls: await tlsOfStandIns(), behaviour, items });
  const connector = serviceNowConnector({ allowedNetworks: ['127.0.0.0/8'], pause: 1 });
  const connect = (own: object = settings, login = 0): ChangeSystem => {
    const parsed = connector.settings.parse({ url: served.url, caBundle: served.ca, ...own });
    const system = connector.open({ id: 'changes', settings: parsed, secret: served.logins[login]! });
    open.push(() => system.close());
    return system;
  };
  open.push(() => served.close());
  return { served, connect, system: connect() };
}
