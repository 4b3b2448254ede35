import type { ChangeConnector } from '@lockstep/approvals';
import { jiraConnector } from '@lockstep/connectors/jira';
import { serviceNowConnector } from '@lockstep/connectors/servicenow';
import type { Settings } from '@lockstep/platform';

/** Every kind of system that change records are kept in. */
export function changeConnectorsOf({ allowedNetworks }: Settings): readonly ChangeConnector[] {
  return [serviceNowConnector({ allowedNetworks }), jiraConnector({ allowedNetworks })];
}
