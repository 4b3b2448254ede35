import type { ReadScans } from '@lockstep/fleet';

/** Reason of a signal: the scan is not running any more. */
export class ScanOver extends Error {
  override readonly name = 'ScanOver';
}

interface Watched {
  readonly controller: AbortController;
  users: number;
  timer: NodeJS.Timeout | undefined;
}

/** Tells all who work on a scan in this process that somebody has cancelled it, whichever process was told: one look at the record for all of them. */
export class ScanWatch {
  private readonly watched = new Map<string, Watched>();

  constructor(
    private readonly scans: Pick<ReadScans, 'find'>,
    /** Milliseconds between two looks. */
    private readonly interval = 1_000,
  ) {}

  /** `work` is given a signal that is aborted with `ScanOver`, at once if the scan does not run now. */
  async during<Result>(scan: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const watched = this.watched.get(scan) ?? { controller: new AbortController(), users: 0, timer: undefined };
    this.watched.set(scan, watched);
    watched.users++;
    try {
      await this.look(scan, watched);
      return await work(watched.controller.signal);
    } finally {
      watched.users--;
      if (watched.users === 0) {
        clearTimeout(watched.timer);
        if (this.watched.get(scan) === watched) this.watched.delete(scan);
      }
    }
  }

  private async look(scan: string, watched: Watched): Promise<void> {
    clearTimeout(watched.timer);
    if (watched.controller.signal.aborted) return;
    const status = (await this.scans.find(scan))?.status;
    if (status !== 'running')
      return watched.controller.abort(new ScanOver(`scan ${scan}; it must be running; found it ${status ?? 'unknown'}`));
    clearTimeout(watched.timer);
    // A look that fails is followed by another: the work itself meets a database that is away.
    if (watched.users > 0)
      watched.timer = setTimeout(() => void this.look(scan, watched).catch(() => this.again(scan, watched)), this.interval);
  }

  private again(scan: string, watched: Watched): void {
    if (watched.users > 0)
      watched.timer = setTimeout(() => void this.look(scan, watched).catch(() => this.again(scan, watched)), this.interval);
  }
}
