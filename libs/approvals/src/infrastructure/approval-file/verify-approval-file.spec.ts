import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { base64url, CompactSign, FlattenedSign, GeneralSign, generalVerify, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW, payloadWith } from '@lockstep/testing/approvals';
import type { SignedApproval } from '../../application/approval-file/approval-file-sources.port.js';
import { APPROVAL_CONTENT_TYPE, NAMELESS_CONTENT_TYPE } from '../../domain/approval-file/index.js';
import { type ApprovalKeys, readApprovalKeys } from './approval-keys.js';
import { JoseApprovalSigner } from './jose-approval-signer.js';
import { readTrustedKeys, type TrustedKeys } from './read-trusted-keys.js';
import { verifyApprovalFile } from './verify-approval-file.js';

const pemOf = () => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const payload = payloadWith();
const at = Date.parse(NOW);
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

let ours: ApprovalKeys;
let next: ApprovalKeys;
let trusted: TrustedKeys;
let signed: SignedApproval;
const trust = async (...keys: unknown[]): Promise<TrustedKeys> => {
  const read = await readTrustedKeys(JSON.stringify({ keys }));
  if (!read.ok) throw new Error(read.problem);
  return read.keys;
};
beforeAll(async () => {
  ours = await readApprovalKeys(pemOf());
  next = await readApprovalKeys(pemOf());
  trusted = await trust(...ours.published);
  signed = await new JoseApprovalSigner(ours.current).sign(payload);
});

const verify = (file: unknown, keys = trusted, when = at) =>
  verifyApprovalFile(typeof file === 'string' ? file : JSON.stringify(file), keys, when);
const outcomeOf = async (file: unknown, keys = trusted, when = at) => {
  const found = await verify(file, keys, when);
  return found.outcome === 'refused' ? found.refusals.map(({ reason }) => reason) : found.outcome;
};
const header = { alg: 'EdDSA', kid: '', cty: APPROVAL_CONTENT_TYPE };
/** Signed by our key, over whatever, with whatever header. */
const signedBy = async (keys: ApprovalKeys, content: Uint8Array, more: object = {}) =>
  new GeneralSign(content)
    .addSignature(keys.current.key, { crit: { 'urn:example': true } })
    .setProtectedHeader({ ...header, kid: keys.current.kid, ...more })
    .sign();
const withHeader = (text: string): SignedApproval => ({
  ...signed,
  signatures: [{ ...signed.signatures[0]!, protected: base64url.encode(text) }],
});

