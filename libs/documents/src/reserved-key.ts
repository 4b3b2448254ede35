import type { Path } from './problem.js';

/** zod leaves this key out of open maps (labels, versions) without a word. Found without recursion: an unknown field may hold any depth. */
export const RESERVED_KEY = '__proto__';

interface Place {
  readonly value: object;
  readonly parent: Place | null;
  readonly key: string | number;
}

export function pathsOfReservedKey(root: unknown): Path[] {
  const found: Place[] = [];
  const open: Place[] = [];
  const enter = (value: unknown, parent: Place | null, key: string | number) => {
    if (typeof value === 'object' && value !== null) open.push({ value, parent, key });
  };
  enter(root, null, '');
  for (let place = open.pop(); place; place = open.pop()) {
    const { value } = place;
    if (Array.isArray(value)) for (let i = 0; i < value.length; i++) enter(value[i], place, i);
    else {
      if (Object.hasOwn(value, RESERVED_KEY)) found.push(place);
      for (const key of Object.keys(value)) enter((value as Record<string, unknown>)[key], place, key);
    }
  }
  return found.map((place) => {
    const path: (string | number)[] = [RESERVED_KEY];
    for (let at: Place = place; at.parent; at = at.parent) path.push(at.key);
    return path.reverse();
  });
}
