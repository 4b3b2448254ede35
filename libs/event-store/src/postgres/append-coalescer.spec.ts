import { describe, expect, it, vi } from 'vitest';
import type { AppendOutcome } from '../core/event-store.port.js';
import { newEventId } from '../core/new-event-id.js';
import { type PreparedRequest, prepareRequest } from '../core/prepared-event.js';
import { StoreBusyError } from '../core/store-busy-error.js';
import { AppendCoalescer, type CoalescerLimits } from './append-coalescer.js';

interface Sent {
  readonly streams: readonly string[];
  readonly requests: readonly PreparedRequest[];
  readonly wait: boolean;
  readonly answer: (outcomes?: readonly ('appended' | 'busy')[]) => void;
  readonly fail: (code: string) => void;
}

const request = (stream: string, id = newEventId()): PreparedRequest =>
  prepareRequest({ stream, expectedVersion: 'any', events: [{ id, type: 'SomethingHappened', data: {}, actor: 'system:test' }] });
const appended = ({ stream }: PreparedRequest): AppendOutcome => ({ outcome: 'appended', stream, version: 1, events: [] });
const codeError = (code: string) => Object.assign(new Error(code), { code });
/** Lets what is due run: answers come back, callers ask again, and what they ask for is sent. */
async function turn(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise((resolve) => setImmediate(resolve));
}

function open(limits: Partial<CoalescerLimits> = {}) {
  const sent: Sent[] = [];
  const coalescer = new AppendCoalescer(
    (requests, wait) =>
      new Promise((resolve, reject) => {
        sent.push({
          streams: requests.map(({ stream }) => stream),
          requests,
          wait,
          answer: (outcomes) => resolve(requests.map((one, index) => (outcomes?.[index] === 'busy' ? 'busy' : appended(one)))),
          fail: (code) => reject(codeError(code)),
        });
      }),
    {
      statements: 2,
      eventsForAnother: 1,
      patience: 60_000,
      waiting: 1,
      eventsPerStatement: 3,
      contentPerStatement: 1_000,
      queued: 10,
      ...limits,
    },
  );
  return { sent, append: (stream: string, id?: string) => coalescer.append(request(stream, id)) };
}

