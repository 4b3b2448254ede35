import type { DataSource, EntityManager } from 'typeorm';
import { decryptSecret, encryptSecret, type SecretName, UnreadableSecretError } from './encrypt-secret.js';
import type { SecretKeys } from './secret-keys.js';

/** That a secret is set, and nothing more of it. */
export interface SecretMark {
  /** RFC 3339 */
  readonly setAt: string;
  readonly setBy: string;
}

/** Thrown where a secret is to be kept or read, and there is no key. */
export class SecretKeyMissingError extends Error {
  override readonly name = 'SecretKeyMissingError';

  constructor() {
    super('LOCKSTEP_SECRET_KEY; secrets are kept encrypted only; found no key');
  }
}

/** What connectors log in with, encrypted in `lockstep.connector_secret`. By the id of whom it belongs to. */
export class ConnectorSecrets {
  constructor(
    private readonly source: DataSource | EntityManager,
    /** Undefined: none was given, and secrets can be neither kept nor read. */
    private readonly keys: SecretKeys | undefined,
  ) {}

  /** The same, within a transaction of the caller. */
  within(manager: EntityManager): ConnectorSecrets {
    return new ConnectorSecrets(manager, this.keys);
  }

  get canKeep(): boolean {
    return this.keys !== undefined;
  }

  /** Instead of what was kept before. `value` must have a JSON form. */
  async keep({ owner, place }: SecretName, value: unknown, by: string): Promise<void> {
    const text = await encryptSecret(this.mustHaveKeys(), { owner, place }, value);
    await this.source.query(
      `insert into lockstep.connector_secret (owner, kid, jwe, set_by) values ($1, $2, $3, $4)
       on conflict (owner) do update set kid = excluded.kid, jwe = excluded.jwe, set_by = excluded.set_by, set_at = now()`,
      [owner, this.mustHaveKeys()[0].kid, text, by],
    );
  }

  /**
   * Undefined: none is set. One that an older key encrypted is encrypted anew, so that the old key can be taken away.
   * Throws `UnreadableSecretError`, also for one that was given for another place: whatever changes a place and a secret changes them one after the other.
   */
  async read({ owner, place }: SecretName): Promise<{ readonly value: unknown } | undefined> {
    const found = await this.readAny(owner);
    if (found && found.place !== place)
      throw new UnreadableSecretError(`secret of ${owner}; must be for the place that it is sent to; found it given for another one`);
    return found && { value: found.value };
  }

  private async readAny(owner: string): Promise<{ readonly value: unknown; readonly place: string } | undefined> {
    const rows = await this.source.query<{ jwe: string }[]>('select jwe from lockstep.connector_secret where owner = $1', [owner]);
    if (rows[0] === undefined) return undefined;
    const { value, place, current } = await decryptSecret(this.mustHaveKeys(), owner, rows[0].jwe);
    if (!current) await this.replace({ owner, place }, rows[0].jwe, value);
    return { value, place };
  }

  async remove(owner: string): Promise<void> {
    await this.source.query('delete from lockstep.connector_secret where owner = $1', [owner]);
  }

  /** By owner; those without a secret are left out. */
  async mark(owners: readonly string[]): Promise<ReadonlyMap<string, SecretMark>> {
    const rows = await this.source.query<{ owner: string; set_at: Date; set_by: string }[]>(
      'select owner, set_at, set_by from lockstep.connector_secret where owner = any ($1::text[])',
      [owners],
    );
    return new Map(rows.map(({ owner, set_at, set_by }) => [owner, { setAt: set_at.toISOString(), setBy: set_by }]));
  }

  /** Encrypts with the first key what older keys have encrypted. `unreadable`: owners whose secrets no key given can read. */
  async renew(): Promise<{ readonly renewed: number; readonly unreadable: readonly string[] }> {
    const rows = await this.source.query<{ owner: string }[]>(
      'select owner from lockstep.connector_secret where kid <> $1 order by owner',
      [this.mustHaveKeys()[0].kid],
    );
    const unreadable: string[] = [];
    for (const { owner } of rows) {
      try {
        await this.readAny(owner);
      } catch (error) {
        if (!(error instanceof UnreadableSecretError)) throw error;
        unreadable.push(owner);
      }
    }
    return { renewed: rows.length - unreadable.length, unreadable };
  }

  /** Unless somebody has set another one meanwhile. */
  private async replace({ owner, place }: SecretName, before: string, value: unknown): Promise<void> {
    const keys = this.mustHaveKeys();
    await this.source.query('update lockstep.connector_secret set kid = $3, jwe = $4 where owner = $1 and jwe = $2', [
      owner,
      before,
      keys[0].kid,
      await encryptSecret(keys, { owner, place }, value),
    ]);
  }

  private mustHaveKeys(): SecretKeys {
    if (this.keys === undefined) throw new SecretKeyMissingError();
    return this.keys;
  }
}
