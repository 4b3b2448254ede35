import { describe, expect, it } from 'vitest';
import { MemoryEventStore } from '../memory/memory-event-store.js';
import { beginning, type NewEvent, type RecordedEvent } from './event.js';
import { newEventId } from './new-event-id.js';
import { readAs } from './read-as.js';
import { combineEventTypes, defineEventTypes, UnreadableEventError } from './upcast.js';

const lamps = defineEventTypes({
  streams: ['lamp-', 'switch'],
  types: {
    LampLit: [({ on }: { on: boolean }) => ({ level: on ? 1 : 0 }), ({ level }: { level: number }) => ({ level, unit: 'percent' })],
    LampBroke: [],
  },
});
const doors = defineEventTypes({ streams: ['door-'], types: { DoorShut: [] } });

async function record(stream: string, ...events: Pick<NewEvent, 'type' | 'data' | 'schemaVersion'>[]): Promise<readonly RecordedEvent[]> {
  const store = new MemoryEventStore();
  await store.append(
    stream,
    0,
    events.map((event) => ({ id: newEventId(), actor: 'system:test', ...event })),
  );
  return (await store.readAll(beginning, 100)).events;
}

describe('types of events', () => {
  it.each([
    [1, { on: true }, { level: 1, unit: 'percent' }],
    [2, { level: 0.5 }, { level: 0.5, unit: 'percent' }],
    [3, { level: 0.7, unit: 'lux' }, { level: 0.7, unit: 'lux' }],
  ])('turn version %i into the newest shape and leave the rest of the event as it is', async (schemaVersion, data, expected) => {
    const [event] = await record('lamp-1', { type: 'LampLit', data, schemaVersion });
    expect(lamps.read([event!])).toEqual([{ ...event, schemaVersion: 3, data: expected }]);
  });

  it('are what a store is read as: streams and pages in the newest shape, or refused', async () => {
    const store = new MemoryEventStore();
    const read = readAs(store, lamps);
    const event = { id: newEventId(), type: 'LampLit', data: { on: true }, actor: 'system:test' };
    expect(await read.append('lamp-1', 0, [event])).toMatchObject({ outcome: 'appended', version: 1 });
    const newest = { schemaVersion: 3, data: { level: 1, unit: 'percent' } };
    expect(await read.readStream('lamp-1')).toMatchObject([newest]);
    const page = await read.readAll(beginning, 10);
    expect(page.events).toMatchObject([newest]);
    expect(await read.findCursor(1)).toBe(page.cursor);
    expect(await read.settledPosition()).toBe(1);
    await store.append('lamp-1', 1, [{ ...event, id: newEventId(), schemaVersion: 4 }]);
    await expect(read.readStream('lamp-1')).rejects.toThrow(UnreadableEventError);
    await expect(read.readAll(beginning, 10)).rejects.toThrow(UnreadableEventError);
  });

  it('read a version twice to the same', async () => {
    const events = await record('lamp-1', { type: 'LampLit', data: { on: false } });
    expect(lamps.read(lamps.read(events))).toEqual(lamps.read(events));
  });

  it.each([
    ['a type that nobody told them of', { type: 'LampSold', data: null }, 'the type must be one that this program knows; found LampSold'],
    ['a version newer than they know', { type: 'LampBroke', data: null, schemaVersion: 2 }, 'LampBroke must have a schema version up to 1'],
    ['a type of another stream', { type: 'DoorShut', data: null }, 'found DoorShut'],
  ])('refuse in a stream of theirs %s', async (_case, event, message) => {
    const events = await record('switch', event);
    expect(() => lamps.read(events)).toThrow(UnreadableEventError);
    expect(() => lamps.read(events)).toThrow(message);
  });

  it('leave the events of other streams as they are, whatever these are', async () => {
    for (const stream of ['switchboard', 'lamp']) {
      const events = await record(stream, { type: 'LampLit', data: null, schemaVersion: 9 }, { type: 'Rewired', data: null });
      expect(lamps.read(events)).toEqual(events);
    }
  });

  it('are read in the order of the record when they are combined', async () => {
    const both = combineEventTypes(lamps, doors);
    const lit = await record('lamp-1', { type: 'LampLit', data: { on: true } });
    const shut = await record('door-1', { type: 'DoorShut', data: null });
    const other = await record('cat-1', { type: 'CatSlept', data: null });
    expect(both.read([...shut, ...other, ...lit]).map(({ type, schemaVersion }) => [type, schemaVersion])).toEqual([
      ['DoorShut', 1],
      ['CatSlept', 1],
      ['LampLit', 3],
    ]);
    expect(() => both.read([{ ...shut[0]!, schemaVersion: 2 }])).toThrow(UnreadableEventError);
    expect(both.newest).toEqual(
      new Map([
        ['LampLit', 3],
        ['LampBroke', 1],
        ['DoorShut', 1],
      ]),
    );
  });
});
