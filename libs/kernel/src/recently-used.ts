/** Values that may be asked for again, by key: those that were used last, and no more than `capacity` of them. */
export class RecentlyUsed<Value> {
  private readonly known = new Map<string, Value>();

  constructor(private readonly capacity: number) {}

  /** The value of a key; made when it is not known, or is not kept any more. */
  recall(key: string, make: () => Value): Value {
    const value = this.known.has(key) ? this.known.get(key)! : make();
    // Last used comes last.
    this.known.delete(key);
    this.known.set(key, value);
    if (this.known.size > this.capacity) this.known.delete(this.known.keys().next().value!);
    return value;
  }

  forget(key: string): void {
    this.known.delete(key);
  }
}
