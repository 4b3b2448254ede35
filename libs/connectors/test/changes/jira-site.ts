import type { ChangeSystem } from '@lockstep/approvals';
import { jiraConnector } from '@lockstep/connectors/jira';
import { type JiraBehaviour, serveJira } from '@lockstep/simulation';
import { tlsOfStandIns } from './certificates.js';
import { STATUSES } from './jira-statuses.js';

const open: (() => Promise<void>)[] = [];
/** After each test. */
export async function closeSites(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

export async function startSite(behaviour: Partial<JiraBehaviour> = {}, settings: object = {}) {
  const served = await serveJira({ tls: await tlsOfStandIns(), behaviour });
  const connector = jiraConnector({ allowedNetworks: ['127.0.0.0/8'] });
  const connect = (own: object = settings, login = 0): ChangeSystem => {
    const parsed = connector.settings.parse({ url: served.url, caBundle: served.ca, project: served.project, statuses: STATUSES, ...own });
    const system = connector.open({ id: 'changes', settings: parsed, secret: served.logins[login]! });
    open.push(() => system.close());
    return system;
  };
  open.push(() => served.close());
  return { served, connect, system: connect() };
}
