import type { FaultCode, SourceFault, SourceReport } from '@lockstep/fleet/domain';

/** One call that brought nothing to go on with. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';

  /**
   * @param place `GET /api/v1/node/version`, with the field where there is one
   * @param status of the answer, if there was one
   */
  constructor(
    readonly code: FaultCode,
    readonly place: string,
    readonly detail: string,
    readonly status: number | null = null,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** What the next call would meet as well: it ends a look. */
const OF_THE_WHOLE: ReadonlySet<FaultCode> = new Set([
  'unreachable',
  'certificate-expired',
  'certificate-untrusted',
  'address-refused',
  'redirected',
  'login-refused',
  'rate-limited',
]);

/** A little later it may be over by itself. */
const PASSING: ReadonlySet<FaultCode> = new Set(['unreachable', 'timed-out', 'rate-limited', 'server-error']);

const endsLook = ({ code }: CallFailure): boolean => OF_THE_WHOLE.has(code);
export const isPassing = (code: FaultCode): boolean => PASSING.has(code);
/** Versions of NSX differ in what they serve: an object or a call that is not there. */
export const isNotServed = (failure: unknown): boolean => failure instanceof CallFailure && failure.status === 404;

/** Calls that timed out in one look before the manager as a whole counts as not answering. */
const MOST_TIMEOUTS = 3;
const MOST_FAULTS = 100;

/** The faults of one look, each once, and no more than a person would read. */
export class FaultLog {
  private readonly told = new Set<string>();
  private waiting: SourceReport[] = [];
  private timeouts = 0;

  constructor(private readonly nsxManager: string) {}

  /** @param subject null where it hides which clusters there are */
  add({ code, place, detail }: Omit<SourceFault, 'subject'>, subject: 'nsx-manager' | null = 'nsx-manager'): void {
    const key = JSON.stringify([code, place, detail, subject]);
    // What hides which clusters there are is never left out: absent ones would count as gone.
    if (this.told.has(key) || (subject !== null && this.told.size >= MOST_FAULTS)) return;
    this.told.add(key);
    this.waiting.push({ report: 'fault', fault: { code, subject: subject && { kind: subject, id: this.nsxManager }, place, detail } });
  }

  /**
   * Records the failure of a part and lets the look go on.
   *
   * @throws what ends the look: failures of the whole, the last timeout too many, and what is no failure of a call
   */
  addPart(failure: unknown, subject: 'nsx-manager' | null = 'nsx-manager'): void {
    if (!(failure instanceof CallFailure) || endsLook(failure)) throw failure;
    if (failure.code === 'timed-out' && ++this.timeouts >= MOST_TIMEOUTS) throw failure;
    this.add(failure, subject);
  }

  /** Those since the last time. */
  *drain(): Generator<SourceReport> {
    const waiting = this.waiting;
    this.waiting = [];
    yield* waiting;
  }
}
