import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileBytes } from './file-bytes.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-bytes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (content: Uint8Array): string => {
  const file = path.join(folder, 'file');
  writeFileSync(file, content);
  return file;
};
const joined = (pieces: Iterable<Uint8Array>): Buffer => {
  const copies: Buffer[] = [];
  for (const piece of pieces) copies.push(Buffer.from(piece));
  return Buffer.concat(copies);
};

it.each([0, 1, 1 << 16, 300_001])('a file of %i bytes is read whole, and as often as it is asked for', (size) => {
  const content = Buffer.from(Array.from({ length: size }, (_, index) => (index * 7919) % 251));
  const pieces = fileBytes(written(content));
  expect(joined(pieces).equals(content)).toBe(true);
  expect(joined(pieces).equals(content)).toBe(true);
});

it('a file that nobody reads to its end is closed', () => {
  const pieces = fileBytes(written(Buffer.alloc(300_000)));
  const before = readdirSync('/dev/fd').length;
  for (const piece of pieces) if (piece.length > 0) break;
  expect(readdirSync('/dev/fd')).toHaveLength(before);
});

it('what can not be read is told at once', () => {
  expect(() => fileBytes(path.join(folder, 'gone'))).toThrow('ENOENT');
  expect(() => fileBytes(folder)).toThrow('EISDIR');
});
