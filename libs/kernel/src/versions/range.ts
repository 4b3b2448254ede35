import { type Parsed, parsed, unparsable } from '../parsed.js';
import { compareToPrefix, isSameRelease } from './order.js';
import { parsePartialVersion, type Scheme, type Version } from './version.js';

type Operator = '=' | '>' | '>=' | '<' | '<=';
interface Comparator {
  readonly operator: Operator;
  readonly bound: Version;
}

/** An npm-style range: any alternative matches when all of its comparators do. An alternative without comparators is `*`. */
export interface Range {
  readonly scheme: Scheme;
  readonly text: string;
  readonly alternatives: readonly (readonly Comparator[])[];
}

const COMPARATOR = /^(?<operator>>=|<=|>|<|=)?\s*(?<bound>[^\s<>=]+)$/;
const WILDCARD = /^(?<prefix>.+)\.[*xX]$/;
const MAX_TEXT = 4096;

/** Reads a range in a scheme. Total, like {@link parseVersion}. Carets, tildes and hyphen ranges are refused: they mean something in SemVer only. */
export function parseRange(scheme: Scheme, text: string): Parsed<Range> {
  if (text.length > MAX_TEXT) return unparsable(`not a ${scheme} range: longer than ${MAX_TEXT} characters; found ${quoted(text)}`);
  const alternatives: Comparator[][] = [];
  for (const alternative of text.split('||')) {
    const words = alternative
      .replace(/(>=|<=|>|<|=)\s+/g, '$1')
      .trim()
      .split(/\s+/);
    if (words[0] === '') return unparsable(`not a ${scheme} range: an alternative is empty; found ${quoted(text)}`);
    const comparators: Comparator[] = [];
    for (const word of words) {
      if (word === '*') continue;
      const comparator = readComparator(scheme, word);
      if (!comparator.ok) return unparsable(`${comparator.problem} in range ${quoted(text)}`);
      comparators.push(comparator.value);
    }
    alternatives.push(comparators);
  }
  return parsed({ scheme, text, alternatives });
}

const FOREIGN = /^(?:[\^~].*|-)$/;

function readComparator(scheme: Scheme, word: string): Parsed<Comparator> {
  if (FOREIGN.test(word))
    return unparsable(`not a ${scheme} range: carets, tildes and hyphen ranges are not read, write >= and <; found ${quoted(word)}`);
  const groups = COMPARATOR.exec(word)?.groups;
  if (!groups) return unparsable(`not a ${scheme} comparator: expected an operator (= > >= < <=) and a version; found ${quoted(word)}`);
  const prefix = WILDCARD.exec(groups['bound']!)?.groups?.['prefix'];
  if (prefix !== undefined && groups['operator'] !== undefined && groups['operator'] !== '=')
    return unparsable(`not a ${scheme} comparator: a wildcard takes no operator; found ${quoted(word)}`);
  const bound = parsePartialVersion(scheme, prefix ?? groups['bound']!);
  if (!bound.ok) return bound;
  // vSphere's `8.0U3` is a release of its own beside `8.0U3a`, so `=` is exact there; a wildcard still means the prefix. To `<=` and `>` it is the
  // update with all its patches, as in "up to 8.0 Update 3"; `<8.0U3a` ends at the first release of the update.
  if (prefix !== undefined && scheme === 'vsphere') return parsed({ operator: '=', bound: { ...bound.value, text: `${prefix}.*` } });
  return parsed({ operator: (groups['operator'] ?? '=') as Operator, bound: bound.value });
}

const quoted = (text: string): string => JSON.stringify(text.length > 128 ? `${text.slice(0, 128)}…` : text);

/** Whether the version lies in the range; both must be of one scheme. */
export const satisfies = (version: Version, range: Range): boolean =>
  range.alternatives.some((comparators) => comparators.every((comparator) => matches(version, comparator)));

function matches(version: Version, { operator, bound }: Comparator): boolean {
  if (operator === '=' && bound.scheme === 'vsphere' && !bound.text.endsWith('.*')) return isSameRelease(version, bound);
  const side = compareToPrefix(version, bound);
  switch (operator) {
    case '=':
      return side === 0;
    case '>':
      return side > 0;
    case '>=':
      return side >= 0;
    case '<':
      return side < 0;
    case '<=':
      return side <= 0;
  }
}
