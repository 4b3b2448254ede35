import type { DataSource, EntityManager } from 'typeorm';
import { hashSecret, newApiToken, parseApiToken, renderApiToken, sameHash } from './api-token.js';
import { type ApiTokenRecord, ApiTokensRepository, forgottenName } from './api-tokens.repository.js';
import { actorOf, type Principal, type Role, tokenIdOf } from './principal.js';

export interface NewToken {
  readonly name: string;
  readonly roles: readonly Role[];
  /** RFC 3339; absent: until revoked. */
  readonly expiresAt?: string;
}

export type AdminTokenOutcome =
  /** First start: shown to the operator now, and never again. */
  | { readonly outcome: 'created'; readonly token: string }
  /** An admin token was created at an earlier start. */
  | { readonly outcome: 'present' }
  /** LOCKSTEP_ADMIN_TOKEN is used and none is generated. */
  | { readonly outcome: 'configured' };

/** Any number: API processes that start together generate one token, not one each. */
const adminTokenLock = 5_210_466_103_002;

/** Tokens of people and machines. The token of the environment is compared in memory and never stored: without the variable it is gone. */
export class ApiTokens {
  private readonly fixedHash: Buffer | undefined;

  constructor(
    private readonly source: DataSource,
    private readonly fixedAdminToken?: string,
  ) {
    this.fixedHash = fixedAdminToken === undefined ? undefined : hashSecret(fixedAdminToken);
  }

  async ensureAdminToken(): Promise<AdminTokenOutcome> {
    if (this.fixedAdminToken !== undefined) return { outcome: 'configured' };
    return this.source.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock($1)', [adminTokenLock]);
      const repository = new ApiTokensRepository(manager);
      if (await repository.existsActiveAdmin()) return { outcome: 'present' };
      const { token } = await insert(repository, { name: 'first admin', roles: ['admin'] }, 'system:first-start');
      return { outcome: 'created', token };
    });
  }

  /** `token` is shown once: only a hash of its secret is kept. `remember` writes in the same transaction. */
  create(
    token: NewToken,
    by: string,
    remember: (transaction: EntityManager, record: ApiTokenRecord) => Promise<void> = async () => {},
  ): Promise<{ readonly record: ApiTokenRecord; readonly token: string }> {
    return this.source.transaction(async (manager) => {
      const made = await insert(new ApiTokensRepository(manager), token, by);
      await remember(manager, made.record);
      return made;
    });
  }

  /** Revoked ones too. */
  find(id: string): Promise<ApiTokenRecord | undefined> {
    return new ApiTokensRepository(this.source).find(id);
  }

  /** Newest first, revoked ones too; those behind the token `after`. */
  list(page: { readonly limit: number; readonly after?: string }): Promise<readonly ApiTokenRecord[]> {
    return new ApiTokensRepository(this.source).list(page);
  }

  /** False when there was no such valid token. Holds from the next request on. */
  revoke(id: string): Promise<boolean> {
    return new ApiTokensRepository(this.source).revoke(id);
  }

  /** The name behind an `actor` of events; null when it was forgotten. Undefined: no token has this id. */
  async findName(actor: string): Promise<string | null | undefined> {
    const id = tokenIdOf(actor);
    const found = id === undefined ? undefined : await this.find(id);
    return found?.name === forgottenName ? null : found?.name;
  }

  /** Those of the actors that have a name now, each once, in the order of `actors`. Nobody renames a token, and a revoked one keeps its name until it is forgotten. */
  async findPeople(actors: readonly string[]): Promise<readonly { readonly id: string; readonly name: string }[]> {
    const ids = actors.flatMap((actor) => tokenIdOf(actor) ?? []);
    if (ids.length === 0) return [];
    const found = await new ApiTokensRepository(this.source).findNames(ids);
    const names = new Map(found.map((token) => [actorOf(token), token.name]));
    return [...new Set(actors)].flatMap((id) => (names.has(id) ? [{ id, name: names.get(id)! }] : []));
  }

  /** What a person did stays in the record under an id; this takes the name away and revokes the token. False when no token has this id. */
  forgetName(actor: string): Promise<boolean> {
    const id = tokenIdOf(actor);
    if (id === undefined) return Promise.resolve(false);
    return this.source.transaction((manager) => new ApiTokensRepository(manager).forget(id));
  }

  /** Undefined for anything but a valid token; which part was wrong is nobody's business. */
  async authenticate(text: string): Promise<Principal | undefined> {
    if (this.fixedHash !== undefined && sameHash(hashSecret(text), this.fixedHash))
      return { id: 'environment', name: 'LOCKSTEP_ADMIN_TOKEN', roles: ['admin'] };
    const parsed = parseApiToken(text);
    const found = parsed === undefined ? undefined : await new ApiTokensRepository(this.source).findActive(parsed.id);
    if (parsed === undefined || found === undefined || !sameHash(hashSecret(parsed.secret), found.secretHash)) return undefined;
    return { id: found.id, name: found.name, roles: found.roles };
  }
}

async function insert(repository: ApiTokensRepository, token: NewToken, by: string): Promise<{ record: ApiTokenRecord; token: string }> {
  const made = newApiToken();
  const record = await repository.insert({ ...token, id: made.id, createdBy: by }, hashSecret(made.secret));
  return { record, token: renderApiToken(made) };
}
