import { randomBytes } from 'node:crypto';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConnectorSecrets, SecretKeyMissingError } from './connector-secrets.js';
import { readSecretKeys } from './secret-keys.js';

let database: MigratedDatabase;
beforeAll(async () => {
  database = await createMigratedDatabase();
});
afterAll(() => database.drop());

const of = (owner: string, place = 'https://lab.example') => ({ owner, place });
const newKey = () => randomBytes(32).toString('base64');
const open = async (setting: string) => new ConnectorSecrets(database.source, await readSecretKeys(setting));
const rows = () =>
  database.source.query<{ owner: string; kid: string; jwe: string }[]>('select * from lockstep.connector_secret order by owner');

it('keeps a secret of each owner, tells that it is set, and forgets it', async () => {
  const secrets = await open(newKey());
  await secrets.keep(of('lab'), { token: 'canary-1' }, 'token:a');
  await secrets.keep(of('lab'), { token: 'canary-2' }, 'token:b');
  await secrets.keep(of('prod'), null, 'token:a');
  expect(await secrets.read(of('lab'))).toEqual({ value: { token: 'canary-2' } });
  expect(await secrets.read(of('prod'))).toEqual({ value: null });
  const marks = await secrets.mark(['lab', 'other']);
  expect([...marks]).toEqual([['lab', { setAt: expect.stringMatching(/^\d{4}-.*Z$/), setBy: 'token:b' }]]);
  expect(JSON.stringify(await rows())).not.toContain('canary');
  await secrets.remove('lab');
  await secrets.remove('prod');
  expect(await secrets.read(of('lab'))).toBeUndefined();
});

it('encrypts with the first key what older ones have encrypted: when it is read, and all at once', async () => {
  const [older, newer] = [newKey(), newKey()];
  const before = await open(older);
  for (const owner of ['a', 'b', 'c']) await before.keep(of(owner), { owner }, 'token:a');
  const after = await open(`${newer}\n${older}`);
  expect(await after.read(of('a'))).toEqual({ value: { owner: 'a' } });
  expect(await after.renew()).toEqual({ renewed: 2, unreadable: [] });
  expect(await after.renew()).toEqual({ renewed: 0, unreadable: [] });
  const alone = await open(newer);
  for (const owner of ['a', 'b', 'c']) expect(await alone.read(of(owner))).toEqual({ value: { owner } });
  await expect(before.read(of('a'))).rejects.toThrow(/its key must be among those/);
  expect(await before.renew()).toEqual({ renewed: 0, unreadable: ['a', 'b', 'c'] });
});

it('does not read a row that was put in the place of another', async () => {
  const secrets = await open(newKey());
  await secrets.keep(of('weak'), { token: 'of weak' }, 'token:a');
  await secrets.keep(of('strong'), { token: 'of strong' }, 'token:a');
  await database.source.query(
    `update lockstep.connector_secret set jwe = (select jwe from lockstep.connector_secret where owner = 'strong') where owner = 'weak'`,
  );
  await expect(secrets.read(of('weak'))).rejects.toThrow('found that of another');
});

it('does not give a secret away for another place than it was kept for', async () => {
  const secrets = await open(newKey());
  await secrets.keep(of('moved'), { token: 'canary' }, 'token:a');
  await expect(secrets.read(of('moved', 'https://elsewhere.example'))).rejects.toThrow('found it given for another one');
  expect(await secrets.read(of('moved'))).toEqual({ value: { token: 'canary' } });
});

it('neither keeps nor reads a secret without a key', async () => {
  const secrets = new ConnectorSecrets(database.source, undefined);
  expect(secrets.canKeep).toBe(false);
  await expect(secrets.keep(of('lab'), {}, 'token:a')).rejects.toBeInstanceOf(SecretKeyMissingError);
  await expect(secrets.read(of('strong'))).rejects.toThrow('LOCKSTEP_SECRET_KEY; secrets are kept encrypted only; found no key');
  expect(await secrets.read(of('unknown'))).toBeUndefined();
});
