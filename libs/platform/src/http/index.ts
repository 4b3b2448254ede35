export { deepestNesting, nestsTooDeep } from './body-parsers.js';
export { assertIfMatch } from './etag.hook.js';
export { createHttpAdapter } from './create-http-adapter.js';
export { IdempotencyInterceptor, IdempotencyKey, rememberAnswer } from './idempotency.interceptor.js';
export { ProbesController, Readiness } from './probes.controller.js';
export { ProcessLock } from './process-lock.js';
export { RateLimiter } from './rate-limiter.js';
