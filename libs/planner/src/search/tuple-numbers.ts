/** Numbers tuples of small integers in the order in which they are first seen. */
export class TupleNumbers {
  private readonly tuples: (readonly number[])[] = [];
  /** Numbers of the tuples with equal hashes. */
  private readonly buckets = new Map<number, number[]>();

  /** Keeps the tuple: it must not change afterwards. */
  of(tuple: readonly number[]): number {
    let hash = tuple.length;
    for (let index = 0; index < tuple.length; index++) hash = (Math.imul(hash, 31) + tuple[index]!) | 0;
    const bucket = this.buckets.get(hash);
    const number = this.tuples.length;
    if (!bucket) this.buckets.set(hash, [number]);
    else {
      const known = bucket.find((candidate) => equal(this.tuples[candidate]!, tuple));
      if (known !== undefined) return known;
      bucket.push(number);
    }
    this.tuples.push(tuple);
    return number;
  }

  tuple(number: number): readonly number[] {
    return this.tuples[number]!;
  }
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
