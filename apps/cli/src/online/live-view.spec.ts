import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openView, showUntilEnded, type Look } from './live-view.js';
import { listShown } from './shown.js';

let written: string;
const { isTTY, columns, rows, write } = process.stdout;
beforeEach(() => {
  written = '';
  process.stdout.write = ((text: string) => {
    written += text;
    return true;
  }) as typeof process.stdout.write;
});
afterEach(() => Object.assign(process.stdout, { isTTY, columns, rows, write }));

const look = (state: string, ended: number | null = null): Look => ({
  shown: listShown([state], ['STATE'], (one) => [one], String),
  facts: { plan: 'stands', step: state },
  ended,
});
async function* script(...looks: Look[]): AsyncGenerator<Look> {
  yield* looks;
}
const now = () => new Date('2026-11-23T14:00:00Z');

describe('a live view', () => {
  it('writes a line for what has changed where nobody looks, and nothing that steers a terminal', async () => {
    process.stdout.isTTY = false;
    expect(
      await showUntilEnded(
        script(look('waiting'), look('waiting'), look('run\u001b[2J'), look('done', 2), look('never')),
        openView('table', now),
      ),
    ).toBe(2);
    expect(written).toBe(
      ['plan: stands', 'step: waiting', 'step: run\\u{1b}[2J', 'step: done', '']
        .map((line) => (line === '' ? '' : `2026-11-23T14:00:00.000Z  ${line}`))
        .join('\n'),
    );
  });

  it('draws over what it has drawn before in a terminal, and only what looks otherwise', async () => {
    Object.assign(process.stdout, { isTTY: true, columns: 80, rows: 24 });
    await showUntilEnded(script(look('waiting'), look('waiting'), look('done', 0)), openView('table', now));
    expect(written.split('\u001b[2A')).toHaveLength(2);
    expect(written.match(/waiting/g)).toHaveLength(1);
    expect(written).toMatch(/\u001b\[2A[^]*STATE\ndone\n$/);
  });

  it('counts a line that is longer than the terminal as the lines that it takes there', async () => {
    Object.assign(process.stdout, { isTTY: true, columns: 20, rows: 24 });
    const long = (state: string): Look => ({ ...look(state), shown: { ...look(state).shown, notes: ['x'.repeat(45)] } });
    await showUntilEnded(script(long('a'), long('b')), openView('table', now));
    expect(written).toContain('\u001b[5A');
  });

  it('writes a document for each change for programs, in a terminal too', async () => {
    process.stdout.isTTY = true;
    await showUntilEnded(script(look('waiting'), look('waiting'), look('run\n'), look('done', 0)), openView('json'));
    expect(written).toBe('["waiting"]\n["run\\n"]\n["done"]\n');
    written = '';
    await showUntilEnded(script(look('waiting'), look('waiting'), look('done', 0)), openView('yaml'));
    expect(written).toBe('---\n- waiting\n---\n- done\n');
  });
});
