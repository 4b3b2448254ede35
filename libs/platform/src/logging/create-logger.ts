import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../config/index.js';
import { currentTrace } from './trace-context.js';

export type { Logger } from 'pino';

/** How the names of members end whose values are never printed, however deep they stand: of headers, settings, bodies and sessions of other systems. */
const SECRET_NAME = /(?:authorization|cookie|token|secret|passw(?:or)?d|passphrase|kubeconfig|(?:api|private|secret)[-_]?key)s?$/i;
/** Whether a line may have such a member at all: most have none, and taking them apart costs. */
const MAY_HOLD_SECRETS = new RegExp(`${SECRET_NAME.source.slice(0, -1)}":`, 'i');

/** @param line of JSON */
function withoutSecrets(line: string): string {
  if (!MAY_HOLD_SECRETS.test(line)) return line;
  const said: unknown = JSON.parse(line, (name, value: unknown) => (SECRET_NAME.test(name) ? '****' : value));
  return `${JSON.stringify(said)}\n`;
}

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
      hooks: { streamWrite: withoutSecrets },
    },
    destination,
  );
}
