import { describeEventStore } from '@lockstep/testing';
import { expect, it } from 'vitest';
import { newEventId } from '../core/new-event-id.js';
import { MemoryEventStore } from './memory-event-store.js';

const store = new MemoryEventStore();
describeEventStore('memory', () => store);

it('records nothing at a time that was answered for, although the clock stands', async () => {
  const standing = new MemoryEventStore(() => 0);
  const append = (stream: string) =>
    standing.append(stream, 0, [{ id: newEventId(), type: 'SomethingHappened', data: {}, actor: 'system:test' }]);
  await append('one');
  expect(await standing.findPosition('1970-01-01T00:00:00Z')).toEqual({ outcome: 'found', position: 1 });
  await append('two');
  expect(await standing.findPosition('1970-01-01T00:00:00Z')).toEqual({ outcome: 'found', position: 1 });
});
