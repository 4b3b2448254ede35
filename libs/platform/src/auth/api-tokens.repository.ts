import type { DataSource } from 'typeorm';
import { actorOf, type Role } from './principal.js';

/** A token as it is kept; the secret is not in here, nor anywhere else. */
export interface ApiTokenRecord {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
}

interface ApiTokenRow {
  readonly id: string;
  readonly name: string;
  readonly roles: Role[];
  readonly created_at: Date;
  readonly created_by: string;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
}

type Queryable = Pick<DataSource, 'query'>;

export class ApiTokensRepository {
  constructor(private readonly source: Queryable) {}

  async insert(token: Omit<ApiTokenRecord, 'createdAt' | 'revokedAt'>, secretHash: Buffer): Promise<ApiTokenRecord> {
    const [row] = await this.source.query<ApiTokenRow[]>(
      `insert into lockstep.api_token (id, name, roles, secret_hash, created_by, expires_at) values ($1, $2, $3, $4, $5, $6) returning *`,
      [token.id, token.name, token.roles, secretHash, token.createdBy, token.expiresAt ?? null],
    );
    return readRow(row!);
  }

  /** Only tokens that are valid now. */
  async findActive(id: string): Promise<(ApiTokenRecord & { readonly secretHash: Buffer }) | undefined> {
    const [row] = await this.source.query<(ApiTokenRow & { secret_hash: Buffer })[]>(
      `select * from lockstep.api_token where id = $1 and ${active}`,
      [id],
    );
    return row === undefined ? undefined : { ...readRow(row), secretHash: row.secret_hash };
  }

  /** Revoked ones too. */
  async find(id: string): Promise<ApiTokenRecord | undefined> {
    const rows = await this.source.query<ApiTokenRow[]>('select * from lockstep.api_token where id = $1', [id]);
    return rows.map(readRow)[0];
  }

  /** Newest first, revoked ones too; those behind the token `after`. */
  async list({ limit, after }: { readonly limit: number; readonly after?: string }): Promise<readonly ApiTokenRecord[]> {
    const rows = await this.source.query<ApiTokenRow[]>(
      `select t.* from lockstep.api_token t left join lockstep.api_token l on l.id = $1
       where $1::text is null or t.created_at < l.created_at or (t.created_at = l.created_at and t.id > l.id)
       order by t.created_at desc, t.id limit $2`,
      [after ?? null, limit],
    );
    return rows.map(readRow);
  }

  /** Of those tokens that there are, whose names were not forgotten; revoked ones too. */
  async findNames(ids: readonly string[]): Promise<readonly Pick<ApiTokenRecord, 'id' | 'name'>[]> {
    return this.source.query('select id, name from lockstep.api_token where id = any ($1) and name <> $2', [ids, forgottenName]);
  }

  async existsActiveAdmin(): Promise<boolean> {
    const [row] = await this.source.query<{ found: boolean }[]>(
      `select exists (select from lockstep.api_token where 'admin' = any (roles) and ${active}) as found`,
    );
    return row!.found;
  }

  /** False when there is no such token that was still valid. */
  async revoke(id: string): Promise<boolean> {
    // TypeORM answers an update with [rows, count].
    const [, count] = await this.source.query<[unknown, number]>(
      `update lockstep.api_token set revoked_at = now() where id = $1 and revoked_at is null`,
      [id],
    );
    return count > 0;
  }

  /** Takes the name away, here and from answers that are kept for repeated requests, and revokes the token. False when there is no such token. */
  async forget(id: string): Promise<boolean> {
    const [, count] = await this.source.query<[unknown, number]>(
      `update lockstep.api_token set name = $2, revoked_at = coalesce(revoked_at, now()) where id = $1`,
      [id, forgottenName],
    );
    // Answers name people beside their actors, too.
    await this.source.query(
      `delete from lockstep.idempotent_request where principal = $1 or body ->> 'id' = $1 or position($2 in body::text) > 0`,
      [id, actorOf({ id })],
    );
    return count > 0;
  }
}

/** Stands where a name was. */
export const forgottenName = '(forgotten)';

const active = 'revoked_at is null and (expires_at is null or expires_at > now())';

const readRow = (row: ApiTokenRow): ApiTokenRecord => ({
  id: row.id,
  name: row.name,
  roles: row.roles,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  ...(row.expires_at === null ? {} : { expiresAt: row.expires_at.toISOString() }),
  ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at.toISOString() }),
});
