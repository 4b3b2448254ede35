export interface Line {
  /** From 1, blank lines counted. */
  readonly number: number;
  /** Without the line break; null when it was longer than allowed. */
  readonly bytes: Buffer | null;
}

const newline = 0x0a;

/** Cuts a stream of bytes into lines and never keeps more of one than it may be long. Blank lines are counted and left out. */
export class LineSplitter {
  private parts: Buffer[] = [];
  private length = 0;
  private count = 0;

  constructor(private readonly longest: number) {}

  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      this.keep(chunk.subarray(start, end));
      lines.push(...this.end());
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
    return lines;
  }

  /** The line that the last chunk left open. */
  end(): Line[] {
    this.count++;
    const bytes = this.length > this.longest ? null : Buffer.concat(this.parts, this.length);
    this.parts = [];
    this.length = 0;
    return bytes !== null && isBlank(bytes) ? [] : [{ number: this.count, bytes }];
  }

  private keep(part: Buffer): void {
    this.length += part.length;
    if (this.length > this.longest) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
