import type { Answer } from './create-lockstep-client.js';
import { LockstepTimeout } from './lockstep-problem.js';
import { sleep } from './transport.js';

export interface SettleOptions {
  /** Longest time to wait; 600 s unless said. */
  readonly seconds?: number;
  readonly signal?: AbortSignal;
  /** Called with each answer that is not done yet. */
  readonly onLook?: (answer: Answer<unknown>) => void;
}

export async function settle<Data>(
  request: <Body>(method: string, path: string, init?: RequestInit) => Promise<Answer<Body>>,
  answer: Answer<Data>,
  { seconds = 600, signal, onLook = () => {} }: SettleOptions = {},
): Promise<Answer<Data>> {
  const { location } = answer;
  // Long work says when to look again for as long as it is not done.
  if (location === null || answer.retryAfter === null) return answer;
  const deadline = Date.now() + seconds * 1_000;
  let last = answer;
  for (let retryAfter: number | null = answer.retryAfter; retryAfter !== null; retryAfter = last.retryAfter) {
    onLook(last);
    const left = deadline - Date.now();
    if (left <= 0) throw new LockstepTimeout(`GET ${location}; must be done within ${seconds} s; it is not, and goes on`);
    await sleep(Math.min(Math.max(retryAfter, 0.1) * 1_000, left), signal);
    last = await request<Data>('GET', location, { headers: { accept: 'application/json' }, signal });
  }
  return last;
}
