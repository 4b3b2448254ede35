import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** W3C trace context of the request or job in hand. */
export interface TraceContext {
  /** 32 lower-case hex digits, the same over all processes that work on one request. */
  readonly traceId: string;
  /** 16 lower-case hex digits: this part of the work. */
  readonly spanId: string;
  readonly flags: string;
}

const storage = new AsyncLocalStorage<TraceContext>();

export const currentTrace = (): TraceContext | undefined => storage.getStore();

export const runInTrace = <Result>(trace: TraceContext, work: () => Result): Result => storage.run(trace, work);

/** Continues a caller's `traceparent`; anything malformed starts a new trace, as the W3C recommendation asks. */
export function continueTrace(traceparent: string | undefined): TraceContext {
  const spanId = randomBytes(8).toString('hex');
  const [, version, traceId, parentId, flags] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/.exec(traceparent ?? '') ?? [];
  const valid = traceId !== undefined && version !== 'ff' && !/^0+$/.test(traceId) && !/^0+$/.test(parentId ?? '0');
  return valid ? { traceId, spanId, flags: flags ?? '00' } : { traceId: randomBytes(16).toString('hex'), spanId, flags: '00' };
}

export const renderTraceparent = ({ traceId, spanId, flags }: TraceContext): string => `00-${traceId}-${spanId}-${flags}`;
