import type { PhrasingContent, Root, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { type Block, type Cell, legible, linkOf, textOf } from './blocks.js';
import type { ChangeDocument } from './change-document.js';
import { layOutDocument } from './lay-out-document.js';

/** A change document as Markdown with tables (GitHub flavoured). Whatever a name holds, it stays a text at its place. */
export const renderChangeMarkdown = (document: ChangeDocument): string => renderMarkdown(layOutDocument(document));

export function renderMarkdown(blocks: readonly Block[]): string {
  const root: Root = { type: 'root', children: blocks.map(nodeOf) };
  return toMarkdown(root, {
    bullet: '-',
    rule: '-',
    listItemIndent: 'one',
    // A link that shows its own address is written as any other: what is between < and > could be read as a tag.
    resourceLink: true,
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
  });
}

function nodeOf(block: Block): RootContent {
  switch (block.kind) {
    case 'heading':
      return { type: 'heading', depth: block.level, children: phrases(block.text) };
    case 'paragraph':
      return { type: 'paragraph', children: phrases(block.text) };
    case 'warning':
      return {
        type: 'blockquote',
        children: block.lines.map((line, index) => ({
          type: 'paragraph',
          children: index === 0 ? [{ type: 'strong', children: phrases(line) }] : phrases(line),
        })),
      };
    case 'list':
    case 'numbered':
      return {
        type: 'list',
        ordered: block.kind === 'numbered',
        spread: false,
        children: block.items.map((item) => ({
          type: 'listItem',
          spread: false,
          children: [{ type: 'paragraph', children: phrases(item) }],
        })),
      };
    case 'table':
      return {
        type: 'table',
        children: [block.columns, ...block.rows].map((row) => ({
          type: 'tableRow',
          children: row.map((cell) => ({ type: 'tableCell', children: phrases(cell) })),
        })),
      };
  }
}

function phrases(cell: Cell): PhrasingContent[] {
  const value = legible(textOf(cell));
  if (value === '') return [];
  const url = linkOf(cell);
  return url === null ? [{ type: 'text', value }] : [{ type: 'link', url, children: [{ type: 'text', value }] }];
}
