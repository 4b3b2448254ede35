import { type ConnectorSecrets, SecretKeyMissingError, UnreadableSecretError } from '@lockstep/platform';
import type { EntityManager } from 'typeorm';
import { type SigningSecrets, SigningSecretsUnreadable } from '../application/signing-secrets.port.js';
import type { SigningSecret } from '../domain/index.js';

/** They sign, and are sent nowhere: they stay when the URL of a webhook changes. */
const nameOf = (webhook: string) => ({ owner: `webhook:${webhook}`, place: 'signature' });

/** Among the secrets of connectors. No id of a source has a colon. */
export class KeptSigningSecrets implements SigningSecrets {
  constructor(private readonly secrets: ConnectorSecrets) {}

  /** The same, within a transaction of the caller. */
  within(manager: EntityManager): KeptSigningSecrets {
    return new KeptSigningSecrets(this.secrets.within(manager));
  }

  get canKeep(): boolean {
    return this.secrets.canKeep;
  }

  async read(webhook: string): Promise<readonly SigningSecret[]> {
    try {
      return ((await this.secrets.read(nameOf(webhook)))?.value ?? []) as readonly SigningSecret[];
    } catch (error) {
      if (error instanceof UnreadableSecretError || error instanceof SecretKeyMissingError)
        throw new SigningSecretsUnreadable(error.message, { cause: error });
      throw error;
    }
  }

  async keep(webhook: string, secrets: readonly SigningSecret[], by: string): Promise<void> {
    await this.secrets.keep(nameOf(webhook), secrets, by);
  }

  async remove(webhook: string): Promise<void> {
    await this.secrets.remove(nameOf(webhook).owner);
  }
}
