import { SourceFailure, type SourceFault } from '@lockstep/fleet';
import type { Logger } from '@lockstep/platform';
import { redactFault } from './look.js';
import { ScanOver } from './scan-watch.js';

/** What a job does with an error of a look. */
export type Failure = { readonly kind: 'over' } | { readonly kind: 'fault'; readonly fault: SourceFault };

export interface AttemptOutcome {
  readonly attempt: number;
  /** Of the kind of job. */
  readonly attempts: number;
  /** Of the process: it shuts down. */
  readonly shutdown: AbortSignal;
  readonly redact: (text: string) => string;
  readonly logger: Logger;
  /** For the log. */
  readonly about: object;
}

/**
 * Throws what is worth another attempt, which the queue makes after a pause. Answers with the fault that the look ends with: of a failure that time does
 * not heal, or that time has not healed. Texts are free of the secret from here on.
 */
export function settleFailure(error: unknown, { attempt, attempts, shutdown, redact, logger, about }: AttemptOutcome): Failure {
  if (error instanceof ScanOver) return { kind: 'over' };
  if (shutdown.aborted) throw new Error('the worker shuts down');
  const isLast = attempt >= attempts;
  if (error instanceof SourceFailure) {
    const fault = redactFault(error.fault, redact);
    if (!error.retryable || isLast) return { kind: 'fault', fault };
    logger.warn({ ...about, attempt, fault: fault.code }, `look failed and is tried again: ${fault.detail}`);
    throw new Error(`${fault.code}: ${fault.detail}`);
  }
  const [message, stack] = error instanceof Error ? [error.message, error.stack] : [String(error), undefined];
  logger.error({ ...about, attempt, err: { message: redact(message), stack: stack && redact(stack) } }, 'look was broken off by an error');
  if (!isLast) throw new Error(redact(message));
  return {
    kind: 'fault',
    fault: {
      code: 'unreachable',
      subject: null,
      place: null,
      detail: 'The look was broken off by an error; the log of the worker names it',
    },
  };
}
