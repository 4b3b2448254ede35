import type { ReadScans } from '@lockstep/fleet';

/** Reason of a signal: the scan is not running any more, or the look at the source is over. */
export class ScanOver extends Error {
  override readonly name = 'ScanOver';
}

interface Watched {
  readonly controller: AbortController;
  /** Those that are looked at. */
  readonly sources: Map<string, AbortController>;
  /** The look with which it began; those that come later are told by the looks that follow. */
  begun: Promise<void> | undefined;
  users: number;
  timer: NodeJS.Timeout | undefined;
}

/** Tells all who work on a scan in this process that somebody has cancelled it or removed their source, whichever process was told: one look at the record for all of them. */
export class ScanWatch {
  private readonly watched = new Map<string, Watched>();

  constructor(
    private readonly scans: Pick<ReadScans, 'find'>,
    /** Milliseconds between two looks. */
    private readonly interval = 1_000,
  ) {}

  /** `work` is given a signal that is aborted with `ScanOver` within the interval after the scan is over, or the look at the source, and at once by the first to come. */
  async during<Result>(scan: string, source: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const watched = this.watched.get(scan) ?? this.nobody();
    const look = watched.sources.get(source) ?? new AbortController();
    this.watched.set(scan, watched);
    watched.sources.set(source, look);
    watched.users++;
    try {
      await (watched.begun ??= this.begin(scan, watched));
      return await work(AbortSignal.any([watched.controller.signal, look.signal]));
    } finally {
      watched.users--;
      if (watched.users === 0) {
        clearTimeout(watched.timer);
        if (this.watched.get(scan) === watched) this.watched.delete(scan);
      }
    }
  }

  private nobody(): Watched {
    return { controller: new AbortController(), sources: new Map(), begun: undefined, users: 0, timer: undefined };
  }

  private begin(scan: string, watched: Watched): Promise<void> {
    return this.look(scan, watched).catch((error: unknown) => {
      watched.begun = undefined;
      throw error;
    });
  }

  private async look(scan: string, watched: Watched): Promise<void> {
    clearTimeout(watched.timer);
    if (watched.controller.signal.aborted) return;
    const known = await this.scans.find(scan);
    const status = known?.status;
    if (status !== 'running')
      return watched.controller.abort(new ScanOver(`scan ${scan}; it must be running; found it ${status ?? 'unknown'}`));
    for (const [source, controller] of watched.sources)
      if ((known?.looks[source]?.outcome ?? 'unended') !== 'unended')
        controller.abort(new ScanOver(`scan ${scan}; look at ${source}; it must go on; found it over`));
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
