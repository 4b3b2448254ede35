export { ConnectorSecrets, SecretKeyMissingError, type SecretMark } from './connector-secrets.js';
export { UnreadableSecretError } from './encrypt-secret.js';
export { readSecretKeys, type SecretKey, type SecretKeys } from './secret-keys.js';
export { redactSecret } from './redact-secret.js';
