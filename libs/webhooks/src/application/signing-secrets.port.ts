import type { SigningSecret } from '../domain/index.js';

/** Why nothing can be signed, in words that hold no secret. */
export class SigningSecretsUnreadable extends Error {
  override readonly name = 'SigningSecretsUnreadable';
}

/** Kept encrypted, apart from the record. */
export interface SigningSecrets {
  readonly canKeep: boolean;
  /** Newest first; none: none were kept. Throws `SigningSecretsUnreadable` */
  read(webhook: string): Promise<readonly SigningSecret[]>;
  keep(webhook: string, secrets: readonly SigningSecret[], by: string): Promise<void>;
  remove(webhook: string): Promise<void>;
}
