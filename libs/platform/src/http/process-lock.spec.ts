import { EventEmitter } from 'node:events';
import pg from 'pg';
import { afterEach, expect, it, vi } from 'vitest';
import { ProcessLock } from './process-lock.js';

/** Sessions in the order in which they are made; one by the number in `broken` is never connected. */
function fakeSessions(...broken: number[]): EventEmitter[] {
  const sessions: EventEmitter[] = [];
  vi.spyOn(pg, 'Client').mockImplementation(function () {
    const connects = !broken.includes(sessions.length);
    const session = Object.assign(new EventEmitter(), {
      connect: () => (connects ? Promise.resolve() : Promise.reject(new Error('refused'))),
      query: () => Promise.resolve(),
      end: () => Promise.resolve(),
    });
    sessions.push(session);
    return session as unknown as pg.Client;
  });
  return sessions;
}

afterEach(() => vi.restoreAllMocks());

it('keeps the session that took the place of a lost one, when the lost one ends late', async () => {
  const sessions = fakeSessions();
  const lock = new ProcessLock('');
  const first = await lock.hold();
  sessions[0]!.emit('error', new Error('terminated'));
  const second = await lock.hold();
  expect(second).not.toBe(first);
  sessions[0]!.emit('end');
  expect(await lock.hold()).toBe(second);
  sessions[1]!.emit('end');
  expect(await lock.hold()).not.toBe(second);
});

it('keeps the session that took the place of one that never came about', async () => {
  const sessions = fakeSessions(0);
  const lock = new ProcessLock('');
  expect(await lock.hold()).toBeNull();
  const key = await lock.hold();
  expect(key).not.toBeNull();
  sessions[0]!.emit('end');
  expect(await lock.hold()).toBe(key);
  expect(sessions).toHaveLength(2);
});
