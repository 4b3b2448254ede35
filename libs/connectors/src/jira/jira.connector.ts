import type { ChangeConnector } from '@lockstep/approvals';
import { always, basic, type ChangeOutboundOptions, openClient } from '../changes/open-client.js';
import { JiraApi } from './jira-api.js';
import { JiraChangeSystem } from './jira-change-system.js';
import { type JiraSecret, jiraSecret, type JiraSettings, jiraSettings } from './settings.js';

/** Changes of Jira Service Management in the cloud, by version 3 of the platform's API and the service desk API. */
export function jiraConnector(outbound: ChangeOutboundOptions): ChangeConnector<JiraSettings, JiraSecret> {
  return {
    system: 'jira',
    settings: jiraSettings,
    secret: jiraSecret,
    open: ({ settings, secret }) =>
      new JiraChangeSystem({
        settings,
        connect: () =>
          new JiraApi(
            openClient(outbound, settings, secret, () => always(headersOf(secret)), reasonOf),
            settings.project,
          ),
      }),
  };
}

const headersOf = (secret: JiraSecret) =>
  'token' in secret ? { authorization: `Bearer ${secret.token}` } : basic(secret.email, secret.apiToken);

/** The platform names fields with what is wrong about them; service desks say one sentence. */
function reasonOf(body: unknown): string {
  const { errorMessages, errors, errorMessage } = (body ?? {}) as { errorMessages?: unknown; errors?: unknown; errorMessage?: unknown };
  const named =
    typeof errors === 'object' && errors !== null ? Object.entries(errors).map(([field, text]) => `${field}: ${String(text)}`) : [];
  return [...[errorMessages, errorMessage].flat(), ...named].filter((text) => typeof text === 'string' && text !== '').join('; ');
}
