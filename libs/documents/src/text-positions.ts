/** Lines and columns count from 1, a column is a UTF-16 code unit; a line ends at `\n`, so in `\r\n` the `\r` belongs to the line before. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets into positions; the line table is made on the first question. */
export class TextPositions {
  private starts: number[] | undefined;

  constructor(private readonly text: string) {}

  at(offset: number): Position {
    const starts = (this.starts ??= lineStarts(this.text));
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}
