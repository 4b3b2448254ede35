/** Milliseconds that a page should not take: while it is applied, all readers of the record wait, and a server ends a session that computes
 *  for ten seconds within a transaction. */
const longest = 1_000;

/** How many events a page holds: fewer after one that took long or was cut off, more again after one that did not. */
export class Pace {
  private size: number;

  constructor(private readonly most: number) {
    this.size = most;
  }

  get pageSize(): number {
    return this.size;
  }

  async measure<Result>(applyPage: () => Promise<Result>): Promise<Result> {
    const start = performance.now();
    try {
      const result = await applyPage();
      if (performance.now() - start > longest) this.slowDown();
      else this.size = Math.min(this.most, this.size * 2);
      return result;
    } catch (error) {
      this.slowDown();
      throw error;
    }
  }

  private slowDown(): void {
    this.size = Math.max(1, Math.floor(this.size / 2));
  }
}
