export interface GeneratedFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  /**
   * The whole text of the file. `current` is the text as it lies on disk, undefined when there is none: for files of which a part only is
   * generated (`replaceSection`). Equal sources must give equal bytes: no clock, no machine name, no order of a directory listing.
   */
  generate(current: string | undefined): string | Promise<string>;
}

/**
 * Replaces what stands between `<!-- generated: NAME -->` and `<!-- end: NAME -->` in `text`.
 *
 * Throws when the markers are not there exactly once, in this order: a lost marker would leave an old example standing for ever.
 */
export function replaceSection(text: string, name: string, body: string): string {
  const start = `<!-- generated: ${name} -->`;
  const end = `<!-- end: ${name} -->`;
  const [before, rest, ...more] = text.split(start);
  const [, after, ...evenMore] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || evenMore.length > 0) {
    throw new Error(`generated section; ${name}: ${start} and ${end} must stand in the text once, in this order`);
  }
  return `${before}${start}\n${body.trimEnd()}\n${end}${after}`;
}
