import type { HttpAnswer } from '../serve/http-answer.js';

/** A `Status` object as every failure of an API server is told. */
export const failure = (code: number, reason: string, message: string): HttpAnswer => ({
  status: code,
  body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code },
});
