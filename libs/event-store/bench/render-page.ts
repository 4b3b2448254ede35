export interface MeasuredSection {
  readonly title: string;
  readonly text: string;
  readonly machine: string;
}

const head = `# Benchmarks of the event store

Written by \`npm run bench:events\`; see [its README](../../libs/event-store/bench/README.md). All contenders use the same PostgreSQL server, each in a database of its own, with writes
flushed to disk before they are acknowledged. Compare within a table: absolute numbers are those of one machine, under whatever load it had.
`;

/** The sections of a page as it was written before, so that a run of one section keeps the others. */
export function sectionsOf(page: string): readonly MeasuredSection[] {
  return page
    .split('\n## ')
    .slice(1)
    .map((section) => {
      const [title, , machine, , ...text] = section.split('\n');
      return { title: title!, machine: machine!, text: text.join('\n').trim() };
    });
}

export function renderPage(before: readonly MeasuredSection[], measured: readonly MeasuredSection[], order: readonly string[]): string {
  const sections = order.flatMap((title) => [...measured, ...before].find((section) => section.title === title) ?? []);
  return [head, ...sections.map(({ title, machine, text }) => `## ${title}\n\n${machine}\n\n${text}\n`)].join('\n');
}
