/** A part of the page. A file each, listed in sections/index.ts. */
export interface BenchSection {
  readonly title: string;
  /** Markdown below the title. */
  run(bench: BenchContext): Promise<string>;
}

export interface BenchContext {
  readonly quick: boolean;
  /** A fresh, empty database on the server that is measured. */
  readonly createDatabase: () => Promise<string>;
  /** Where emmett was installed by hand. */
  readonly emmettFolder: string | undefined;
  /** For a section that takes a number of rows. */
  readonly rows: number;
  readonly log: (line: string) => void;
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const ratio = (ours: number, theirs: number): string =>
  theirs === 0 ? '' : `${(ours / theirs).toFixed(ours / theirs < 10 ? 2 : 0)}x`;
export const count = (number: number): string => Math.round(number).toLocaleString('en-US');
