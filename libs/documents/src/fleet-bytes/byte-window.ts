/** Large enough that moving on costs little, small enough to stay in the cache of a processor. */
const WIDTH = 1 << 18;

/** A stretch of a long text, which moves on as the text is read. Whoever takes one closes it. */
export class ByteWindow {
  /** What is in sight. */
  bytes: Buffer;
  /** The same bytes. */
  view: DataView;
  /** Nothing follows what is in sight. */
  isLast = false;
  private buffer = Buffer.allocUnsafe(WIDTH);
  private piece: Uint8Array = new Uint8Array();
  private readonly pieces: Iterator<Uint8Array>;

  constructor(pieces: Iterable<Uint8Array>) {
    this.pieces = pieces[Symbol.iterator]();
    this.bytes = this.buffer.subarray(0, 0);
    this.view = new DataView(this.bytes.buffer);
    this.fill();
  }

  /** Forgets what lies before the offset, which becomes 0, and brings what follows into sight. */
  moveTo(offset: number): void {
    const kept = this.bytes.copy(this.buffer, 0, offset);
    this.bytes = this.buffer.subarray(0, kept);
    this.fill();
  }

  /** Brings as much again into sight, and forgets nothing. */
  widen(): void {
    const { bytes } = this;
    this.buffer = Buffer.allocUnsafe(this.buffer.length * 2);
    this.bytes = this.buffer.subarray(0, bytes.copy(this.buffer));
    this.fill();
  }

  /** All that is left from the offset on. */
  *rest(offset: number): Generator<Uint8Array> {
    yield this.bytes.subarray(offset);
    do yield this.piece;
    while (this.next());
  }

  close(): void {
    this.pieces.return?.();
  }

  private fill(): void {
    let { length } = this.bytes;
    while (length < this.buffer.length && (this.piece.length > 0 || this.next())) {
      const taken = this.piece.subarray(0, this.buffer.length - length);
      this.buffer.set(taken, length);
      length += taken.length;
      this.piece = this.piece.subarray(taken.length);
    }
    this.bytes = this.buffer.subarray(0, length);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, length);
  }

  private next(): boolean {
    const { done, value } = this.pieces.next();
    this.piece = done ? new Uint8Array() : value;
    this.isLast = done === true;
    return !done;
  }
}
