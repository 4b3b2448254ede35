/** A block that really hands out its addresses: aligned pieces whose size is a power of two, each out of the smallest hole that holds it. */
export class BuddyBlock {
  /** Start and size of what is free. */
  private holes: { readonly start: number; readonly size: number }[];
  /** Start and size of what was handed out. */
  readonly pieces: { readonly start: number; readonly size: number }[] = [];

  constructor(readonly size: number) {
    this.holes = [{ start: 0, size }];
  }

  get free(): number {
    return this.holes.reduce((sum, hole) => sum + hole.size, 0);
  }

  /** False: there is no hole for it. */
  take(size: number): boolean {
    const hole = this.holes.filter((one) => one.size >= size).sort((a, b) => a.size - b.size || a.start - b.start)[0];
    if (!hole) return false;
    this.holes = this.holes.filter((one) => one !== hole);
    for (let half = hole.size / 2; half >= size; half /= 2) this.holes.push({ start: hole.start + half, size: half });
    this.pieces.push({ start: hole.start, size });
    return true;
  }
}
