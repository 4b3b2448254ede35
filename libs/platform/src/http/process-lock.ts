import { randomBytes } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

/** Seconds without an answer after which the server gives the session up: 5 idle, and 5 for each of three questions. */
const GIVE_UP = ['tcp_keepalives_idle = 5', 'tcp_keepalives_interval = 5', 'tcp_keepalives_count = 3'];

/**
 * An advisory lock that this process holds for as long as it lives, in a session of its own. The database lets go of it when the process dies,
 * however it dies, so that others need no clock to see it.
 */
@Injectable()
export class ProcessLock implements OnApplicationShutdown {
  private held: Promise<Held> | undefined;

  constructor(private readonly databaseUrl: string) {}

  /** The key of the lock, another one whenever the session was lost; null: there is no session to be had just now. */
  async hold(): Promise<string | null> {
    this.held ??= this.take();
    return (await this.held)?.key ?? null;
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.held)?.session.end();
  }

  private take(): Promise<Held> {
    const session = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'lockstep-process',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
    });
    const held = lockIn(session);
    // Once more, and late, when a session that was lost or never came about has ended: the one that took its place stays.
    const forget = () => {
      if (this.held === held) this.held = undefined;
    };
    // With the session the lock is gone: the next request takes another one.
    session.on('error', forget);
    session.on('end', forget);
    void held.then((got) => got ?? forget());
    return held;
  }
}

type Held = { readonly key: string; readonly session: pg.Client } | null;

async function lockIn(session: pg.Client): Promise<Held> {
  try {
    await session.connect();
    // Not every system can be told; the one of a process that is gone with its machine is then given up later.
    for (const setting of GIVE_UP) await session.query(`set ${setting}`).catch(() => {});
    const key = (randomBytes(8).readBigUInt64BE() >> 2n).toString();
    await session.query('select pg_advisory_lock($1)', [key]);
    return { key, session };
  } catch {
    // Not waited for: one that never came about never says that it has ended.
    void session.end().catch(() => {});
    return null;
  }
}
