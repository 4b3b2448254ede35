export { createLogger, type Logger } from './create-logger.js';
export { NestLogger } from './nest-logger.js';
export { continueTrace, currentTrace, renderTraceparent, runInTrace, type TraceContext } from './trace-context.js';
