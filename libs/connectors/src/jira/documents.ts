/** A node of the document format that texts of several lines have in version 3 of the API. */
export interface DocumentNode {
  readonly type: string;
  readonly text?: string;
  readonly version?: number;
  readonly content?: readonly DocumentNode[];
}

/** A plain text, exactly as it is: what looks like markup stays text. Blank lines part paragraphs. */
export function writeDocument(text: string): DocumentNode {
  return { type: 'doc', version: 1, content: text.split('\n\n').map((paragraph) => ({ type: 'paragraph', content: lines(paragraph) })) };
}

function lines(paragraph: string): DocumentNode[] {
  return paragraph.split('\n').flatMap((line, index) => [
    ...(index > 0 ? [{ type: 'hardBreak' }] : []),
    // A text may not be empty.
    ...(line === '' ? [] : [{ type: 'text', text: line }]),
  ]);
}

const INLINE = new Set(['text', 'hardBreak', 'mention', 'emoji', 'inlineCard', 'date', 'status']);

/** Deeper than editors nest; what is below is left out. */
const DEPTH = 30;

/** The text of a document that people may have written over, line by line. */
export function readDocument(node: unknown, depth = 0): string {
  if (typeof node === 'string') return node;
  if (typeof node !== 'object' || node === null || depth > DEPTH) return '';
  const { type, text, content, attrs } = node as {
    type?: unknown;
    text?: unknown;
    content?: unknown;
    attrs?: { text?: unknown; url?: unknown };
  };
  if (type === 'hardBreak') return '\n';
  if (typeof text === 'string') return text;
  if (!Array.isArray(content)) return String(attrs?.text ?? attrs?.url ?? '');
  return content
    .map((part: unknown, index) => {
      const isBlock = index > 0 && !INLINE.has(String((part as { type?: unknown } | null)?.type));
      return (isBlock ? '\n' : '') + readDocument(part, depth + 1);
    })
    .join('');
}
