import { readJson } from '@lockstep/documents';
import { base64url, flattenedVerify } from 'jose';
import { z } from 'zod';
import {
  APPROVAL_CONTENT_TYPE,
  APPROVAL_PAYLOADS,
  type ApprovalPayload,
  judgeApprovalPayload,
  type PayloadRefusal,
} from '../../domain/approval-file/index.js';
import type { TrustedKeys } from './read-trusted-keys.js';

const SIGNATURE_REFUSALS = ['header', 'algorithm', 'critical', 'content-type', 'signature', 'unknown-key', 'payload'] as const;

/** `reason` is for programs, `detail` for people. */
export type FileRefusal = PayloadRefusal | { readonly reason: (typeof SIGNATURE_REFUSALS)[number]; readonly detail: string };

export type ApprovalVerification =
  /** It is no approval file at all. */
  | { readonly outcome: 'unreadable'; readonly problem: string }
  /** `payload`: null where nothing was signed by who is trusted. */
  | { readonly outcome: 'refused'; readonly refusals: readonly FileRefusal[]; readonly payload: null }
  /** Signed, and not to be followed all the same. */
  | ({ readonly outcome: 'refused'; readonly refusals: readonly FileRefusal[] } & SignedPayload)
  | ({ readonly outcome: 'valid' } & SignedPayload);

interface SignedPayload {
  readonly payload: ApprovalPayload;
  /** Names of the trusted keys whose signatures are good. */
  readonly signedBy: readonly string[];
  /** Names of other keys that signed, and count for nothing. */
  readonly unknown: readonly string[];
}

/** The plan of the largest fleets with room to spare; it bounds what a stranger's file can cost. */
export const MOST_FILE_BYTES = 128 * 1024 * 1024;
const MOST_SIGNATURES = 16;

const encoded = z.string().regex(/^[A-Za-z0-9_-]+$/, 'base64url');
const file = z.strictObject({
  payload: encoded,
  signatures: z
    .array(z.strictObject({ protected: encoded, signature: encoded }))
    .min(1)
    .max(MOST_SIGNATURES),
});
type ApprovalFile = z.output<typeof file>;

/**
 * Verifies an approval without asking anybody. One good signature of a trusted key is enough, since others may sign as well; one that names a trusted key and
 * is not good refuses the file. Nothing of the payload is read before that.
 * @param at milliseconds since 1970
 */
export async function verifyApprovalFile(text: string, keys: TrustedKeys, at: number): Promise<ApprovalVerification> {
  const read = readFile(text);
  if (typeof read === 'string') return { outcome: 'unreadable', problem: read };
  const judged = await Promise.all(read.signatures.map((_, index) => judgeSignature(read, index, keys)));
  const bad = judged.flatMap((one) => (one.verdict === 'bad' ? [one.refusal] : []));
  const good = judged.flatMap((one) => (one.verdict === 'good' ? [one] : []));
  const unknown = judged.flatMap((one) => (one.verdict === 'unknown' ? [one.kid] : []));
  if (bad.length > 0) return { outcome: 'refused', refusals: bad, payload: null };
  if (good[0] === undefined) {
    const detail = `a trusted key must have signed; found ${unknown.join(', ')}, trusted are ${[...keys.keys()].join(', ')}`;
    return { outcome: 'refused', refusals: [{ reason: 'unknown-key', detail }], payload: null };
  }
  const payload = readPayload(good);
  if ('reason' in payload) return { outcome: 'refused', refusals: [payload], payload: null };
  const signed = { payload, signedBy: good.map(({ kid }) => kid), unknown };
  const refusals = judgeApprovalPayload(payload, at);
  return refusals.length > 0 ? { outcome: 'refused', refusals, ...signed } : { outcome: 'valid', ...signed };
}

function readFile(text: string): ApprovalFile | string {
  if (text.length > MOST_FILE_BYTES) return `must be at most ${MOST_FILE_BYTES} bytes; found ${text.length}`;
  const json = readJson(text);
  if (!json.ok) return json.fault.message;
  if (json.duplicates[0]) return json.duplicates[0].message;
  const parsed = file.safeParse(json.value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  return `${path.length > 0 ? `${path.join('/')}; ` : ''}must be a JWS in its general JSON form, with a payload inside; ${message}`;
}

type JudgedSignature =
  | { readonly verdict: 'good'; readonly kid: string; readonly cty: string; readonly payload: Uint8Array }
  | { readonly verdict: 'unknown'; readonly kid: string }
  | { readonly verdict: 'bad'; readonly refusal: FileRefusal };

const header = z.looseObject({ alg: z.string(), kid: z.string().min(1).max(500), cty: z.string().optional() });

async function judgeSignature({ payload, signatures }: ApprovalFile, index: number, keys: TrustedKeys): Promise<JudgedSignature> {
  const one = signatures[index]!;
  const bad = (reason: FileRefusal['reason'], detail: string): JudgedSignature => ({
    verdict: 'bad',
    refusal: { reason, detail: `signature ${index + 1}; ${detail}` } as FileRefusal,
  });
  const json = readText(() => base64url.decode(one.protected));
  const parsed = json !== undefined && !json.duplicated ? header.safeParse(json.value) : undefined;
  if (!parsed?.success) return bad('header', 'its header must be JSON with alg and kid, each key once; found something else');
  const { alg, kid, cty } = parsed.data;
  const key = keys.get(kid);
  if (key === undefined) return { verdict: 'unknown', kid };
  if (alg !== 'EdDSA') return bad('algorithm', `alg must be EdDSA; found ${JSON.stringify(alg)}`);
  for (const parameter of ['crit', 'b64'])
    if (Object.hasOwn(parsed.data, parameter)) return bad('critical', `no approval asks for ${parameter}; found it in the header`);
  if (cty === undefined || !APPROVAL_PAYLOADS.has(cty))
    return bad('content-type', `cty must be ${APPROVAL_CONTENT_TYPE}; found ${JSON.stringify(cty ?? null)}`);
  try {
    const verified = await flattenedVerify({ ...one, payload }, key, { algorithms: ['EdDSA'] });
    return { verdict: 'good', kid, cty, payload: verified.payload };
  } catch {
    return bad('signature', `it must be that of key ${kid} over this payload; found another`);
  }
}

/** Undefined: there are no such bytes, as of a text that is a character too long, or they are no JSON in UTF-8. */
function readText(bytesOf: () => Uint8Array): { readonly value: unknown; readonly duplicated: boolean } | undefined {
  try {
    const json = readJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf()));
    return json.ok ? { value: json.value, duplicated: json.duplicates.length > 0 } : undefined;
  } catch {
    return undefined;
  }
}

/** All have signed these bytes, and each for what they are: what fits one content type fits no other. */
function readPayload(good: readonly Extract<JudgedSignature, { verdict: 'good' }>[]): ApprovalPayload | FileRefusal {
  const types = [...new Set(good.map(({ cty }) => cty))];
  if (types.length > 1) return { reason: 'content-type', detail: `all who sign must sign one cty; found ${types.join(', ')}` };
  const json = readText(() => good[0]!.payload);
  if (json === undefined || json.duplicated)
    return { reason: 'payload', detail: 'what is signed must be JSON with each key once; found something else' };
  const parsed = APPROVAL_PAYLOADS.get(types[0]!)!.safeParse(json.value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  return { reason: 'payload', detail: `what is signed; /${path.join('/')}; ${message}` };
}
