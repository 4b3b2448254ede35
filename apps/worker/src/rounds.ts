/** The same work again and again, with a pause in between, until it is stopped. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();

  /** `work` never throws: whoever gives it knows what its failures mean. `pause` in milliseconds. */
  constructor(
    private readonly work: (signal: AbortSignal) => Promise<void>,
    private readonly pause: number,
  ) {}

  /** Resolves after the first round. */
  async start(): Promise<void> {
    this.running = this.work(this.stopping.signal);
    await this.running;
    if (!this.stopping.signal.aborted) this.timer = setTimeout(() => void this.start(), this.pause);
  }

  /** Resolves when no round runs any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.running;
  }
}
