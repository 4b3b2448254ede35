export { nsxConnector, type NsxConnectorOptions } from './nsx.connector.js';
export { type NsxSecret, type NsxSettings } from './settings.js';
