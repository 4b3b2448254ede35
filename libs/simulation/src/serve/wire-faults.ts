import type { HttpAnswer, HttpRequest } from './http-answer.js';

/**
 * What can go wrong between a server and whoever asks it.
 *
 * - `html`: a page instead of an answer, as from a proxy; `half`: JSON that breaks off; `huge`: as many bytes as said, and JSON all the same
 * - `status`: that status, with what it says; `redirect`: 302 to there
 * - `drop`: the connection ends without an answer; `hang`: it stays open without one; `slow`: the answer comes after so many milliseconds
 * - `lost`: what was asked is done, and the answer never comes: the connection ends, or stays open in silence
 * - `skew`: the `Date` of the answer is so many milliseconds off, heartbeats included
 * - `expire-continue`: continue tokens have expired (410); `expire-session`: all NSX sessions are forgotten
 * - `garble`: the body is what the function makes of it
 */
export type WireFault =
  | { readonly kind: 'html' }
  | { readonly kind: 'half' }
  | { readonly kind: 'huge'; readonly bytes: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'lost'; readonly end: 'cut' | 'silence' }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'skew'; readonly milliseconds: number }
  | { readonly kind: 'expire-continue' }
  | { readonly kind: 'expire-session' }
  | { readonly kind: 'garble'; readonly with: (body: unknown) => unknown };

/** Where and how often a fault strikes. All that is given must match. */
export interface FaultOrder {
  /** `supervisor sup-1`, `nsx-manager nsx-1`, `cluster shop/checkout`; left out: every server. */
  readonly server?: string;
  /** Matched against method and path with its query: `GET /api/v1/node/version`. */
  readonly request?: RegExp;
  /** Left out: until it is lifted. */
  readonly times?: number;
  readonly fault: WireFault;
}

/** The faults in force; they may come and go while servers run. */
export class WireFaults {
  private readonly orders: { readonly order: FaultOrder; left: number }[] = [];

  constructor(orders: readonly FaultOrder[] = []) {
    for (const order of orders) this.add(order);
  }

  /** Returns what lifts it again. */
  add(order: FaultOrder): () => void {
    const entry = { order, left: order.times ?? Infinity };
    this.orders.push(entry);
    return () => void (entry.left = 0);
  }

  clear(): void {
    this.orders.length = 0;
  }

  /** The faults that strike this request; each counts as used. */
  strike(server: string, { method, path, query }: Pick<HttpRequest, 'method' | 'path' | 'query'>): WireFault[] {
    const text = `${method} ${path}${query.size > 0 ? `?${query.toString()}` : ''}`;
    const struck = this.orders.filter(
      ({ order, left }) =>
        left > 0 && (order.server === undefined || order.server === server) && (order.request === undefined || order.request.test(text)),
    );
    for (const entry of struck) entry.left--;
    return struck.map(({ order }) => order.fault);
  }
}

const PAGE =
  '<!DOCTYPE html>\n<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>Maintenance</h1></body></html>\n';

/** What is left of an answer under the faults that touch its content; those of the connection are the listener's. */
export function spoiled(answer: HttpAnswer, faults: readonly WireFault[]): HttpAnswer {
  return faults.reduce<HttpAnswer>((current, fault) => {
    switch (fault.kind) {
      case 'html':
        return { status: 200, headers: { 'content-type': 'text/html' }, body: PAGE };
      case 'half': {
        const text = JSON.stringify(current.body ?? { results: [] });
        return {
          status: current.status,
          headers: { 'content-type': 'application/json' },
          body: text.slice(0, Math.floor(text.length / 2)),
        };
      }
      case 'huge':
        return { status: 200, headers: { 'content-type': 'application/json' }, body: `{"filler":"${'x'.repeat(fault.bytes)}"}` };
      case 'status':
        return { status: fault.status, headers: fault.headers, body: fault.body ?? {} };
      case 'redirect':
        return { status: 302, headers: { location: fault.to }, body: '' };
      case 'garble':
        return { ...current, body: fault.with(current.body) };
      default:
        return current;
    }
  }, answer);
}