describe('an approval file', () => {
  it('is valid with a good signature of a trusted key, at its time', async () =>
    expect(await verify(signed)).toEqual({ outcome: 'valid', payload, signedBy: [ours.current.kid], unknown: [] }));

  it('is verified by a tool that knows nothing of Lockstep', async () => {
    const { payload: read } = await generalVerify(structuredClone(signed) as never, await importJWK(ours.published[0]!, 'EdDSA'));
    expect(JSON.parse(new TextDecoder().decode(read))).toEqual(payload);
  });

  it('names people inside of what is signed, each once', async () => {
    const named = { ...payload, people: [{ id: 'token:a', name: 'Ada' }] };
    expect(await verify(await new JoseApprovalSigner(ours.current).sign(named))).toMatchObject({ outcome: 'valid', payload: named });
    const twice = { ...payload, people: [...named.people, { id: 'token:a', name: 'Bo' }] };
    expect(await outcomeOf(await signedBy(ours, bytes(twice)))).toEqual(['payload']);
  });

  it('of the time before people had names in it is valid, and names nobody', async () => {
    const { people: _, ...nameless } = payload;
    const old = await signedBy(ours, bytes(nameless), { cty: NAMELESS_CONTENT_TYPE });
    expect(await verify(old)).toMatchObject({ outcome: 'valid', payload: { ...nameless, people: [] } });
    expect(await outcomeOf(await signedBy(ours, bytes(nameless)))).toEqual(['payload']);
    expect(await outcomeOf(await signedBy(ours, bytes(payload), { cty: NAMELESS_CONTENT_TYPE }))).toEqual(['payload']);
  });

  it('is refused where two keys have signed it as two different things', async () => {
    const both = await trust(...ours.published, ...next.published);
    const { signatures } = await signedBy(next, base64url.decode(signed.payload), { kid: next.current.kid, cty: NAMELESS_CONTENT_TYPE });
    expect(await outcomeOf({ payload: signed.payload, signatures: [...signed.signatures, ...signatures] }, both)).toEqual(['content-type']);
  });

  it('is refused before and after its time', async () => {
    expect(await outcomeOf(signed, trusted, at - 61_000)).toEqual(['not-yet-valid']);
    expect(await outcomeOf(signed, trusted, Date.parse(payload.expiresAt))).toEqual(['expired']);
  });

  it('counts while the key is renewed: by the old key, by the new one, and by both', async () => {
    const both = await trust(...ours.published, ...next.published);
    const renewed = await new JoseApprovalSigner(next.current).sign(payload);
    expect(await outcomeOf(signed, both)).toBe('valid');
    expect(await outcomeOf(renewed, both)).toBe('valid');
    expect(await outcomeOf(renewed, trusted)).toEqual(['unknown-key']);
    const twice = { payload: signed.payload, signatures: [...signed.signatures, ...renewed.signatures] };
    expect(await verify(twice, both)).toMatchObject({ signedBy: [ours.current.kid, next.current.kid] });
    expect(await verify(twice)).toMatchObject({ outcome: 'valid', signedBy: [ours.current.kid], unknown: [next.current.kid] });
  });
});

