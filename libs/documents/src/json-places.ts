import { endOfString, skipSpace } from './json-text.js';
import type { Path } from './problem.js';

interface Child {
  /** Where a person looks: the key of a map entry, the element of a list. */
  readonly place: number;
  readonly value: number;
}

/**
 * Finds paths in a valid JSON text. Each container on the way is read once and remembered, so many problems of one large document cost about one pass each
 * over the containers they lie in, and a document without problems costs nothing.
 */
export class JsonPlaces {
  private readonly children = new Map<number, Map<string, Child>>();

  constructor(private readonly text: string) {}

  /** Offset of the deepest part of the path that exists. */
  offsetOf(path: Path): number {
    let value = skipSpace(this.text, 0);
    let place = value;
    for (const step of path) {
      const child = this.childrenOf(value).get(String(step));
      if (!child) return place;
      ({ place, value } = child);
    }
    return place;
  }

  private childrenOf(start: number): Map<string, Child> {
    const known = this.children.get(start);
    if (known) return known;
    const children = new Map<string, Child>();
    this.children.set(start, children);
    const opening = this.text[start];
    if (opening !== '{' && opening !== '[') return children;
    let index = 0;
    for (
      let i = skipSpace(this.text, start + 1);
      i < this.text.length && this.text[i] !== '}' && this.text[i] !== ']';
      i = skipSpace(this.text, i)
    ) {
      if (this.text[i] === ',') {
        i++;
        continue;
      }
      const place = i;
      let key = String(index++);
      if (opening === '{') {
        const end = endOfString(this.text, i);
        key = JSON.parse(this.text.slice(i, end)) as string;
        i = skipSpace(this.text, skipSpace(this.text, end) + 1);
      }
      children.set(key, { place, value: i });
      i = endOfValue(this.text, i);
    }
    return children;
  }
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (char === '"') i = endOfString(text, i) - 1;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') {
      if (depth === 0) return i;
      depth--;
    } else if (char === ',' && depth === 0) return i;
    if (depth === 0 && char !== undefined && '"}]'.includes(char)) return i + 1;
  }
  return text.length;
}
