import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';
import { counted, tallyProjection } from './tally-projection.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = 'libs/event-store/test/projector.child.ts';

export interface Storm {
  readonly killed: number;
  readonly appended: number;
  readonly rebuilds: number;
}

/** Writers append with transactions that stay open for a while, three processes project and are killed at random, and rebuilds are asked
 *  for in the first half: later ones would mend what went wrong before. Afterwards what is left is applied. */
export async function raiseStorm(source: DataSource, url: string, milliseconds: number): Promise<Storm> {
  const ended = AbortSignal.timeout(milliseconds);
  const runner = new ProjectionRunner({ source, projections: [tallyProjection()] });
  const [appended, killed, rebuilds] = await Promise.all([
    Promise.all(Array.from({ length: 4 }, (_, writer) => write(source, writer, ended))),
    Promise.all(Array.from({ length: 3 }, () => projectAndDie(url, ended))),
    rebuildAgainAndAgain(runner, AbortSignal.timeout(milliseconds / 2)),
  ]);
  await runner.start();
  while ((await runner.findStates())[0]!.rebuild !== null) await sleep(20);
  const outcome = await runner.catchUp('tally', { timeout: 60_000 });
  await runner.stop();
  if (outcome !== 'reached') throw new Error(`storm; projection; must come to the end of the record; found ${outcome}`);
  return { appended: sum(appended), killed: sum(killed), rebuilds };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

async function write(source: DataSource, writer: number, ended: AbortSignal): Promise<number> {
  const store = new PostgresEventStore(source);
  let appended = 0;
  for (let round = 0; !ended.aborted; round++) {
    const events = Array.from({ length: 1 + (round % 7) }, (_, n) => counted(writer + round * n));
    await source
      .transaction(async (manager) => {
        if (round % 2 === 0) await manager.query('select pg_current_xact_id()');
        await sleep(Math.random() * 10);
        await store.withManager(manager).append(`s-${(writer + round) % 5}`, 'any', events);
        await sleep(Math.random() * 10);
        if (round % 9 === 0) throw new Error('rolled back on purpose');
        appended += events.length;
      })
      .catch((error: Error) => {
        if (error.message !== 'rolled back on purpose') throw error;
      });
  }
  return appended;
}

async function projectAndDie(url: string, ended: AbortSignal): Promise<number> {
  for (let killed = 0; ; killed++) {
    const child: ChildProcess = spawn(process.execPath, ['scripts/run.mjs', program, url], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    await Promise.race([once(child.stdout!, 'data'), exited]);
    await sleep(Math.random() * 700, undefined, { signal: ended }).catch(() => {});
    child.kill('SIGKILL');
    await exited;
    if (ended.aborted) return killed + 1;
  }
}

async function rebuildAgainAndAgain(runner: ProjectionRunner, ended: AbortSignal): Promise<number> {
  for (let asked = 0; ; asked++) {
    await sleep(500, undefined, { signal: ended }).catch(() => {});
    if (ended.aborted) return asked;
    await runner.rebuild('tally');
  }
}
