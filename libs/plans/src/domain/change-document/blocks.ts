/** A text with a place that it leads to. */
export interface Linked {
  readonly text: string;
  /** Only `http` and `https` are made a link of. */
  readonly url: string | null;
}

export type Cell = string | Linked;

/** A page as data: what each renderer lays out in its own way. Texts are plain, and may be anybody's. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Something that must not be overlooked. */
  | { readonly kind: 'warning'; readonly lines: readonly string[] }
  | { readonly kind: 'list' | 'numbered'; readonly items: readonly Cell[] }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const list = (items: readonly Cell[]): Block[] => (items.length > 0 ? [{ kind: 'list', items }] : []);
export const numbered = (items: readonly Cell[]): Block[] => (items.length > 0 ? [{ kind: 'numbered', items }] : []);
export const table = (columns: readonly string[], rows: readonly (readonly Cell[])[]): Block[] =>
  rows.length > 0 ? [{ kind: 'table', columns, rows }] : [];

/**
 * A text as it is shown: on one line, and without characters that hide, that command a terminal, or that turn the direction of what follows. What was
 * there shows as U+FFFD, so that two names which differ in such characters do not look the same as one without.
 */
export const legible = (text: string): string =>
  text
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD')
    .trim();

export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** Where a cell leads. An address has the characters of RFC 3986 and no others, so nothing in it hides or turns round what is shown. */
export const linkOf = (cell: Cell): string | null =>
  typeof cell !== 'string' && cell.url !== null && /^https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i.test(cell.url) ? cell.url : null;
