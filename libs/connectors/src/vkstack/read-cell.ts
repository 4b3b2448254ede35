import type { Status } from '@lockstep/documents';
import type { SnapshotEdge } from './snapshot-shape.js';

/** What a cell says of its two releases, in the words of a matrix. */
export type Cell =
  | { readonly cell: 'statement'; readonly status: Status; readonly note: string | null }
  /** Nobody has published a verdict. */
  | { readonly cell: 'blank' }
  /** No status says it, so nothing is claimed; `why` is for the person who imports. */
  | { readonly cell: 'left-out'; readonly why: string };

/** Fine while passing through, not as a resting place. */
const TRANSITIONAL = [/\bupgrade scenarios?\b/i, /\brunning .* is compatible after\b/i];

/** Only what upstream has looked up becomes a statement; a caveat that nobody here knows makes it one that must be accepted by name. */
export function readCell({
  untested = false,
  unverified = false,
  footnote,
}: Pick<SnapshotEdge, 'untested' | 'unverified' | 'footnote'>): Cell {
  if (unverified) return { cell: 'blank' };
  const isTransitional = footnote !== undefined && TRANSITIONAL.some((pattern) => pattern.test(footnote));
  if (untested && isTransitional) return { cell: 'left-out', why: `both untested and for upgrades only: ${footnote}` };
  if (isTransitional) return { cell: 'statement', status: 'transitional', note: footnote };
  if (untested || footnote !== undefined) return { cell: 'statement', status: 'untested', note: footnote ?? 'compatible, not tested' };
  return { cell: 'statement', status: 'validated', note: null };
}
