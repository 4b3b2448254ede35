import { describe, expect, it } from 'vitest';
import { OutboundError, toOutboundError } from './index.js';

const failing = (code: string) => Object.assign(new Error('told to nobody: 10.0.0.1'), { code });

describe('what an error of a connection comes to', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'certificate-expired'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-untrusted'],
    ['UNABLE_TO_GET_CRL', 'certificate-untrusted'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'certificate-refused'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'certificate-refused'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'certificate-refused'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['HPE_INVALID_CONSTANT', 'unreadable-answer'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timed-out'],
    ['ESOMETHING', 'unreachable'],
  ])('%s is %s', (code, kind) => {
    expect(toOutboundError(failing(code))).toMatchObject({ kind, detail: expect.not.stringContaining('10.0.0.1') });
  });

  it('looks behind what clients wrap an error in, and at each of several attempts', () => {
    const refused = new OutboundError('address-refused', 'why');
    expect(toOutboundError(new TypeError('fetch failed', { cause: new Error('connect', { cause: refused }) }))).toBe(refused);
    expect(toOutboundError(new AggregateError([failing('ECONNREFUSED'), failing('CERT_HAS_EXPIRED')])).kind).toBe('unreachable');
    expect(toOutboundError(new AggregateError([refused, failing('ECONNREFUSED')]))).toBe(refused);
  });

  it('has an end where an error is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(toOutboundError(error)).toMatchObject({ kind: 'unreachable', detail: 'the connection failed' });
  });
});
