export { type CallPolicy, kubernetesConnector } from './kubernetes.connector.js';
export { type KubernetesSecret, type KubernetesSettings } from './settings.js';
