import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newEventId } from '@lockstep/event-store';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openReceiver, type Receiver } from '../../test/webhook-receiver.js';
import { openWebhooks, type WebhooksUnderTest } from '../../test/webhooks-under-test.js';

const prefix = `lockstep-test-${randomUUID()}`;
const events = 60;
const webhooks = ['a', 'b'];

let database: MigratedDatabase;
let hooks: WebhooksUnderTest;
let receiver: Receiver;
let child: ChildProcess | undefined;
beforeAll(async () => {
  database = await createMigratedDatabase();
  hooks = await openWebhooks({ databaseUrl: database.url, prefix }, { retries: 50, patience: 10_000 });
  receiver = await openReceiver();
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await hooks?.close();
  await receiver?.close();
  await database?.drop();
});

function startChild(): ChildProcess {
  const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
  const args = [path('../../../../scripts/run.mjs'), path('../../test/webhook-worker.child.ts'), prefix, database.url];
  return (child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
}

/** In transactions that stay open for a while, so that positions commit in another order than they were handed out in. */
async function tellSlowly(turn: number): Promise<string> {
  const id = newEventId();
  await database.source.transaction(async (manager) => {
    const event = { id, type: 'PlanWithdrawn', data: { reason: `storm ${turn}` }, actor: 'token:test' };
    await new PostgresEventStore(manager).append(`plan-${randomUUID()}`, 0, [event]);
    await sleep((turn * 7) % 40);
  });
  return id;
}

it('one delivery is made of each event for each webhook, and arrives, while workers compete and one is killed', async () => {
  for (const id of webhooks) await hooks.create(id, { url: receiver.url });
  const other = startChild();
  await once(other.stdout!, 'data');
  await hooks.start();
  const told: string[] = [];
  for (let turn = 0; turn < events; turn += 6) {
    told.push(...(await Promise.all(Array.from({ length: 6 }, (_, index) => tellSlowly(turn + index)))));
    if (turn === 24) other.kill('SIGKILL');
  }
  if (other.signalCode === null) await once(other, 'exit');
  // As if the time had passed after which what a dead worker had begun is begun again.
  await database.source.query(
    `update lockstep.webhook_delivery set handed_until = now(), run_until = case when run is not null then now() end where status = 'pending'`,
  );
  for (const id of webhooks) {
    const delivered = await hooks.until(id, 'delivered', events);
    expect(delivered.map(({ messageId }) => messageId).toSorted()).toEqual(told.toSorted());
    expect(await hooks.list(id)).toHaveLength(events);
  }
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(told));
});
