import type { IncomingHttpHeaders } from 'node:http';
import { OutboundError } from './outbound-error.js';

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** @throws OutboundError `unreadable-answer`: not UTF-8 */
export function readText({ body }: Pick<Answer, 'body'>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    throw new OutboundError('unreadable-answer', 'the answer is not UTF-8', { cause: error });
  }
}

/** @throws OutboundError `unreadable-answer`: a page for people, half of something, or nothing at all */
export function readJson(answer: Pick<Answer, 'body'>): unknown {
  const text = readText(answer);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OutboundError('unreadable-answer', unreadable(text.trimStart()), { cause: error });
  }
}

function unreadable(text: string): string {
  if (text === '') return 'the answer is empty';
  if (text.startsWith('<')) return 'the answer is HTML or XML, not JSON';
  return /^[[{"]/.test(text) ? 'the answer is JSON that breaks off or is broken' : 'the answer is not JSON';
}