describe('a file is refused', () => {
  it('with the algorithm none', async () => {
    const none = withHeader(JSON.stringify({ ...header, kid: ours.current.kid, alg: 'none' }));
    expect(await outcomeOf(none)).toEqual(['algorithm']);
    expect(await outcomeOf({ ...none, signatures: [{ ...none.signatures[0]!, signature: '' }] })).toBe('unreadable');
  });

  it('with the public key used as a secret of an HMAC', async () => {
    const { x } = ours.published[0]!;
    const jws = await new GeneralSign(bytes(payload))
      .addSignature(base64url.decode(x))
      .setProtectedHeader({ ...header, kid: ours.current.kid, alg: 'HS256' })
      .sign();
    expect(await outcomeOf(jws)).toEqual(['algorithm']);
  });

  it('with another key under the name of a trusted one', async () =>
    expect(await outcomeOf(await signedBy(next, bytes(payload), { kid: ours.current.kid }))).toEqual(['signature']));

  it('with a key that nobody trusts, also when it brings that key along', async () => {
    expect(await outcomeOf(await signedBy(next, bytes(payload)))).toEqual(['unknown-key']);
    expect(await outcomeOf(await signedBy(next, bytes(payload), { jwk: { ...next.published[0] } }))).toEqual(['unknown-key']);
  });

  it('with another payload under the same signature', async () => {
    const other = { ...payload, plan: { ...payload.plan, id: '0190a1b2-0000-7000-8000-000000000002' } };
    expect(await outcomeOf({ ...signed, payload: base64url.encode(JSON.stringify(other)) })).toEqual(['signature']);
  });

  it('with a header that no bytes are written as', async () => {
    const [{ protected: text, signature }] = signed.signatures as [SignedApproval['signatures'][number]];
    expect(await outcomeOf({ ...signed, signatures: [{ protected: `${text}A`.slice(0, 4 * 10 + 1), signature }] })).toEqual(['header']);
  });

  it('with a header that was changed after it was signed', async () => {
    const text = JSON.stringify({ ...header, kid: ours.current.kid, note: 'x' });
    expect(await outcomeOf(withHeader(text))).toEqual(['signature']);
  });

  it('when a good signature stands beside a bad one of a trusted key', async () => {
    const bad = (await signedBy(next, bytes(payload), { kid: ours.current.kid })).signatures;
    expect(await outcomeOf({ ...signed, signatures: [...signed.signatures, ...bad] })).toEqual(['signature']);
  });

  it('with extensions that must be understood', async () => {
    expect(await outcomeOf(await signedBy(ours, bytes(payload), { crit: ['urn:example'], 'urn:example': 1 }))).toEqual(['critical']);
    expect(await outcomeOf(await signedBy(ours, bytes(payload), { b64: true, crit: ['b64'] }))).toEqual(['critical']);
  });

  it('when the same key has signed something else', async () => {
    expect(await outcomeOf(await signedBy(ours, bytes(payload), { cty: 'JWT' }))).toEqual(['content-type']);
    expect(await outcomeOf(await signedBy(ours, bytes({ sub: 'x' })))).toEqual(['payload']);
    expect(await outcomeOf(await signedBy(ours, bytes({ ...payload, kind: 'PlanApprovals' })))).toEqual(['payload']);
    expect(await outcomeOf(await signedBy(ours, bytes({ ...payload, unless: 'never' })))).toEqual(['payload']);
    expect(await outcomeOf(await signedBy(ours, Uint8Array.of(0xff, 0xfe)))).toEqual(['payload']);
  });

  it('with a key given twice, in the envelope, the header or the payload', async () => {
    const text = JSON.stringify(signed);
    expect(await verify(`{"payload":"eA",${text.slice(1)}`)).toMatchObject({
      outcome: 'unreadable',
      problem: expect.stringMatching(/duplicate key/),
    });
    const twice = JSON.stringify({ ...header, kid: ours.current.kid }).replace('{', '{"alg":"none",');
    expect(await outcomeOf(withHeader(twice))).toEqual(['header']);
    const doubled = JSON.stringify(payload).replace('{', '{"matrix":"sha256:a",');
    expect(await outcomeOf(await signedBy(ours, bytes(doubled)))).toEqual(['payload']);
  });

  it('with a plan that is not the one that was approved, though the signature is good', async () => {
    const steps = payload.plan.document.spec.steps.slice(1);
    const shorter = { ...payload.plan, document: { ...payload.plan.document, spec: { ...payload.plan.document.spec, steps } } };
    expect(await outcomeOf(await signedBy(ours, bytes({ ...payload, plan: shorter })))).toEqual(['plan-digest']);
  });
});

describe('what is no approval file', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', 'approval: yes'],
    ['a list', '[]'],
    ['a map of something else', '{}'],
    ['no signature', { payload: 'eA', signatures: [] }],
    ['signatures without end', { payload: 'eA', signatures: Array.from({ length: 17 }, () => ({ protected: 'eA', signature: 'eA' })) }],
    ['a payload that is not base64url', { payload: 'e A=', signatures: [{ protected: 'eA', signature: 'eA' }] }],
    ['a header outside of what is signed', { payload: 'eA', signatures: [{ protected: 'eA', signature: 'eA', header: { kid: 'x' } }] }],
  ])('is unreadable: %s', async (_what, file) => expect(await outcomeOf(file)).toBe('unreadable'));

  it('is unreadable: a detached signature, a flattened and a compact one', async () => {
    expect(await outcomeOf({ signatures: signed.signatures })).toBe('unreadable');
    const flat = new FlattenedSign(bytes(payload)).setProtectedHeader({ ...header, kid: ours.current.kid });
    expect(await outcomeOf(await flat.sign(ours.current.key))).toBe('unreadable');
    const compact = new CompactSign(bytes(payload)).setProtectedHeader({ ...header, kid: ours.current.kid });
    expect(await outcomeOf(await compact.sign(ours.current.key))).toBe('unreadable');
  });

  it('is unreadable beyond a size, and nothing of it is parsed', async () => {
    const huge = { length: 128 * 1024 * 1024 + 1 } as unknown as string;
    expect(await verifyApprovalFile(huge, trusted, at)).toMatchObject({ outcome: 'unreadable', problem: expect.stringMatching(/at most/) });
  });

  it('is unreadable or refused at any depth', async () => {
    expect(await outcomeOf('['.repeat(200_000))).toBe('unreadable');
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect(await outcomeOf(await signedBy(ours, bytes(deep)))).toEqual(['payload']);
    expect(await outcomeOf(withHeader(deep))).toEqual(['header']);
  });
});

