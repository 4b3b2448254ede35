import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { propertyRuns } from '@lockstep/testing/problems';
import { expect, it } from 'vitest';
import { type Block, type Cell, legible, linkOf, textOf } from './blocks.js';
import { renderMarkdown } from './render-markdown.js';
import { plain, renderPlainText } from './render-plain-text.js';

/** Pieces that mean something to somebody who reads Markdown, and anything else. */
const PIECES = [
  ...[
    '|',
    '\\',
    '\\|',
    '`',
    '``',
    '*',
    '**',
    '_',
    '~',
    '~~',
    '[',
    ']',
    '](',
    ')',
    '<',
    '>',
    '&',
    '&amp;',
    '&#124;',
    '#',
    '# ',
    '- ',
    '+ ',
    '1. ',
    '1)',
  ],
  ...[
    '\n',
    '\r\n',
    '\n\n',
    '\t',
    ' ',
    '  \n',
    '\u2028',
    '\u202E',
    '\u200B',
    '\u0000',
    '\u001b[31m',
    '---',
    '===',
    '| - |',
    '```',
    '    ',
    '> ',
  ],
  ...[
    '<script>',
    '<!--',
    '-->',
    '<b>',
    '[x]: http://a.b',
    '[^1]',
    '![x](y)',
    '[ ] ',
    'http://a.example/',
    'www.a.example',
    'a@b.example',
    '@team',
    '$$',
  ],
  ...['[code]', '[/CODE]', '{code}', '=1+1', '+1', '-1', '\uD83D\uDE00', '\uD83D', 'é', 'a', 'b', '1', ':', '=', '-', '.'],
];
const hostile = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) }),
    {
      maxLength: 8,
    },
  )
  .map((pieces) => pieces.join(''));
const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 5, arbitrary: hostile },
  {
    weight: 1,
    arbitrary: fc.record({ text: hostile, url: fc.oneof(hostile, fc.webUrl(), fc.constant('javascript:alert(1)'), fc.constant(null)) }),
  },
);
const said = hostile.filter((text) => legible(text) !== '');

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), level: fc.constantFrom(1 as const, 2 as const, 3 as const), text: said }),
  fc.record({ kind: fc.constant('paragraph' as const), text: said }),
  fc.record({ kind: fc.constant('warning' as const), lines: fc.array(said, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    kind: fc.constantFrom('list' as const, 'numbered' as const),
    items: fc.array(
      cell.filter((one) => legible(textOf(one)) !== ''),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fc.integer({ min: 1, max: 3 }).chain((width) =>
    fc.record({
      kind: fc.constant('table' as const),
      columns: fc.array(said, { minLength: width, maxLength: width }),
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 3 }),
    }),
  ),
);

/** The transforms look for addresses in texts whose escapes are gone, which nobody does who reads by the specification. */
const READ = gfmFromMarkdown().map(({ transforms: _, ...extension }) => extension);
const read = (text: string): Root => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: READ });

/** Two lists, or two quotes, one after the other may be read as one: what matters is every item and its text. */
interface Shown {
  readonly kind: string;
  readonly text: string;
  readonly url: string | null;
}

function* shownIn(blocks: readonly Block[]): Generator<Shown> {
  for (const one of blocks)
    switch (one.kind) {
      case 'heading':
        yield { kind: `heading ${one.level}`, text: legible(one.text), url: null };
        break;
      case 'paragraph':
        yield { kind: 'paragraph', text: legible(one.text), url: null };
        break;
      case 'warning':
        for (const line of one.lines) yield { kind: 'warning', text: legible(line), url: null };
        break;
      case 'list':
      case 'numbered':
        for (const item of one.items) yield { kind: one.kind, text: legible(textOf(item)), url: linkOf(item) };
        break;
      case 'table':
        for (const row of [one.columns, ...one.rows])
          for (const [place, item] of row.entries()) {
            const text = legible(textOf(item));
            yield { kind: `cell ${place}`, text, url: text === '' ? null : linkOf(item) };
          }
    }
}

/** Throws on whatever is not a text at its place. */
function textOfNodes(nodes: readonly Nodes[]): { text: string; url: string | null } {
  let [text, url] = ['', null as string | null];
  for (const node of nodes) {
    if (node.type === 'text') text += node.value;
    else if (node.type === 'strong' && nodes.length === 1) text += textOfNodes(node.children).text;
    else if (node.type === 'link' && nodes.length === 1) [text, url] = [textOfNodes(node.children).text, node.url];
    else throw new Error(`a text may hold texts alone; found ${node.type}`);
  }
  return { text, url };
}

function* shownAs(nodes: readonly Nodes[]): Generator<Shown> {
  for (const node of nodes)
    switch (node.type) {
      case 'heading':
        yield { kind: `heading ${node.depth}`, ...textOfNodes(node.children) };
        break;
      case 'paragraph':
        yield { kind: 'paragraph', ...textOfNodes(node.children) };
        break;
      case 'blockquote':
        for (const one of shownAs(node.children)) yield { ...one, kind: 'warning' };
        break;
      case 'list':
        for (const item of node.children)
          for (const one of shownAs(item.children)) yield { ...one, kind: node.ordered ? 'numbered' : 'list' };
        break;
      case 'table':
        for (const row of node.children)
          for (const [place, one] of row.children.entries()) yield { kind: `cell ${place}`, ...textOfNodes(one.children) };
        break;
      default:
        throw new Error(`a page has no such part; found ${node.type}`);
    }
}

it('whatever a name holds, it is read back as a text at its place', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const markdown = renderMarkdown(blocks);
      expect([...shownAs(read(markdown).children)]).toEqual([...shownIn(blocks)]);
    }),
    { numRuns: propertyRuns(800) },
  );
});

it('as plain text no name begins a line, and none opens what ServiceNow takes for markup', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const text = renderPlainText(blocks);
      const lines = text.split('\n').filter((line) => line !== '');
      const wanted = blocks.reduce((sum, one) => {
        if (one.kind === 'table') return sum + one.rows.length;
        return sum + (one.kind === 'list' || one.kind === 'numbered' ? one.items.length : one.kind === 'warning' ? one.lines.length : 1);
      }, 0);
      expect(lines).toHaveLength(wanted);
      expect(text).not.toMatch(/\[\/?code\]/i);
      expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: propertyRuns(1000) },
  );
});

it('a plain text stays on one line', () => {
  fc.assert(fc.property(cell, (one) => !/[\r\n\u2028\u2029]/.test(plain(one))));
});
