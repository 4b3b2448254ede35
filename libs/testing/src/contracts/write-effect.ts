import pg from 'pg';

/** An idempotent effect, `<table>` by job id, and beside it every run in `<table>_run`. */
export async function writeEffect(databaseUrl: string, table: string, jobId: string, pid: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`insert into ${table}_run (job_id, pid) values ($1, $2)`, [jobId, pid]);
    await client.query(`insert into ${table} (job_id) values ($1) on conflict do nothing`, [jobId]);
  } finally {
    await client.end();
  }
}
