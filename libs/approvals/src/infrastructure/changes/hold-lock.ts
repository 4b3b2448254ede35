import pg from 'pg';

/**
 * Does `work` while a session of its own holds a lock of PostgreSQL. `busy`: another session holds it. The lock ends with the session, so one that is killed
 * holds nobody up; whose machine is gone, or who stands still for longer than `seconds`, loses it by the clock of the server, and is told. No transaction is
 * open meanwhile, and no connection of the pool is taken, which `work` itself needs.
 */
export async function holdLock(
  url: string,
  name: readonly [kind: string, which: string],
  seconds: number,
  work: (lost: AbortSignal) => Promise<void>,
): Promise<'done' | 'busy'> {
  const session = new pg.Client({
    connectionString: url,
    application_name: 'lockstep-lock',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  const lost = new AbortController();
  session.on('error', (cause) =>
    lost.abort(new Error(`lock ${name.join(' ')}; its session; must last until the work is done; it ended`, { cause })),
  );
  await session.connect();
  try {
    await session.query(`select set_config('idle_session_timeout', $1, false)`, [String(seconds * 1_000)]);
    const { rows } = await session.query<{ held: boolean }>('select pg_try_advisory_lock(hashtext($1), hashtext($2)) as held', [...name]);
    if (rows[0]?.held !== true) return 'busy';
    await work(lost.signal);
    return 'done';
  } finally {
    await session.end();
  }
}
