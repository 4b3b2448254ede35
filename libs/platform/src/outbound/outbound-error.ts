/** Why a call did not bring an answer, in words that hold for every system that is called. */
const OUTBOUND_FAULTS = [
  'unreachable',
  'timed-out',
  'certificate-expired',
  'certificate-untrusted',
  /** The other side does not take the certificate we show. */
  'certificate-refused',
  'address-refused',
  'redirected',
  'answer-too-large',
  'unreadable-answer',
] as const;
export type OutboundFault = (typeof OUTBOUND_FAULTS)[number];

/** A call that brought no usable answer. `detail` has the same words as long as the fault lasts, and neither host nor secrets. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';

  constructor(
    readonly kind: OutboundFault,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** What any error of a connection comes to; for clients that make their calls themselves over a guarded agent. */
export function toOutboundError(error: unknown): OutboundError {
  for (const one of causesOf(error)) if (one instanceof OutboundError) return one;
  for (const one of causesOf(error)) {
    const code = codeOf(one);
    const [kind, detail] = code === undefined ? [] : (BY_CODE[code] ?? byPattern(code));
    if (kind) return new OutboundError(kind, detail!, { cause: error });
  }
  return new OutboundError('unreachable', 'the connection failed', { cause: error });
}

type Fault = readonly [OutboundFault, string];

const EXPIRED: Fault = ['certificate-expired', 'the certificate has expired'];
const UNKNOWN_ISSUER: Fault = ['certificate-untrusted', 'the certificate is signed by nobody we trust'];
const TIMED_OUT: Fault = ['timed-out', 'no answer in time'];
const CUT: Fault = ['unreachable', 'the connection was cut'];

/** Codes of OpenSSL's verification, of the sockets of Node and of undici. */
const BY_CODE: Readonly<Record<string, Fault>> = {
  CERT_HAS_EXPIRED: EXPIRED,
  CERT_NOT_YET_VALID: ['certificate-untrusted', 'the certificate is not valid yet'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['certificate-untrusted', 'the certificate is for another name'],
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_ISSUER,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_ISSUER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_ISSUER,
  CERT_UNTRUSTED: UNKNOWN_ISSUER,
  CERT_REVOKED: ['certificate-untrusted', 'the certificate is revoked'],
  ENOTFOUND: ['unreachable', 'the name is not known'],
  EAI_AGAIN: ['unreachable', 'the name could not be looked up'],
  ECONNREFUSED: ['unreachable', 'the connection was refused'],
  ENETUNREACH: ['unreachable', 'no way leads there'],
  EHOSTUNREACH: ['unreachable', 'no way leads there'],
  ECONNRESET: CUT,
  EPIPE: CUT,
  UND_ERR_SOCKET: CUT,
  UND_ERR_DESTROYED: CUT,
  UND_ERR_CLOSED: CUT,
  ETIMEDOUT: TIMED_OUT,
  UND_ERR_CONNECT_TIMEOUT: ['timed-out', 'no connection in time'],
  UND_ERR_HEADERS_TIMEOUT: TIMED_OUT,
  UND_ERR_BODY_TIMEOUT: ['timed-out', 'the answer stopped half way'],
  UND_ERR_HEADERS_OVERFLOW: ['answer-too-large', 'the headers of the answer are too large'],
  EPROTO: ['unreachable', 'what listens there does not speak TLS as we do'],
};

function byPattern(code: string): Fault | [] {
  // A server that wants another client certificate says so by a TLS alert, which OpenSSL turns into one of a dozen codes.
  if (/ALERT_(BAD|UNSUPPORTED|UNKNOWN|REVOKED|EXPIRED)?_?(CERTIFICATE|CA)|ALERT_ACCESS_DENIED/.test(code))
    return ['certificate-refused', 'our client certificate was refused'];
  if (/^(INVALID_CA|INVALID_PURPOSE|CERT_|UNABLE_TO_|ERR_TLS_CERT|PATH_LENGTH|HOSTNAME_MISMATCH|ERROR_IN_CERT)/.test(code))
    return ['certificate-untrusted', 'the certificate cannot be verified'];
  if (/^ERR_SSL_|^ERR_TLS_/.test(code)) return BY_CODE['EPROTO']!;
  if (/^HPE_|^UND_ERR_RES/.test(code)) return ['unreadable-answer', 'the answer is not HTTP'];
  return [];
}

const codeOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
};

/** The error and those it came from; of an attempt at several addresses each. */
function* causesOf(error: unknown, depth = 0): Generator<unknown> {
  if (error === undefined || error === null || depth > 8) return;
  yield error;
  if (error instanceof AggregateError) for (const one of error.errors) yield* causesOf(one, depth + 1);
  yield* causesOf((error as { cause?: unknown }).cause, depth + 1);
}
