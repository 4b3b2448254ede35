import { clearScreenDown, moveCursor } from 'node:readline';
import { renderShown } from './render-shown.js';
import { visible } from './render-table.js';
import type { Shown } from './shown.js';

/** What is so now: a view for who looks at a terminal, single facts for who reads lines, and the data of the view for programs. */
export interface Look {
  readonly shown: Shown;
  /** What each thing is like; a line is written when one is there anew or is like something else. */
  readonly facts: Readonly<Record<string, string>>;
  /** Exit code; null: it goes on. */
  readonly ended: number | null;
}

/** Draws each look over the one before. */
class TerminalView {
  private drawn = '';

  async show({ shown }: Look): Promise<void> {
    const width = process.stdout.columns ?? 80;
    const text = await renderShown(shown, 'table', width);
    if (text === this.drawn) return;
    const height = await heightOf(this.drawn, width);
    // What is higher than the terminal can not be drawn over.
    if (height > 0) moveCursor(process.stdout, 0, -Math.min(height, (process.stdout.rows ?? 24) - 1));
    clearScreenDown(process.stdout);
    process.stdout.write(text);
    this.drawn = text;
  }

  /** The next look is drawn below these words, which stay. */
  tell(words: string): void {
    process.stderr.write(`${words}\n`);
    this.drawn = '';
  }
}

/** Lines of a terminal: one that is too long takes several. */
async function heightOf(text: string, width: number): Promise<number> {
  const { default: stringWidth } = await import('string-width');
  return text
    .split('\n')
    .slice(0, -1)
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(stringWidth(line) / width)), 0);
}

class LineView {
  private told: Readonly<Record<string, string>> = {};

  constructor(private readonly now: () => Date) {}

  async show({ facts }: Look): Promise<void> {
    const at = this.now().toISOString();
    for (const [thing, state] of Object.entries(facts))
      if (this.told[thing] !== state) process.stdout.write(`${at}  ${visible(`${thing}: ${state}`)}\n`);
    this.told = facts;
  }

  tell(words: string): void {
    process.stderr.write(`${words}\n`);
  }
}

/** A document for each look that differs from the one before in a fact: whatever else moves, as ages do, is no change. */
class DocumentView {
  private told = '';

  constructor(private readonly output: 'json' | 'yaml') {}

  async show({ shown, facts }: Look): Promise<void> {
    const state = JSON.stringify(facts);
    if (this.told !== state) process.stdout.write(await streamed(shown.data, this.output));
    this.told = state;
  }

  tell(words: string): void {
    process.stderr.write(`${words}\n`);
  }
}

/** One of many: a line of JSON, or a document of YAML. */
export const streamed = async (data: unknown, output: 'json' | 'yaml'): Promise<string> =>
  output === 'json' ? `${JSON.stringify(data)}\n` : `---\n${await renderShown({ data, columns: [], rows: [], names: [] }, 'yaml', null)}`;

export interface View {
  show(look: Look): Promise<void>;
  /** What concerns the looking, not what is seen: for standard error. */
  tell(words: string): void;
}

export function openView(output: string, now: () => Date = () => new Date()): View {
  if (output === 'json' || output === 'yaml') return new DocumentView(output);
  return process.stdout.isTTY ? new TerminalView() : new LineView(now);
}

/** Shows look after look until one of them is the last; its exit code. */
export async function showUntilEnded(looks: AsyncIterable<Look>, view: View): Promise<number> {
  for await (const look of looks) {
    await view.show(look);
    if (look.ended !== null) return look.ended;
  }
  return 0;
}
