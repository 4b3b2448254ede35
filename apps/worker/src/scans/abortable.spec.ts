import { expect, it } from 'vitest';
import { abortable } from './abortable.js';

async function collect(items: AsyncIterable<number>, into: number[]): Promise<void> {
  for await (const item of items) into.push(item);
}

it('hands on items in order, and what their source throws', async () => {
  const got: number[] = [];
  async function* source() {
    yield 1;
    yield 2;
    throw new Error('broken');
  }
  await expect(collect(abortable(source(), new AbortController().signal), got)).rejects.toThrow('broken');
  expect(got).toEqual([1, 2]);
});

it('throws the reason of the signal although the source never answers, and lets go of it', async () => {
  const controller = new AbortController();
  let returned = false;
  const silent: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => {}),
      return: async () => ((returned = true), { done: true, value: undefined }),
    }),
  };
  const running = collect(abortable(silent, controller.signal), []);
  controller.abort(new Error('cancelled'));
  await expect(running).rejects.toThrow('cancelled');
  expect(returned).toBe(true);
});

it('does not begin after the signal', async () => {
  const got: number[] = [];
  async function* source() {
    yield 1;
  }
  await expect(collect(abortable(source(), AbortSignal.abort(new Error('too late'))), got)).rejects.toThrow('too late');
  expect(got).toEqual([]);
});
