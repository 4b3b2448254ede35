import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { ApiProcess } from './api-process.js';
import { LineClient } from './event-lines.js';
import { inventoryEvent } from './inventory-event.js';

export interface IngestStorm {
  readonly databaseUrl: string;
  readonly processes: number;
  readonly clients: number;
  /** Of each client at least, and on until the last process is killed; every third is one that the other clients send too. */
  readonly events: number;
  /** Processes that are killed and, but for the last, started again, one after another at random moments. */
  readonly kills: number;
  readonly seed: number;
}

export interface Acknowledged {
  readonly key: string;
  readonly position: number;
}

const source = '/storm';
const subjects = 7;
/** Events sent at once, and milliseconds in between. */
const portion = 40;
const pause = 40;

/** Producers that send lines to any process and, when it dies, send what was not acknowledged to another. Resolves when all is acknowledged:
 *  for each client what it was told, in the order in which it sent. */
export async function raiseIngestStorm(storm: IngestStorm): Promise<readonly (readonly Acknowledged[])[]> {
  const below = drawLots(storm.seed);
  const slots = await Promise.all(Array.from({ length: storm.processes }, () => ApiProcess.start(storm.databaseUrl)));
  let calm = false;
  const kill = async () => {
    for (let killed = 0; killed < storm.kills; killed++) {
      await sleep(below(1_000));
      const slot = below(slots.length);
      await slots[slot]!.stop('SIGKILL');
      // The others finish without the last one.
      if (killed + 1 === storm.kills) slots.splice(slot, 1);
      else slots[slot] = await ApiProcess.start(storm.databaseUrl);
    }
    calm = true;
  };
  const produce = async (client: number) => {
    const acknowledged: Acknowledged[] = [];
    // Nothing that was sent is left unanswered: it may be on record or not.
    let furthest = storm.events;
    const isEnough = (count: number) => calm && count >= furthest;
    while (!isEnough(acknowledged.length)) {
      furthest = Math.max(furthest, await sendSome(slots[below(slots.length)]!, client, acknowledged, isEnough));
    }
    return acknowledged;
  };
  try {
    const [told] = await Promise.all([Promise.all(Array.from({ length: storm.clients }, (_, client) => produce(client))), kill()]);
    return told;
  } finally {
    await Promise.all(slots.map((process) => process.stop('SIGKILL')));
  }
}

const keyOf = (client: number, n: number): string => `${source} ${n % 3 === 0 ? 'all' : client} ${n}`;

/** Whole numbers below a limit: the same seed gives the same ones. */
function drawLots(seed: number): (limit: number) => number {
  const lots = fc.sample(fc.noBias(fc.nat(999_999)), { seed, numRuns: 10_000 });
  let next = 0;
  return (limit) => lots[next++ % lots.length]! % limit;
}

/** Goes on after what is acknowledged. Resolves with the number of events sent so far, when the connection has ended. */
async function sendSome(
  { url, token }: ApiProcess,
  client: number,
  acknowledged: Acknowledged[],
  isEnough: (count: number) => boolean,
): Promise<number> {
  const connection = LineClient.open(url, token);
  let sent = acknowledged.length;
  for (; !isEnough(sent) && !connection.request.destroyed; sent += portion) {
    await connection.send(...Array.from({ length: portion }, (_, index) => eventOf(client, sent + index)));
    await sleep(pause);
  }
  for (const { outcome, position } of await connection.end()) {
    if (outcome === 'refused') throw new Error(`storm; client ${client}; all events must be recorded; found one refused`);
    if (outcome !== 'summary') acknowledged.push({ key: keyOf(client, acknowledged.length), position: position as number });
  }
  return sent;
}

function eventOf(client: number, n: number) {
  const [, ...id] = keyOf(client, n).split(' ');
  return inventoryEvent({ id: id.join(' '), source, subject: `cluster-${n % subjects}`, data: { component: 'vkr', version: `v1.${n}.0` } });
}
