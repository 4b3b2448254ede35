import { describe, expect, it } from 'vitest';
import { findImpurities } from './find-impurities.js';

const found = (text: string) => findImpurities('sample.ts', text).map((impurity) => impurity.found);

describe('findImpurities', () => {
  it.each([
    ['const now = Date.now();', ['Date.now']],
    ["const now = Date['now']();", ['Date.now']],
    ['const now = new Date();', ['new Date()']],
    ['const now = new Date;', ['new Date()']],
    ['const text = Date();', ['Date()']],
    ['const luck = Math.random();', ['Math.random']],
    ['async function later() {}', ['async']],
    ['const later = async () => 1;', ['async']],
    ['const value = await other;', ['await']],
    ['for await (const row of rows) use(row);', ['await']],
    ['const all = Promise.all(list);', ['Promise']],
    ['type Later = Promise<string>;', ['Promise']],
    ["if (process.env['DEBUG']) use();", ['process']],
    ["console.log('here');", ['console']],
    ['const read = { console };', ['console']],
    ['setTimeout(use, 10);', ['setTimeout']],
    ["const late = import('./late.js');", ['import()']],
    ['names.sort((a, b) => a.localeCompare(b));', ['localeCompare']],
    ['const id = crypto.randomUUID();', ['crypto']],
    ['const escape = globalThis.Date;', ['globalThis']],
    ['const year = date.getFullYear();', ['getFullYear']],
  ])('refuses %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ["const day = Date.parse('2026-11-23');"],
    ['const day = new Date(Date.UTC(2026, 10, 23)).toISOString();'],
    ['const bound = Math.max(1, 2);'],
    ['const step = { process: 1, console: 2 };'],
    ['use(step.process, step.Promise);'],
    ['interface Row { readonly process: string }'],
    ['// Date.now() and await in a comment'],
    ["const text = 'await Promise';"],
    ["import { now as Promise } from './clock.js';"],
  ])('accepts %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('names the place by line and column, from one', () => {
    expect(findImpurities('sample.ts', 'const a = 1;\nconst b = Math.random();\n')).toEqual([
      { line: 2, column: 11, found: 'Math.random' },
    ]);
  });
});
