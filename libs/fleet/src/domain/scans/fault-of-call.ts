import type { FaultCode } from './sighting.js';

/** What kept an answer from coming, in the words of whoever calls, as a look calls it. */
export const FAULT_OF_CALL = {
  unreachable: 'unreachable',
  'timed-out': 'timed-out',
  'certificate-expired': 'certificate-expired',
  'certificate-untrusted': 'certificate-untrusted',
  'certificate-refused': 'login-refused',
  'address-refused': 'address-refused',
  redirected: 'redirected',
  'answer-too-large': 'unreadable-answer',
  'unreadable-answer': 'unreadable-answer',
} as const satisfies Readonly<Record<string, FaultCode>>;

/** Clocks that differ by more milliseconds than this are a fault. Answers, tokens and certificates are judged by the clock. */
export const MOST_CLOCK_SKEW = 5 * 60_000;
