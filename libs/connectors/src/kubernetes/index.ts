export { type CallPolicy, kubernetesConnector } from './kubernetes.connector.js';
export { type KubernetesSecret, kubernetesSecret, type KubernetesSettings, kubernetesSettings } from './settings.js';
