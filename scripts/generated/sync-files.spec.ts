import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GeneratedFile, replaceSection } from './generated-file.js';
import { syncFiles } from './sync-files.js';

describe('syncFiles', () => {
  let root: string;
  const place = (file: string) => path.join(root, file);
  const schema: GeneratedFile = { path: 'reference/schemas/plan.json', generate: () => 'one\ntwo\n' };

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'lockstep-sync-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('reports a missing file and writes nothing when only checking', async () => {
    expect(await syncFiles(root, [schema], ['reference'], false)).toEqual([{ path: schema.path, message: 'is missing' }]);
    expect(() => readFileSync(place(schema.path))).toThrow('ENOENT');
  });

  it('finds no difference after it has written', async () => {
    await syncFiles(root, [schema], ['reference'], true);
    expect(readFileSync(place(schema.path), 'utf8')).toBe('one\ntwo\n');
    expect(await syncFiles(root, [schema], ['reference'], false)).toEqual([]);
  });

  it.each([
    ['one\n2\n', 'differs at line 2: generated "two"; found "2"'],
    ['one\ntwo', 'differs at line 3: generated ""; found the end of the file'],
    ['one\ntwo\n\n', 'differs at line 4: generated the end of the file; found ""'],
  ])('names the first line that differs in %j', async (text, message) => {
    mkdirSync(path.dirname(place(schema.path)), { recursive: true });
    writeFileSync(place(schema.path), text);
    expect(await syncFiles(root, [schema], [], false)).toEqual([{ path: schema.path, message }]);
  });

  it('reports a file that nobody generates, and leaves it there', async () => {
    mkdirSync(place('reference'), { recursive: true });
    writeFileSync(place('reference/notes.json'), '{}');
    const differences = await syncFiles(root, [], ['reference'], true);
    expect(differences).toEqual([{ path: 'reference/notes.json', message: 'has no generator, and reference holds generated files only' }]);
    expect(readFileSync(place('reference/notes.json'), 'utf8')).toBe('{}');
  });
});

describe('replaceSection', () => {
  const text = 'before\n<!-- generated: plan -->\nold\n<!-- end: plan -->\nafter\n';

  it('changes nothing outside the markers', () => {
    expect(replaceSection(text, 'plan', 'new\n')).toBe('before\n<!-- generated: plan -->\nnew\n<!-- end: plan -->\nafter\n');
  });

  it('gives the same text when repeated', () => {
    const once = replaceSection(text, 'plan', 'new\n');
    expect(replaceSection(once, 'plan', 'new\n')).toBe(once);
  });

  it.each([
    ['no marker', 'before\nafter\n'],
    ['no end', 'before\n<!-- generated: plan -->\nold\n'],
    ['the end first', '<!-- end: plan -->\n<!-- generated: plan -->\n'],
    ['two sections of one name', `${text}${text}`],
  ])('refuses a text with %s', (_, broken) => {
    expect(() => replaceSection(broken, 'plan', 'new')).toThrow('must stand in the text once');
  });
});
