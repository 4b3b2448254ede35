interface Node {
  readonly type?: string;
  readonly text?: string;
  readonly content?: readonly Node[];
}

/** A document in Atlassian's format, as people read it. */
export function plainText(node: unknown): string {
  const { type, text, content = [] } = (node ?? {}) as Node;
  if (type === 'text') return text ?? '';
  if (type === 'hardBreak') return '\n';
  return content.map(plainText).join(type === 'doc' ? '\n\n' : '');
}

export const asDocument = (text: string): unknown => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: text === '' ? [] : [{ type: 'text', text }] }],
});

/** Empty texts and unknown kinds are refused, as are breaks of lines inside of a text. */
export function documentProblem(node: unknown): string | null {
  const { type, text, content = [] } = (node ?? {}) as Node;
  if (type === undefined || !['doc', 'paragraph', 'text', 'hardBreak'].includes(type)) return 'INVALID_INPUT';
  if (type === 'text' && (typeof text !== 'string' || text === '')) return 'INVALID_INPUT';
  return content.map(documentProblem).find((problem) => problem !== null) ?? null;
}
