import { LockstepProblem, LockstepUnreachable } from '@lockstep/api-client';
import { describe, expect, it } from 'vitest';
import { InputError } from '../input-error.js';
import { inputErrorOf } from './input-error-of.js';
import { renderShown } from './render-shown.js';
import { listShown, thingShown } from './shown.js';

const shown = listShown(
  [
    { id: 'a', text: 'a text that is much longer than the terminal is wide' },
    { id: 'longer-id', text: null },
  ],
  ['ID', 'COUNT', 'TEXT…'],
  ({ id, text }) => [id, 7, text],
  ({ id }) => id,
);

describe('a table', () => {
  it('stands in columns, two spaces apart, and ends no line with spaces', async () => {
    const rows = [
      ['a', 1, null],
      ['bbb', 22, 'x'],
    ];
    const table = await renderShown(
      { data: rows, columns: [{ title: 'ID' }, { title: 'N' }, { title: 'TEXT' }], rows, names: [] },
      'table',
      null,
    );
    expect(table).toBe('ID   N   TEXT\na    1   -\nbbb  22  x\n');
  });

  it('is not cut where nobody looks, and wraps its texts to the width of a terminal, never its ids', async () => {
    expect(Math.max(...(await renderShown(shown, 'table', null)).split('\n').map((line) => line.length))).toBeGreaterThan(60);
    const narrow = (await renderShown(shown, 'table', 50)).split('\n');
    expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(narrow.join('\n')).toContain('longer-id');
    expect(narrow.join('').replace(/\s+/g, '')).toContain('muchlongerthantheterminaliswide');
  });

  it('counts columns as a terminal does', async () => {
    const rows = [
      ['東京', 'x'],
      ['ab', 'y'],
    ];
    const table = await renderShown({ data: rows, columns: [{ title: 'A' }, { title: 'B' }], rows, names: [] }, 'table', null);
    expect(table).toBe('A     B\n東京  x\nab    y\n');
  });

  it('shows what would steer a terminal as what it is', async () => {
    const table = await renderShown(thingShown({}, 'x', { name: 'a\u001b[2Jb\nc\u202ed\u009b' }), 'table', null);
    expect(table).toBe('name  a\\u{1b}[2Jb\\u{a}c\\u{202e}d\\u{9b}\n');
  });

  it('of nothing has its titles alone, for lists', async () => {
    expect(
      await renderShown(
        listShown([], ['ID', 'NAME…'], () => [], String),
        'table',
        80,
      ),
    ).toBe('ID  NAME\n');
  });
});

describe('what programs read', () => {
  it('is the answer as it is', async () => {
    expect(JSON.parse(await renderShown(shown, 'json', 20))).toEqual(shown.data);
    expect(await renderShown(shown, 'yaml', 20)).toContain('- id: longer-id\n  text: null\n');
    expect(await renderShown(shown, 'name', 20)).toBe('a\nlonger-id\n');
  });
});

describe('what a service refuses', () => {
  const problem = { type: 'urn:lockstep:problem:x', title: 'X', status: 400, code: 'invalid-request', detail: 'body; 2 rules broken' };
  const asked = { method: 'POST', path: '/v1/plans' };
  const linesOf = (error: unknown): readonly string[] => (inputErrorOf(error) as InputError).lines;

  it('is told in one line, then place by place', () => {
    const errors = [
      { pointer: '/goal/spec', detail: 'must be there' },
      { pointer: '', detail: 'must be an object\u001b[2J' },
    ];
    expect(linesOf(new LockstepProblem({ ...problem, errors }, asked, null))).toEqual([
      'POST /v1/plans; body; 2 rules broken (400 invalid-request)',
      '  /goal/spec: must be there',
      '  /: must be an object\\u{1b}[2J',
    ]);
  });

  it('says what to do where that is known', () => {
    expect(linesOf(new LockstepProblem({ ...problem, status: 401, code: 'unauthenticated' }, asked, null)).at(-1)).toBe(
      '  log in anew: lockstep login',
    );
    expect(linesOf(new LockstepProblem({ ...problem, status: 503, code: 'unavailable', traceId: 't1' }, asked, 7)).slice(1)).toEqual([
      '  ask again in 7 s',
      '  trace t1',
    ]);
    expect(linesOf(new LockstepUnreachable(asked, { cause: new Error('no way') }))).toEqual([
      'POST /v1/plans; the service must answer; found no way',
    ]);
  });

  it('is no more than that: a mistake of ours stays one', () => {
    const mistake = new TypeError('undefined is not a function');
    expect(inputErrorOf(mistake)).toBe(mistake);
  });
});
