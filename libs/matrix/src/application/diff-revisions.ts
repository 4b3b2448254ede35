import type { MatrixSpec } from '@lockstep/documents';
import { canonicalJson, compareTexts } from '@lockstep/kernel';
import type { MatrixRevision } from '../domain/index.js';

export const DIFFED_LISTS = ['components', 'relations', 'releases', 'statements', 'hops', 'sources'] as const;
export type DiffedList = (typeof DIFFED_LISTS)[number];

/** An entry that only one of two revisions has, or that both have differently. */
export interface Difference {
  readonly list: DiffedList;
  /** What a person calls the entry: its id, or what it is about. */
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Entry by entry, in the order of the lists and then of the keys. */
export function diffRevisions(from: MatrixRevision, to: MatrixRevision): Difference[] {
  return DIFFED_LISTS.flatMap((list) => {
    const [before, after] = [entriesByKey(from.document.spec, list), entriesByKey(to.document.spec, list)];
    return [...new Set([...before.keys(), ...after.keys()])]
      .toSorted(compareTexts)
      .map((key) => ({ list, key, before: before.get(key) ?? null, after: after.get(key) ?? null }))
      .filter((difference) => canonicalJson(difference.before) !== canonicalJson(difference.after));
  });
}

type Entry = Readonly<Record<string, unknown>>;

function entriesByKey(spec: MatrixSpec, list: DiffedList): Map<string, Entry> {
  return new Map((spec[list] as readonly Entry[]).map((entry) => [keyOf(list, entry), entry]));
}

function keyOf(list: DiffedList, entry: Entry): string {
  if (list === 'relations') return (entry['between'] as string[]).toSorted(compareTexts).join(' and ');
  if (list === 'releases') return `${String(entry['component'])} ${String(entry['version'])}`;
  if (list === 'hops' && entry['id'] === undefined)
    return `${String(entry['component'])} ${String(entry['from'])} → ${String(entry['to'])}, ${String(entry['status'])}`;
  return String(entry['id']);
}
