/**
 * Splits a numbered list into classes by marking its members: those that get the same marks in the same order stay together.
 * Each mark of each member is looked at once, however many classes there are.
 */
export class Partition<Mark> {
  private readonly classes: Int32Array;
  /** By class: what it was split from, and by which mark. The first class is that of the members without marks. */
  private readonly origins: ({ readonly from: number; readonly mark: Mark } | null)[] = [null];

  constructor(size: number) {
    this.classes = new Int32Array(size);
  }

  /** Hands out one mark; a negative number is no member. One that is given twice is marked twice, and so parts from those that are given once. */
  mark(members: Int32Array, mark: Mark): void {
    const { classes } = this;
    const splits = new Map<number, number>();
    let [from, to] = [-1, -1];
    for (let index = 0; index < members.length; index++) {
      const member = members[index]!;
      if (member < 0) continue;
      // Mostly that of the member before.
      if (classes[member] !== from) {
        from = classes[member]!;
        to = splits.get(from) ?? -1;
        if (to === -1) splits.set(from, (to = this.origins.push({ from, mark }) - 1));
      }
      classes[member] = to;
    }
  }

  classOf(member: number): number {
    return this.classes[member]!;
  }

  /** The marks of a member, in the order in which they were given. */
  marksOf(member: number): Mark[] {
    const marks: Mark[] = [];
    for (let origin = this.origins[this.classOf(member)]; origin; origin = this.origins[origin.from]) marks.push(origin.mark);
    return marks.reverse();
  }
}