describe('appends that are asked for together', () => {
  it('are one statement, and while that is at work the next', async () => {
    const { sent, append } = open({ statements: 1 });
    const all = ['a', 'b'].map((stream) => append(stream));
    await turn();
    expect(sent.map(({ streams }) => streams)).toEqual([['a', 'b']]);
    all.push(append('c'));
    await turn();
    all.push(append('d'));
    await turn();
    expect(sent).toHaveLength(1);
    sent[0]!.answer();
    await turn();
    expect(sent[1]!.streams).toEqual(['c', 'd']);
    sent[1]!.answer();
    expect((await Promise.all(all)).map(({ stream }) => stream)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('by callers who are answered together are together again', async () => {
    const { sent, append } = open();
    for (const stream of ['a', 'b', 'c']) {
      void append(stream)
        .then(() => Promise.resolve())
        .then(() => append(stream));
    }
    await turn();
    sent[0]!.answer();
    await turn();
    expect(sent.map(({ streams }) => streams)).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  it('wait for a statement at work while they are few, since together they cost less', async () => {
    const { sent, append } = open({ eventsForAnother: 2 });
    void append('a');
    await turn();
    void append('b');
    await turn();
    expect(sent.map(({ streams }) => streams)).toEqual([['a']]);
    void append('c');
    await turn();
    expect(sent.map(({ streams }) => streams)).toEqual([['a'], ['b', 'c']]);
  });

  it('do not wait for long, since what is at work may be held up', async () => {
    const { sent, append } = open({ eventsForAnother: 2, patience: 1 });
    void append('a');
    await turn();
    void append('b');
    await vi.waitFor(() => expect(sent.map(({ streams }) => streams)).toEqual([['a'], ['b']]), { timeout: 10_000 });
  });

  it('keep the order of a stream, which is in one statement at a time', async () => {
    const { sent, append } = open({ eventsPerStatement: 1 });
    void append('a');
    void append('a');
    void append('b');
    await turn();
    expect(sent.map(({ streams }) => streams)).toEqual([['a'], ['b']]);
    void append('a');
    sent[1]!.answer();
    await turn();
    expect(sent).toHaveLength(2);
    sent[0]!.answer();
    await turn();
    expect(sent[2]!.streams).toEqual(['a']);
  });

  it('never bring one id twice in a statement', async () => {
    const { sent, append } = open({ statements: 1 });
    const id = newEventId();
    void append('z');
    await turn();
    void append('a', id);
    void append('b', id);
    void append('b');
    sent[0]!.answer();
    await turn();
    expect(sent[1]!.streams).toEqual(['a']);
  });

  it('are no more than a statement may have', async () => {
    const { sent, append } = open({ statements: 1 });
    for (const stream of ['a', 'b', 'c', 'd', 'e']) void append(stream);
    await turn();
    expect(sent[0]!.streams).toEqual(['a', 'b', 'c']);
    sent[0]!.answer();
    await turn();
    expect(sent[1]!.streams).toEqual(['d', 'e']);
  });

  it('bring no more content than a statement may have, but one that has more goes alone', async () => {
    const { sent, append } = open({ statements: 1, contentPerStatement: 3 });
    for (const stream of ['a', 'b', 'c']) void append(stream);
    await turn();
    expect(sent[0]!.streams).toEqual(['a']);
    const small = open({ statements: 1, contentPerStatement: 1 });
    void small.append('large');
    await turn();
    expect(small.sent[0]!.streams).toEqual(['large']);
  });

  it('are refused when too many wait, and taken again when there is room', async () => {
    const { sent, append } = open({ statements: 1, queued: 2 });
    void append('z');
    await turn();
    for (const stream of ['a', 'b']) void append(stream);
    await expect(append('c')).rejects.toThrow(StoreBusyError);
    sent[0]!.answer();
    await turn();
    void append('c');
    sent[1]!.answer();
    await turn();
    expect(sent[2]!.streams).toEqual(['c']);
  });
});

describe('a request that cannot be written', () => {
  it('fails alone, not its neighbours', async () => {
    const { sent, append } = open({ statements: 1 });
    const all = Promise.allSettled(['a', 'bad', 'c'].map((stream) => append(stream)));
    for (let seen = 0; ; seen++) {
      await turn();
      const next = sent[seen];
      if (next === undefined) break;
      if (next.streams.includes('bad')) next.fail('22P05');
      else next.answer();
    }
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('is not sent again when the connection was lost: nobody knows what was written', async () => {
    const { sent, append } = open({ statements: 1 });
    const all = Promise.allSettled(['a', 'b'].map((stream) => append(stream)));
    await turn();
    sent[0]!.fail('57P01');
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await turn();
    expect(sent).toHaveLength(1);
  });
});

describe('a stream that somebody else has locked', () => {
  it('delays its own appends and no others', async () => {
    const { sent, append } = open({ statements: 1 });
    const answered: string[] = [];
    for (const stream of ['locked', 'b', 'locked']) void append(stream).then(() => answered.push(stream));
    await turn();
    sent[0]!.answer(['busy', 'appended', 'busy']);
    await turn();
    expect(answered).toEqual(['b']);
    expect(sent[1]).toMatchObject({ streams: ['locked', 'locked'], wait: true });
    void append('c').then(() => answered.push('c'));
    void append('locked').then(() => answered.push('locked'));
    await turn();
    sent[2]!.answer();
    await turn();
    expect(answered).toEqual(['b', 'c']);
    sent[1]!.answer();
    await turn();
    expect(answered).toEqual(['b', 'c', 'locked', 'locked']);
    expect(sent[3]!.streams).toEqual(['locked']);
  });

  it('keeps no more connections than it may', async () => {
    const { sent, append } = open({ eventsPerStatement: 1 });
    for (const stream of ['a', 'b']) void append(stream);
    await turn();
    for (const statement of [...sent]) statement.answer(['busy']);
    await turn();
    expect(sent.filter(({ wait }) => wait)).toHaveLength(1);
    sent.find(({ wait }) => wait)!.answer();
    await turn();
    expect(sent.filter(({ wait }) => wait).map(({ streams }) => streams)).toEqual([['a'], ['b']]);
  });
});
