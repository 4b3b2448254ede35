import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { InputError } from '../input.js';
import { auditCommand } from './audit.command.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-audit-input-'));
  writeFileSync(path.join(folder, 'not.json'), 'lockstep\n');
});
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => path.join(folder, name);

const key = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';

it.each<[string, () => string[], RegExp]>([
  ['no source', () => ['verify'], /one of --url, --database and --export is needed; found 0/],
  ['two sources', () => ['verify', '--url', 'http://127.0.0.1:1', '--export', folder], /found 2/],
  [
    'a database that is not there',
    () => ['verify', '--database', 'postgres://127.0.0.1:1/x'],
    /must be readable; found connect ECONNREFUSED/,
  ],
  ['a folder that is no export', () => ['verify', '--export', folder], /must be readable; found ENOENT/],
  ['a URL that is none', () => ['verify', '--url', 'nowhere'], /--url; must be a URL such as \S+; found "nowhere"/],
  [
    'a service without a token',
    () => ['verify', '--url', 'http://127.0.0.1:1'],
    /LOCKSTEP_TOKEN; a token of the service is needed; found none/,
  ],
  ['a key that is none', () => ['verify', '--export', folder, '--key', 'foo'], /--key: must be a verifier key/],
  [
    'a checkpoint that is none',
    () => ['verify', '--export', folder, '--checkpoint', file('not.json')],
    /must be a checkpoint signed by a known key/,
  ],
  [
    'a checkpoint that can not be read',
    () => ['verify', '--export', folder, '--checkpoint', file('none')],
    /must be readable; found ENOENT/,
  ],
  ['a proof without a key', () => ['verify', '--proof', file('not.json')], /--key: a proof is worth what its key is worth/],
  ['a proof that is none', () => ['verify', '--proof', file('not.json'), '--key', key], /must be JSON/],
  ['no place for a checkpoint', () => ['checkpoint'], /one of --url and --database is needed; found none/],
  ['a key file that is none', () => ['keygen', '--out', file('not.json')], /must be the file of an Ed25519 private key, or a new one/],
])('%s is bad input', async (_, args, message) => {
  const failure = await auditCommand()
    .parseAsync(args(), { from: 'user' })
    .then(
      () => expect.fail('it was taken'),
      (error: unknown) => error,
    );
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as InputError).lines.join('\n')).toMatch(message);
});
