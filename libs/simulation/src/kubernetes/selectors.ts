import type { KubeItem } from './kube-resource.js';

/** A label selector as in a query: `a=b,c!=d,e,!f,g in (h,i),j notin (k)`. Throws on what it cannot read. */
export function labelSelector(text: string): (labels: Readonly<Record<string, string>>) => boolean {
  const terms = text === '' ? [] : text.split(/,(?![^(]*\))/).map((term) => termOf(term.trim()));
  return (labels) => terms.every((matches) => matches(labels));
}

function termOf(term: string): (labels: Readonly<Record<string, string>>) => boolean {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
  if (set) {
    const values = set[3]!.split(',').map((value) => value.trim());
    const wanted = set[2] === 'in';
    return (labels) => values.includes(labels[set[1]!] ?? '\0') === wanted;
  }
  const pair = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(term);
  if (pair) return (labels) => (labels[pair[1]!] === pair[3]) === (pair[2] !== '!=');
  const presence = /^(!?)([^=!\s]+)$/.exec(term);
  if (presence) return (labels) => (labels[presence[2]!] !== undefined) === (presence[1] === '');
  throw new Error(`unable to parse requirement: ${term}`);
}

/** Only what every kind of object has: `metadata.name`, `metadata.namespace`. */
export function fieldSelector(text: string): (item: KubeItem) => boolean {
  const terms = text === '' ? [] : text.split(',').map((term) => /^metadata\.(name|namespace)(?:==|=)(.+)$/.exec(term.trim()));
  if (terms.includes(null)) throw new Error(`field label not supported: ${text}`);
  return (item) => terms.every((term) => item[term![1] as 'name' | 'namespace'] === term![2]);
}
