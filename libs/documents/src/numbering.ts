/** Numbers values from 0 by what they say: equal texts, equal numbers. A value that comes again is known by itself, and its text is not made again. */
export class Numbering<Value> {
  private readonly known = new Map<Value, number>();
  private readonly byText = new Map<string, number>();

  constructor(private readonly textOf: (value: Value) => string) {}

  of(value: Value): number {
    let number = this.known.get(value);
    if (number === undefined) {
      const text = this.textOf(value);
      number = this.byText.get(text) ?? this.byText.size;
      this.byText.set(text, number);
      this.known.set(value, number);
    }
    return number;
  }
}

/** Numbers pairs of such numbers. */
export class PairNumbering {
  private readonly rows: number[][] = [];
  private next = 0;

  of(a: number, b: number): number {
    const row = (this.rows[a] ??= []);
    return (row[b] ??= this.next++);
  }

  get size(): number {
    return this.next;
  }
}
