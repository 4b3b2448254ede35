import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AppendRequest, type EventStore, MemoryEventStore } from '@lockstep/event-store';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import { FLEET_PROJECTION, IngestEvents, type ReportedEvent } from '@lockstep/fleet';
import { createDataSource, migrateDatabase } from '@lockstep/platform/database';
import type { DataSource } from 'typeorm';
import { ApiProcess } from '../test/api-process.js';

export interface IngestFigures {
  /** Events a second. */
  readonly store: number;
  readonly lines: number;
  readonly batches: number;
  /** Of a fleet reported as lines into an empty record. */
  readonly fleet: { readonly clusters: number; readonly events: number; readonly recorded: number; readonly projected: number };
}

const batchSize = 500;

/** A fleet as a collector reports it, each node after the one it hangs on. */
function* fleetEvents(clusters: number, source: string): Generator<ReportedEvent> {
  let count = 0;
  const event = (subject: string, type: string, data: unknown): ReportedEvent => ({
    id: String(++count),
    source,
    type: `dev.lockstep.${type}.v1`,
    subject,
    time: '2026-11-20T06:00:00Z',
    data,
  });
  const supervisors = Math.ceil(clusters / 1_000);
  yield event('nsx-manager-nsx', 'nsx-manager.registered', {});
  for (let n = 0; n < supervisors; n++)
    yield event(`supervisor-s${n}`, 'supervisor.registered', { placement: { nsxManager: 'nsx' }, networking: 'vpc' });
  for (let n = 0; n < clusters; n++) {
    const subject = `cluster-fra/c${n}`;
    yield event(subject, 'cluster.registered', { placement: { supervisor: `s${n % supervisors}`, project: `p${n % 50}` } });
    yield event(subject, 'cluster.version-observed', { component: 'vkr', version: `v1.3${n % 5}.1+vmware.1-fips-vkr.2` });
    yield event(subject, 'cluster.labels-changed', { labels: { env: n % 3 === 0 ? 'prod' : 'test', tier: String(n % 4) } });
    yield event(subject, 'cluster.capacity-observed', { nodes: { controlPlane: 3, workers: n % 20 } });
  }
}

function* portionsOf<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let portion: Item[] = [];
  for (const item of items)
    if (portion.push(item) === size) {
      yield portion;
      portion = [];
    }
  if (portion.length > 0) yield portion;
}

const cloudEvent = (event: ReportedEvent): string => JSON.stringify({ specversion: '1.0', ...event });

/** Sends a body part by part, as fast as it is taken, and reads the answer to its end. */
function post({ url, token }: ApiProcess, type: string, parts: Iterable<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': type, authorization: `Bearer ${token}`, prefer: 'respond-async' };
    const call = request(`${url}/v1/inventory/events`, { method: 'POST', headers }, (response: IncomingMessage) => {
      let last = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (last = (last + text).slice(-2_000)));
      response.on('end', () => (response.statusCode === 200 ? resolve(last) : reject(new Error(last))));
    });
    call.on('error', reject);
    const rest = parts[Symbol.iterator]();
    const send = () => {
      for (let next = rest.next(); !next.done; next = rest.next()) if (!call.write(next.value)) return void call.once('drain', send);
      call.end();
    };
    send();
  });
}

const sendLines = (api: ApiProcess, events: Iterable<ReportedEvent>) => post(api, 'application/x-ndjson', linesOf(portionsOf(events, 100)));

function* linesOf(portions: Iterable<ReportedEvent[]>): Generator<string> {
  for (const portion of portions) yield `${portion.map(cloudEvent).join('\n')}\n`;
}

async function sendBatches(api: ApiProcess, events: Iterable<ReportedEvent>): Promise<void> {
  const portions = portionsOf(events, batchSize);
  const send = async () => {
    for (let next = portions.next(); !next.done; next = portions.next())
      await post(api, 'application/cloudevents-batch+json', [`[${next.value.map(cloudEvent).join(',')}]`]);
  };
  await Promise.all([send(), send()]);
}

/** The record alone: the same events, judged before, in batches as large. */
async function appendDirectly(store: PostgresEventStore, events: Iterable<ReportedEvent>): Promise<number> {
  const judged: (readonly AppendRequest[])[] = [];
  const memory = new MemoryEventStore();
  const watched: Pick<EventStore, 'append' | 'appendMany'> = {
    append: (...request) => memory.append(...request),
    appendMany: (requests) => (judged.push(requests), memory.appendMany(requests)),
  };
  const judge = new IngestEvents(watched, () => new Date().toISOString());
  for (const portion of portionsOf(events, batchSize)) await judge.execute(portion, { actor: 'system:bench' });
  const start = performance.now();
  for (const requests of judged) await store.appendMany(requests);
  return (judged.reduce((sum, { length }) => sum + length, 0) / (performance.now() - start)) * 1_000;
}

/** Until the API has applied everything to the rows of the fleet. */
async function shown(source: Pick<DataSource, 'query'>): Promise<void> {
  for (;;) {
    const [row] = await source.query<{ behind: boolean }[]>(
      `select (select max(position) from event_store.event) > position as behind from event_store.projection where name = $1 and slot = 'live'`,
      [FLEET_PROJECTION],
    );
    if (row?.behind === false) return;
    await sleep(100);
  }
}

/** `comparison`: clusters reported for each rate. */
export async function measureIngest(databaseUrl: string, { comparison = 10_000, clusters = 100_000 } = {}): Promise<IngestFigures> {
  await migrateDatabase(databaseUrl);
  const source = await createDataSource({ url: databaseUrl }).initialize();
  const api = await ApiProcess.start(databaseUrl);
  try {
    const started = performance.now();
    const summary = JSON.parse((await sendLines(api, fleetEvents(clusters, '/fleet'))).trimEnd().split('\n').at(-1)!) as {
      accepted: number;
      complete: boolean;
    };
    if (!summary.complete) throw new Error('bench; lines; must be taken to their end; found otherwise');
    const recorded = (performance.now() - started) / 1_000;
    await shown(source);
    const fleet = { clusters, events: summary.accepted, recorded, projected: (performance.now() - started) / 1_000 };
    // Events of the same fleet from other sources: no row of it changes, so that the projection takes little from what is measured.
    const rate = async (work: Promise<unknown>) => {
      const start = performance.now();
      await work;
      return ((comparison * 4) / (performance.now() - start)) * 1_000;
    };
    const store = await appendDirectly(new PostgresEventStore(source), fleetEvents(comparison, '/store'));
    await shown(source);
    const lines = await rate(sendLines(api, fleetEvents(comparison, '/lines')));
    await shown(source);
    const batches = await rate(sendBatches(api, fleetEvents(comparison, '/batches')));
    return { store, lines, batches, fleet };
  } finally {
    await api.stop('SIGKILL');
    await source.destroy();
  }
}
