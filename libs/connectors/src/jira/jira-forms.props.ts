import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument, writeDocument } from './documents.js';
import { readTime, writeTime } from './times.js';

const seconds = fc.integer({ min: Date.UTC(1990, 0) / 1_000, max: Date.UTC(2090, 0) / 1_000 }).map((second) => second * 1_000);

/** A slow way to the same text: as somebody in a zone that many minutes east writes it. */
function shownAt(instant: number, minutes: number): string {
  const local = new Date(instant + minutes * 60_000).toISOString().slice(0, -1);
  const size = Math.abs(minutes);
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${pad(size % 60)}`;
}

describe('times of Jira', () => {
  it('are the same instant in whatever zone they are shown', () =>
    fc.assert(
      fc.property(seconds, fc.integer({ min: -14 * 60, max: 14 * 60 }), (instant, minutes) => {
        expect(readTime(shownAt(instant, minutes))).toBe(instant);
      }),
    ));

  it('are read as they were written', () =>
    fc.assert(
      fc.property(seconds, (instant) => {
        expect(readTime(writeTime(instant))).toBe(instant);
      }),
    ));

  it.each(['', '2026-12-05', '2026-02-30T00:00:00.000+0000', '2026-12-05T24:00:00.000+0000', '2026-12-05T20:00:00.000', 'tomorrow'])(
    'takes %j for no time',
    (text) => {
      expect(readTime(text)).toBeNull();
    },
  );
});

describe('documents of Jira', () => {
  it('say what the text says, line for line', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'ä', '\n', ' ', '*', '{', '<', '😀') }), (text) => {
        const read = readDocument(writeDocument(text));
        // Blank lines between paragraphs are the paragraphs' own.
        expect(read.split('\n').filter((line) => line !== '')).toEqual(text.split('\n').filter((line) => line !== ''));
      }),
    ));

  it('have no empty text, which Jira refuses', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n') }), (text) => {
        expect(JSON.stringify(writeDocument(text))).not.toContain('"text":""');
      }),
    ));

  it('are read whatever people have made of them, and whatever a system sends', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(typeof readDocument(value)).toBe('string');
      }),
    ));

  it('are read through lists, links and headings', () => {
    const item = (text: string) => ({ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
    const node = {
      type: 'doc',
      content: [
        { type: 'heading', content: [{ type: 'text', text: 'Plan' }] },
        { type: 'bulletList', content: [item('one'), item('two')] },
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'see ' },
            { type: 'inlineCard', attrs: { url: 'https://x' } },
          ],
        },
      ],
    };
    expect(readDocument(node)).toBe('Plan\none\ntwo\nsee https://x');
  });
});
