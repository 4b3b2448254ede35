import type { ChangeConnector } from '@lockstep/approvals';
import { type ChangeOutboundOptions, openClient } from '../changes/open-client.js';
import { ServiceNowApi } from './servicenow-api.js';
import { ServiceNowChangeSystem } from './servicenow-change-system.js';
import { authorizeBy } from './servicenow-login.js';
import { type ServiceNowSecret, serviceNowSecret, type ServiceNowSettings, serviceNowSettings } from './settings.js';

export interface ServiceNowConnectorOptions extends ChangeOutboundOptions {
  /** Milliseconds between two questions to a worker of the instance. @default 1000 */
  readonly pause?: number;
}

/** Normal changes of ServiceNow, by its Change Management API. */
export function serviceNowConnector({
  pause = 1_000,
  ...outbound
}: ServiceNowConnectorOptions): ChangeConnector<ServiceNowSettings, ServiceNowSecret> {
  return {
    system: 'servicenow',
    settings: serviceNowSettings,
    secret: serviceNowSecret,
    open: ({ settings, secret }) =>
      new ServiceNowChangeSystem({
        settings,
        pause,
        connect: () =>
          new ServiceNowApi(openClient(outbound, settings, secret, (calls) => authorizeBy(secret, settings.url, calls), reasonOf)),
      }),
  };
}

function reasonOf(body: unknown): string {
  const { message, detail } = (body as { error?: { message?: unknown; detail?: unknown } } | null)?.error ?? {};
  return [message, detail].filter((text) => typeof text === 'string' && text !== '').join('; ');
}
