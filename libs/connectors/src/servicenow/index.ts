export { serviceNowConnector, type ServiceNowConnectorOptions } from './servicenow.connector.js';
export { type ServiceNowSecret, type ServiceNowSettings } from './settings.js';
