/** What NSX lets one client do: so many requests in a second, so many at once. */
export class RateLimit {
  private recent: number[] = [];
  private running = 0;
  /** The most requests that ran at once. */
  mostAtOnce = 0;
  /** How many were refused. */
  refused = 0;

  constructor(
    private readonly perSecond: number,
    private readonly atOnce: number,
    private readonly now: () => number,
  ) {}

  /** False: 429. After true comes one `end`. */
  begin(): boolean {
    const second = this.now() - 1000;
    this.recent = this.recent.filter((at) => at > second);
    if (this.recent.length >= this.perSecond || this.running >= this.atOnce) {
      this.refused++;
      return false;
    }
    this.recent.push(this.now());
    this.running++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    return true;
  }

  end(): void {
    this.running--;
  }
}
