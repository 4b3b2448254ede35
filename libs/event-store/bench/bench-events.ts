/**
 * `npm run bench:events -- [--quick] [--write] [--only SECTION] [--url URL] [--emmett FOLDER] [--rows N]`: measures the event store beside others on one
 * PostgreSQL server, embedded and durable unless a URL is given. A full run, or one with `--write`, writes docs/reference/benchmarks-events.md; a run of one
 * section replaces that section.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@lockstep/platform/embedded-postgres';
import pg from 'pg';
import { renderPage, sectionsOf } from './render-page.js';
import { sections } from './sections/index.js';

const PAGE = 'docs/reference/benchmarks-events.md';

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    url: { type: 'string' },
    emmett: { type: 'string' },
    rows: { type: 'string', default: '1000000' },
  },
});
if (values.only !== undefined && sections[values.only] === undefined)
  throw new Error(`bench:events; --only; must be one of ${Object.keys(sections).join(', ')}; found ${values.only}`);
const rows = Number(values.rows);
if (!Number.isSafeInteger(rows) || rows < 1) throw new Error(`bench:events; --rows; must be a whole number above 0; found ${values.rows}`);

const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-'));
// Whoever interrupts it leaves neither a server nor a folder behind.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const server = values.url === undefined ? await startEmbeddedPostgres({ dataDir: folder }) : undefined;
const serverUrl = values.url ?? server!.url;
const admin = new pg.Client({ connectionString: serverUrl });
await admin.connect();
const databases: string[] = [];
const createDatabase = async () => {
  const name = `lockstep_bench_${process.pid}_${databases.length}`;
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  databases.push(name);
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
};

try {
  const context = {
    quick: values.quick,
    createDatabase,
    emmettFolder: values.emmett,
    rows,
    log: (line: string) => console.log(`  ${line}`),
  };
  const results: { title: string; text: string }[] = [];
  for (const [name, section] of Object.entries(sections)) {
    if (values.only !== undefined && name !== values.only) continue;
    console.log(`\n${section.title}`);
    results.push({ title: section.title, text: await section.run(context) });
  }
  const { rows: versions } = await admin.query<{ version: string }>(`select current_setting('server_version') as version`);
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, PostgreSQL ${versions[0]!.version}, load ${loadavg()[0]!.toFixed(1)}, ${new Date().toISOString().slice(0, 10)}, commit ${spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim()}`;
  for (const { title, text } of results) console.log(`\n## ${title}\n\n${text}`);
  if (values.write || !values.quick) {
    const before = sectionsOf(readFileSync(PAGE, { encoding: 'utf8', flag: 'a+' }));
    writeFileSync(
      PAGE,
      renderPage(
        before,
        results.map((result) => ({ ...result, machine })),
        Object.values(sections).map(({ title }) => title),
      ),
    );
    console.log(`\nwritten: ${PAGE}`);
  }
} finally {
  for (const name of databases) await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
  await server?.stop();
}
