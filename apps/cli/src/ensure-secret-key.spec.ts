import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSecretKeys } from '@lockstep/platform';
import { afterAll, expect, it } from 'vitest';
import { ensureSecretKey } from './ensure-secret-key.js';

const dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-data-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

it('makes one key that its owner alone can read, and keeps it', async () => {
  const file = path.join(dataDir, 'new', 'secret-key');
  expect(ensureSecretKey({ dataDir: path.dirname(file) })).toEqual({ LOCKSTEP_SECRET_KEY: file });
  const text = readFileSync(file, 'utf8');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await readSecretKeys(file)).toHaveLength(1);
  ensureSecretKey({ dataDir: path.dirname(file) });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

it('makes none where one is given', () => {
  expect(ensureSecretKey({ dataDir: path.join(dataDir, 'other'), secretKey: 'given' })).toEqual({});
});
