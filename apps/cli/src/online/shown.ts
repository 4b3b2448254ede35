/** A cell; null is shown as `-`. */
export type Cell = string | number | null | undefined;

export interface Column {
  readonly title: string;
  /** Gets narrower when the terminal is: a text, never an id. */
  readonly flexible?: boolean;
}

/** What a command has to show, whatever the form. */
export interface Shown {
  /** What programs get: the answer of the service as it is. */
  readonly data: unknown;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Ids, one a line, for `-o name`. */
  readonly names: readonly string[];
  /** Below the table. */
  readonly notes?: readonly string[];
  readonly exitCode?: number;
}

const columnsOf = (titles: readonly string[]): Column[] =>
  titles.map((title) => (title.endsWith('…') ? { title: title.slice(0, -1), flexible: true } : { title }));

/** A list: `titles` that end in `…` name the columns that may be cut. */
export const listShown = <Item>(
  items: readonly Item[],
  titles: readonly string[],
  rowOf: (item: Item) => readonly Cell[],
  nameOf: (item: Item) => string,
): Shown => ({ data: items, columns: columnsOf(titles), rows: items.map(rowOf), names: items.map(nameOf) });

/** One thing, a line for each of its members. */
export const thingShown = (data: unknown, name: string, members: Readonly<Record<string, Cell>>): Shown => ({
  data,
  columns: [{ title: '' }, { title: '', flexible: true }],
  rows: Object.entries(members),
  names: [name],
});