describe('keys that are trusted', () => {
  const problemOf = async (text: string) => {
    const read = await readTrustedKeys(text);
    return read.ok ? [...read.keys.keys()] : read.problem;
  };

  it('are called by their kid, else by their thumbprint', async () => {
    const [{ kid, ...bare }] = ours.published as [(typeof ours.published)[number]];
    expect(await problemOf(JSON.stringify({ keys: [bare] }))).toEqual([kid]);
    expect(await problemOf(JSON.stringify({ keys: [{ ...bare, kid: 'release' }] }))).toEqual(['release']);
  });

  it('are never secret ones: a file with one is refused, and does not say it', async () => {
    const jwk = ours.current.key.export({ format: 'jwk' });
    expect(await problemOf(JSON.stringify({ keys: [jwk] }))).toMatch(/found a secret one/);
    expect(await problemOf(JSON.stringify({ keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }))).not.toContain('c2VjcmV0');
  });

  it.each([
    ['no JSON', 'x'],
    ['no set', '{"kty":"OKP"}'],
    ['an empty set', '{"keys":[]}'],
    ['keys of other types alone', '{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}'],
    ['a broken key', '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]}'],
    ['a key for something else', `{"keys":[{"kty":"OKP","crv":"Ed25519","x":"${'A'.repeat(43)}","use":"enc"}]}`],
    ['two keys of one name', `{"keys":[${Array.from({ length: 2 }, () => `{"kty":"OKP","crv":"Ed25519","x":"${'A'.repeat(43)}"}`)}]}`],
    ['a key given twice', '{"keys":[],"keys":[]}'],
  ])('are refused: %s', async (_what, text) => expect(typeof (await problemOf(text))).toBe('string'));
});

describe('the keys of the service', () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'lockstep-approval-keys-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('may be files, PEM in one line and base64, and the first signs while all are published', async () => {
    const [a, b, c] = [pemOf(), pemOf(), generateKeyPairSync('ed25519').privateKey];
    const file = path.join(folder, 'a.pem');
    const comma = path.join(folder, 'a,b.pem');
    writeFileSync(file, a);
    writeFileSync(comma, a);
    expect((await readApprovalKeys(comma)).published).toHaveLength(1);
    const old = createPublicKey(b).export({ format: 'pem', type: 'spki' }).toString().replaceAll('\n', '\\n');
    const der = c.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const keys = await readApprovalKeys(` ${file}, ${old},${der}`);
    expect(keys.published).toHaveLength(3);
    expect(keys.current.kid).toBe((await readApprovalKeys(a)).current.kid);
    expect(JSON.stringify(keys.published)).not.toMatch(/"d"|PRIVATE/);
  });

  it.each([
    ['a text', () => 'letmein'],
    ['a public key first', () => createPublicKey(pemOf()).export({ format: 'pem', type: 'spki' }).toString()],
    [
      'a key of another type',
      () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    ],
    ['the same key twice', () => Array.from({ length: 2 }, () => same).join(',')],
    ['nothing', () => ' , '],
  ])('can not be %s, and the fault does not repeat it', async (_what, setting) => {
    const text = setting();
    const fault = await readApprovalKeys(text).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    expect(fault?.message).toMatch(/^LOCKSTEP_APPROVAL_KEY; must be Ed25519 keys/);
    for (const word of text.match(/[A-Za-z0-9+/]{7,}/g) ?? [])
      if (!/^(BEGIN|PRIVATE|PUBLIC)$/.test(word)) expect(fault!.message).not.toContain(word);
  });
});
const same = pemOf();
