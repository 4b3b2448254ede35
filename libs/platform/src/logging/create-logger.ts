import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../config/index.js';
import { currentTrace } from './trace-context.js';

export type { Logger } from 'pino';

/** Names of what is never printed, wherever it stands. */
const SECRET_NAMES = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'token',
  'password',
  'secret',
  'apiKey',
  'privateKey',
];

/** As deep as headers of a request in an error are: `err.config.request.headers.authorization`. */
const DEPTH = 4;

const SECRETS = SECRET_NAMES.flatMap((name) =>
  Array.from({ length: DEPTH + 1 }, (_, depth) => `${Array(depth).fill('*').join('.')}["${name}"]`),
);

/** JSON lines on standard error, so that standard output stays free for what a person or script asked for. Every line of a request or job
 *  carries its trace id; headers with secrets are never logged, and are cut out here should somebody try. */
export function createLogger(level: LogLevel, name: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      name,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => {
        const trace = currentTrace();
        return trace === undefined ? {} : { traceId: trace.traceId };
      },
      redact: { paths: SECRETS, censor: '****' },
    },
    destination,
  );
}
