import { beginning, MemoryEventStore, type RecordedEvent } from '@lockstep/event-store';
import { readValue } from '@lockstep/documents';
import { inventoryEventTypes, nodeOfStream } from '@lockstep/fleet/domain';
import { type MatrixRevisionPublished, publicationOf } from '@lockstep/matrix';
import { compileMatrix } from '@lockstep/matrix/domain';
import { type PlanEvent, planDecider, type PlanState } from '@lockstep/plans/domain';
import { describe, expect, it } from 'vitest';
import { asNewEvent, type GoldenEvent, goldenEvents, goldenName, recordedEventTypes } from './golden-events.js';

async function record(golden: GoldenEvent): Promise<RecordedEvent> {
  const store = new MemoryEventStore();
  await store.append(golden.stream, 0, [asNewEvent(golden)]);
  return (await store.readAll(beginning, 1)).events[0]!;
}
const all = [...goldenEvents];
const ofStream = (beginsWith: string) => all.filter(([, { stream }]) => stream.startsWith(beginsWith));
const readOne = async (golden: GoldenEvent) => recordedEventTypes.read([await record(golden)])[0]!;

describe('the golden events', () => {
  it('are one of each schema version of each type that a program records or has recorded, and no other', () => {
    const expected = [...recordedEventTypes.newest].flatMap(([type, newest]) =>
      Array.from({ length: newest }, (_, index) => goldenName(type, index + 1)),
    );
    expect([...goldenEvents.keys()]).toEqual(expected.toSorted());
  });

  it.each(all)('%s is named after what it holds', (file, { type, schemaVersion }) => {
    expect(file).toBe(goldenName(type, schemaVersion));
  });

  it.each(all)('%s is read in the newest shape of its type', async (_file, golden) => {
    expect((await readOne(golden)).schemaVersion).toBe(recordedEventTypes.newest.get(golden.type));
  });
});

describe('the readers of the record', () => {
  it.each(all.filter(([, { stream }]) => nodeOfStream(stream)))('find in %s what its schema says', async (_file, golden) => {
    const { stream, type, schemaVersion, data } = await readOne(golden);
    const { kind } = nodeOfStream(stream)!;
    const known = inventoryEventTypes.find((one) => one.kind === kind && one.storedType === type && one.schemaVersion === schemaVersion)!;
    expect(known.schema.parse(data)).toEqual(data);
  });

  it.each(ofStream('plan-'))('fold %s into a plan', async (_file, golden) => {
    const requested = [...goldenEvents.values()].findLast(({ type }) => type === 'PlanRequested')!;
    const computed = [...goldenEvents.values()].find(({ type }) => type === 'PlanComputed')!;
    const earlier = ['PremiseFell', 'PlanSuperseded'].includes(golden.type) ? [requested, computed] : [requested];
    let after: PlanState = planDecider.initialState;
    for (const one of [...earlier, golden]) after = planDecider.evolve(after, (await readOne(one)) as unknown as PlanEvent);
    const expected = golden.type === 'PremiseFell' ? 'PlanVoid' : golden.type;
    expect(`Plan${after.status[0]!.toUpperCase()}${after.status.slice(1)}`).toBe(expected);
    expect(after).toMatchObject({ request: { hypothetical: false, goal: { kind: 'UpgradeGoal' } } });
  });

  it.each(ofStream('matrix'))('find in %s the revision that its digest names', async (_file, golden) => {
    const event = (await readOne(golden)) as RecordedEvent<string, MatrixRevisionPublished>;
    const located = readValue('CompatibilityMatrix', event.data.document, 'golden');
    if (Array.isArray(located)) throw new Error(JSON.stringify(located));
    expect(compileMatrix([located])).toMatchObject({ digest: event.data.digest });
    expect(publicationOf(event)).toMatchObject({ number: 1, digest: event.data.digest, name: 'base', author: 'token:0123' });
  });
});
