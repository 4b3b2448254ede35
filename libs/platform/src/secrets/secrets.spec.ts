import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decryptSecret, encryptSecret } from './encrypt-secret.js';
import { readSecretKeys } from './secret-keys.js';

const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const newKey = () => randomBytes(32).toString('base64');
const secret = { token: 'canary-4711' };

describe('a secret', () => {
  it('is read with the key that encrypted it, and says so', async () => {
    const keys = await readSecretKeys(newKey());
    const text = await encryptSecret(keys, { owner: 'lab', place: 'https://lab.example' }, secret);
    expect(await decryptSecret(keys, 'lab', text)).toEqual({ value: secret, place: 'https://lab.example', current: true });
    expect(text.split('.')).toHaveLength(5);
    expect(Buffer.from(text.split('.')[3]!, 'base64url').toString()).not.toContain('canary');
  });

  it('is read with an older key after a newer one was put before it, and no longer without it', async () => {
    const [older, newer] = [newKey(), newKey()];
    const text = await encryptSecret(await readSecretKeys(older), { owner: 'lab', place: 'https://lab.example' }, secret);
    expect(await decryptSecret(await readSecretKeys(`${newer},${older}`), 'lab', text)).toMatchObject({ value: secret, current: false });
    await expect(decryptSecret(await readSecretKeys(newer), 'lab', text)).rejects.toThrow(/its key must be among those/);
  });

  it('is not read where that of another belongs', async () => {
    const keys = await readSecretKeys(newKey());
    const text = await encryptSecret(keys, { owner: 'lab', place: 'https://lab.example' }, secret);
    await expect(decryptSecret(keys, 'prod', text)).rejects.toThrow('secret of prod; must be encrypted for it; found that of another');
  });

  it.each([0, 3, 4])('is not read when part %d of its text was changed', async (part) => {
    const keys = await readSecretKeys(newKey());
    const parts = (await encryptSecret(keys, { owner: 'lab', place: 'https://lab.example' }, secret)).split('.');
    const header = { alg: 'dir', enc: 'A256GCM', kid: keys[0].kid, sub: 'prod' };
    parts[part] =
      part === 0
        ? Buffer.from(JSON.stringify(header)).toString('base64url')
        : `${parts[part]![0] === 'A' ? 'B' : 'A'}${parts[part]!.slice(1)}`;
    const failure = await decryptSecret(keys, part === 0 ? 'prod' : 'lab', parts.join('.')).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: 'UnreadableSecretError', message: expect.stringMatching(/found it changed$/) });
  });

  it('that is no JWE is refused without a word of it', async () => {
    const keys = await readSecretKeys(newKey());
    await expect(decryptSecret(keys, 'lab', 'canary-4711')).rejects.toThrow('secret of lab; must be a JWE; found something else');
  });
});

describe('keys', () => {
  it('come from the setting or from files of several lines, the first of them first', async () => {
    const texts = [newKey(), newKey(), newKey()];
    writeFileSync(path.join(folder, 'keys'), `${texts[1]}\n${texts[2]}\n`);
    const keys = await readSecretKeys(`${texts[0]}, ${path.join(folder, 'keys')}`);
    expect(keys.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(texts);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(3);
  });

  it.each([
    ['too short', 'c2hvcnQtY2FuYXJ5'],
    ['no base64', 'canary canary'],
    ['empty', ' , '],
  ])('that are %s are refused without being repeated', async (_, setting) => {
    const failure = await readSecretKeys(setting).catch((error: Error) => error);
    expect((failure as Error).message).toMatch(/^LOCKSTEP_SECRET_KEY; must be keys of 32 bytes/);
    expect((failure as Error).message).not.toMatch(/canary|c2hvcnQ/);
  });
});
