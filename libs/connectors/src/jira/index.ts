export { jiraConnector } from './jira.connector.js';
export { type JiraSecret, type JiraSettings } from './settings.js';
