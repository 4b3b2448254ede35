import { describe, expect, it } from 'vitest';
import type { ExpectedVersion } from '../core/event-store.port.js';
import { newEventId } from '../core/new-event-id.js';
import { type PreparedRequest, prepareRequest } from '../core/prepared-event.js';
import { appendManyValues, groupByStream, readAppendMany } from './append-many.js';
import { binaryArray } from './binary-array.js';

const request = (stream: string, expectedVersion: ExpectedVersion, ...types: string[]): PreparedRequest =>
  prepareRequest({
    stream,
    expectedVersion,
    events: types.map((type) => ({ id: newEventId(), type, data: {}, actor: `user-of-${type}` })),
  });
const valuesOf = (...requests: PreparedRequest[]) => {
  const [wait, streams, bases, sizes, requestOf, expected, requestSizes, types] = appendManyValues(requests, groupByStream(requests), true);
  return { wait, streams, bases, sizes, requestOf, expected, requestSizes, types };
};

describe('what is sent of several requests', () => {
  it('has each stream once, sorted, with its requests after each other', () => {
    expect(valuesOf(request('b', 4, 'Seen'), request('a', 'any', 'Seen', 'Seen'), request('b', 5, 'Seen'))).toMatchObject({
      streams: binaryArray('text', ['a', 'b']),
      bases: binaryArray('integer', [undefined, 4]),
      sizes: binaryArray('integer', [2, 2]),
      requestOf: binaryArray('integer', [1, 2, 2]),
      expected: binaryArray('integer', [undefined, 4, 5]),
      requestSizes: binaryArray('integer', [2, 1, 1]),
    });
  });

  it('tells what events have in common once', () => {
    expect(valuesOf(request('a', 0, 'Seen', 'Lost', 'Seen'), request('b', 0, 'Lost')).types).toEqual(binaryArray('text', ['Seen', 'Lost']));
  });

  it.each<[string, ExpectedVersion, ExpectedVersion]>([
    ['the same version', 3, 3],
    ['a version and any', 3, 'any'],
    ['any and a version', 'any', 3],
  ])('has requests for one stream judged one by one when they expect %s', (_, first, second) => {
    expect(valuesOf(request('a', first, 'Seen'), request('a', second, 'Seen')).bases).toEqual(binaryArray('integer', [-1]));
  });
});

describe('what is answered', () => {
  it('is told to the request it is about, whatever the order of streams and whatever was refused between', () => {
    const requests = [
      request('b', 'any', 'Seen'),
      request('a', 'any', 'Seen', 'Seen'),
      request('b', 9, 'Seen'),
      request('b', 'any', 'Seen'),
    ];
    const row = {
      versions: '{7,1}',
      keys: '{100,200}',
      recorded: '{1000,2000}',
      positions: '{11,12,13,14}',
      chain_hashes: 'x',
      refused: [{ request: 3, outcome: 'conflict' as const, version: 2, ids: null }],
    };
    expect(readAppendMany(requests, groupByStream(requests), row)).toMatchObject([
      { version: 1, key: '200', recorded: 2000, first: 2 },
      { version: 7, key: '100', recorded: 1000, first: 0 },
      { outcome: 'conflict', version: 2 },
      { version: 2, key: '200', recorded: 2001, first: 3 },
    ]);
  });
});
